package mnisteval.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import mnisteval.idx.ImageSet;
import mnisteval.input.Source;
import mnisteval.weights.layers.LoadedNetwork;
import mnisteval.weights.layers.ReadOptions;

/**
 * Reads the networks of a run in their order, small ones while the network before them is
 * evaluated: the processors have something to do at its end, and reading takes no time of its own.
 */
final class ReadAhead {
  /** Two networks are held at a time, so that large ones, and what bursts, are read alone. */
  private static final int MOST_BYTES = 1 << 20;

  private final List<Source> sources;
  private final ReadOptions options;
  private final ImageSet set;
  private final boolean summed;
  private final boolean ahead;
  private Reading next;

  /**
   * Prepares to read networks.
   *
   * @param set whose images tell layouts apart that both fit
   * @param summed whether files are held in memory and have their sha256 computed
   * @param ahead whether another thread may read
   */
  ReadAhead(
      List<Source> sources, ReadOptions options, ImageSet set, boolean summed, boolean ahead) {
    this.sources = sources;
    this.options = options;
    this.set = set;
    this.summed = summed;
    this.ahead = ahead;
  }

  /**
   * A network's file.
   *
   * @param source of the very bytes whose sum is known, if they are held
   * @param sha256 of the file, or null
   * @param network what was read of it, or null if it has still to be read
   */
  record File(Source source, String sha256, LoadedNetwork network) {}

  /**
   * Returns the file of a network, which may have been read, and starts to read the next one.
   *
   * @param index of the source, one more than that of the call before
   * @throws IOException if it has to be held in memory, and can't be read
   */
  File file(int index) throws IOException {
    Reading started = next;
    next = null;
    File read = started == null ? null : started.result();
    File file = read == null ? hold(sources.get(index)) : read;
    next = index + 1 < sources.size() ? start(sources.get(index + 1)) : null;
    return file;
  }

  private File hold(Source source) throws IOException {
    if (!summed || !source.parts().isEmpty()) {
      return new File(source, null, null);
    }
    Source held = source.inMemory();
    return new File(held, held.sha256(), null);
  }

  private Reading start(Source source) throws IOException {
    boolean small =
        source.path() != null
            && source.parts().isEmpty()
            && Files.isRegularFile(source.path())
            && Files.size(source.path()) <= MOST_BYTES;
    return ahead && small ? new Reading(source) : null;
  }

  /** One network that is read by a thread of its own. */
  private final class Reading implements Runnable, Thread.UncaughtExceptionHandler {
    private final Source source;
    private final Thread thread = new Thread(this, "read-ahead");
    private File read;

    Reading(Source source) {
      this.source = source;
      thread.setDaemon(true);
      thread.setUncaughtExceptionHandler(this);
      thread.start();
    }

    @Override
    public void run() {
      try {
        File file = hold(source.withLimit(MOST_BYTES));
        LoadedNetwork network = AccuracyRun.read(file.source(), options, set);
        read = new File(file.source().withLimit(source.limit()), file.sha256(), network);
      } catch (IOException e) {
        // It is read once more when it is its turn, and the error is told then.
        read = null;
      }
    }

    /** Leaves it to the reader whose turn it is to fail in the same way. */
    @Override
    public void uncaughtException(Thread failed, Throwable e) {
      read = null;
    }

    /** Waits for the network, and returns null if it could not be read so. */
    File result() throws IOException {
      try {
        thread.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted", e);
      }
      return read;
    }
  }
}

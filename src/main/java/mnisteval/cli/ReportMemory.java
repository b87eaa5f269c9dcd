package mnisteval.cli;

import mnisteval.cli.options.ReportOptions;
import mnisteval.evaluation.metrics.MetricsDetail;
import mnisteval.input.HeapShares;
import mnisteval.input.InputException;
import mnisteval.weights.layers.LoadedNetwork;

/**
 * What is left of the heap for the report of all networks. They are evaluated one after the other,
 * but their figures are kept until all can be ranked; a file of a kilobyte may have a million.
 */
final class ReportMemory {
  /** Names, a message or the figures of a whole network, and their row as text. */
  private static final int BYTES_A_NETWORK = 2048;

  /** Its figures, and their texts while they are laid out. */
  private static final int BYTES_A_CLASS = 1000;

  /** A unit of a layer in the list of their numbers, and as text. */
  private static final int BYTES_A_LAYER = 50;

  /** A cell of a matrix that is laid out for reading, which few classes are: texts. */
  private static final int BYTES_A_SHOWN_CELL = 200;

  private final long most;
  private long taken;

  ReportMemory() {
    this(HeapShares.metrics());
  }

  ReportMemory(long mostBytes) {
    most = mostBytes;
  }

  /**
   * Takes what a file needs, whatever comes of it.
   *
   * @throws InputException if there are so many that nothing is left
   */
  void takeFile(String file) throws InputException {
    take(file, BYTES_A_NETWORK + 4L * file.length());
  }

  /**
   * Takes what the figures of a network need.
   *
   * @param detail what of them is kept
   * @param page whether they are shown on a page
   * @throws InputException if there is not so much left
   */
  void take(LoadedNetwork loaded, MetricsDetail detail, boolean page) throws InputException {
    long classes = loaded.network().classes();
    long bytes = 0;
    if (detail != MetricsDetail.FIGURES) {
      bytes += BYTES_A_CLASS * classes + (long) BYTES_A_LAYER * loaded.network().units().size();
    }
    if (detail == MetricsDetail.MATRIX) {
      boolean shown = page && classes <= ReportOptions.MOST_IN_MATRIX;
      bytes += (shown ? BYTES_A_SHOWN_CELL : Long.BYTES) * classes * classes;
    }
    take(loaded.file(), bytes);
  }

  /**
   * Takes what a network itself needs where it is held beside others: the images are too many to be
   * kept, and are passed over once.
   *
   * @param tallyBytes what is counted of it, for all images
   * @throws InputException if there is not so much left
   */
  void takeHeld(LoadedNetwork loaded, long tallyBytes) throws InputException {
    take(loaded.file(), Double.BYTES * loaded.network().parameters() + tallyBytes);
  }

  private void take(String file, long bytes) throws InputException {
    taken += bytes;
    if (taken > most) {
      throw new InputException(
          file,
          "too much for the memory with the networks before it (expected at most "
              + (most >> 10)
              + " KiB, found "
              + (taken + 1023 >> 10)
              + " KiB; java -Xmx gives more)");
    }
  }
}

package mnisteval.cli.progress;

import java.io.PrintStream;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;

/**
 * Shows how far a job is that takes long: nothing for a second, then a bar if standard error is a
 * terminal, wiped at the end. Safe for use by several threads; a job that is done within the second
 * pays for a counter.
 */
public final class Progress implements IntConsumer, AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private final long total;
  private final Duration patience;
  private final BooleanSupplier terminal;
  private final long started = System.nanoTime();
  private PrintStream err;
  private long done;
  private ProgressLine bar;

  /**
   * A job that starts now.
   *
   * @param err where the bar goes, or null if none is wanted
   * @param patience how long nothing is shown
   * @param terminal whether {@code err} is a terminal, which is asked once that time has passed
   */
  Progress(long total, PrintStream err, Duration patience, BooleanSupplier terminal) {
    this.total = total;
    this.err = err;
    this.patience = patience;
    this.terminal = terminal;
  }

  /**
   * A job that starts now.
   *
   * @param total how many images there are, from 1
   * @param err standard error
   */
  public static Progress start(long total, PrintStream err) {
    return new Progress(total, err, PATIENCE, new Terminal());
  }

  /** A job that nothing is shown of. */
  public static Progress silent() {
    return new Progress(1, null, PATIENCE, null);
  }

  /** Counts images that are done. */
  @Override
  public synchronized void accept(int images) {
    done += images;
    if (err == null || done >= total) {
      return;
    }
    if (bar == null) {
      Duration elapsed = Duration.ofNanos(System.nanoTime() - started);
      if (elapsed.compareTo(patience) < 0) {
        return;
      }
      if (!terminal.getAsBoolean()) {
        err = null;
        return;
      }
      bar = new ProgressLine(total, done, elapsed, err);
    }
    bar.show(done);
  }

  /** Wipes the bar, if there is one, and leaves the cursor where the line begins. */
  @Override
  public synchronized void close() {
    err = null;
    if (bar != null) {
      bar.close();
    }
  }
}

package mnisteval.cli.progress;

import java.io.PrintStream;
import java.time.Duration;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarConsumer;
import me.tongfei.progressbar.ProgressBarStyle;

/**
 * A bar of one line in plain ASCII, without colour, that a thread of the library draws:
 *
 * <pre>  42% [======         ] 420000/1000000 images (0:00:02 / 0:00:03)</pre>
 */
final class ProgressLine implements AutoCloseable {
  /** What fits in every terminal: to ask for its width would take native code. */
  private static final int COLUMNS = 76;

  private static final int REDRAW_MILLIS = 200;

  private final ProgressBar bar;
  private final PrintStream err;

  /**
   * Draws a bar.
   *
   * @param elapsed since the job began, for the time that is left
   */
  ProgressLine(long total, long done, Duration elapsed, PrintStream err) {
    this.err = err;
    bar =
        ProgressBar.builder()
            .setInitialMax(total)
            .startsFrom(done, elapsed)
            .setUnit(" images", 1)
            .setStyle(ProgressBarStyle.ASCII)
            .setUpdateIntervalMillis(REDRAW_MILLIS)
            // With one of our own, the library does not look for a terminal, nor change its mode.
            .setConsumer(new Line(err))
            .build();
  }

  void show(long done) {
    bar.stepTo(done);
  }

  /** Wipes it: the library would not, of a bar that it is still to draw for the first time. */
  @Override
  public void close() {
    bar.close();
    err.print("\r" + " ".repeat(COLUMNS) + "\r");
    err.flush();
  }

  private record Line(PrintStream err) implements ProgressBarConsumer {
    @Override
    public int getMaxRenderedLength() {
      return COLUMNS;
    }

    @Override
    public void accept(String text) {
      err.print("\r" + text);
      err.flush();
    }

    @Override
    public void close() {
      // Standard error stays open.
    }
  }
}

package mnisteval.cli.progress;

import java.io.Console;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;

/**
 * Shows how far a long job is: nothing for a second, then a bar if standard error is a terminal,
 * wiped at the end. Safe for use by several threads; a job that is done within the second pays for
 * a counter.
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
   * Starts a job.
   *
   * @param total how many images there are, from 1
   * @param err standard error, or null if nothing is shown
   * @param patience how long nothing is shown
   * @param terminal whether {@code err} is a terminal, or null to ask the system; asked once, after
   *     that time
   */
  Progress(long total, PrintStream err, Duration patience, BooleanSupplier terminal) {
    this.total = total;
    this.err = err;
    this.patience = patience;
    this.terminal = terminal;
  }

  /**
   * Starts a job.
   *
   * @param total how many images there are, from 1
   * @param err standard error, or null if nothing is shown
   */
  public static Progress start(long total, PrintStream err) {
    return new Progress(total, err, PATIENCE, null);
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
      if (!(terminal == null ? isTerminal() : terminal.getAsBoolean())) {
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

  /** Returns whether standard error is a terminal that can go back to a line's beginning. */
  static boolean isTerminal() {
    return !"dumb".equals(System.getenv("TERM")) && isTerminal(2);
  }

  /** Returns whether standard output and standard error are both terminals. */
  public static boolean isTerminalForBoth() {
    return isTerminal(1) && isTerminal(2);
  }

  /** Java looks only at standard input and output, which is asked where Linux does not tell. */
  private static boolean isTerminal(int descriptor) {
    try {
      String device = Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor)).toString();
      return device.startsWith("/dev/pts/") || device.startsWith("/dev/tty");
    } catch (IOException e) {
      return isConsole(System.console());
    }
  }

  /** Since Java 22 there may be a console where there is no terminal, and it says so. */
  static boolean isConsole(Console console) {
    try {
      return console != null && (boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (NoSuchMethodException e) {
      return true;
    } catch (ReflectiveOperationException e) {
      return false;
    }
  }
}

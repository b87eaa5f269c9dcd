package mnisteval.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import mnisteval.cli.progress.Progress;
import mnisteval.input.InputException;
import mnisteval.input.Printable;

/**
 * Holds the three streams of the program. Results go to standard output, all else to standard
 * error, one line a message; what went wrong with files is remembered for the exit code.
 */
public final class Console {
  /** Evaluated, and every gate held; or help or version was asked for. */
  static final int OK = 0;

  /** A defect of the program. */
  static final int DEFECT = 1;

  /** The arguments are wrong. */
  static final int USAGE = 2;

  /** A file is missing, malformed, refused or inconsistent, or cannot be written. */
  static final int FILE = 3;

  /** Evaluated, but a gate did not hold. */
  static final int GATE = 4;

  /** Nobody reads the results any more: what a shell makes of the signal that ends other tools. */
  static final int PIPE = 128 + 13;

  private static final int FILE_TYPE = 0170000;
  private static final int FIFO = 0010000;
  private static final int SOCKET = 0140000;

  private final InputStream in;
  private final PrintStream out;
  private final PrintStream err;
  private boolean stackTraces;
  private boolean readerGone;
  private int code = OK;

  /**
   * Holds these streams, and closes none.
   *
   * @param out takes results, in UTF-8
   * @param err takes messages, in UTF-8
   */
  public Console(InputStream in, PrintStream out, PrintStream err) {
    this.in = in;
    this.out = out;
    this.err = err;
  }

  InputStream in() {
    return in;
  }

  PrintStream out() {
    return out;
  }

  PrintStream err() {
    return err;
  }

  /** Prints the stack trace of each error from now on. */
  void showStackTraces() {
    stackTraces = true;
  }

  /** Prints a message on one line, whatever is in it. */
  void say(String message) {
    err.print("mnist-eval: " + Printable.of(message) + "\n");
    err.flush();
  }

  /** Prints results, each on one line, whatever is in it. */
  void print(List<String> lines) {
    for (String line : lines) {
      out.print(Printable.of(line) + "\n");
    }
    out.flush();
  }

  /**
   * Makes sure that all results have reached standard output.
   *
   * @throws InputException if one has not; the program then ends quietly if they go through a pipe,
   *     whose reader has had enough, as {@code head} has
   */
  void requireWritten() throws InputException {
    if (out.checkError()) {
      readerGone = out == System.out && isPipe();
      throw new InputException("standard output", "cannot be written");
    }
  }

  /** Returns whether standard output is open and a pipe; that alone is why it can't be written. */
  private static boolean isPipe() {
    Path path = Path.of("/dev/stdout");
    if (!path.getFileSystem().supportedFileAttributeViews().contains("unix")) {
      return false;
    }
    try {
      int mode = (int) Files.getAttribute(path, "unix:mode");
      return (mode & FILE_TYPE) == FIFO || (mode & FILE_TYPE) == SOCKET;
    } catch (IOException e) {
      return false; // It is closed.
    }
  }

  /** Reports a file that cannot be used, so that one bad file does not stop the others. */
  void report(InputException e) {
    report(e, false);
  }

  /**
   * Reports a file that cannot be used, so that one bad file does not stop the others.
   *
   * @param inResults whether the results tell the error too: then a terminal that shows both the
   *     results and the messages shows it once
   */
  void report(InputException e, boolean inResults) {
    if (!inResults || !Progress.isTerminalForBoth()) {
      say(e.getMessage());
    }
    trace(e);
    code = FILE;
  }

  /** Returns the exit code as far as files are concerned. */
  int code() {
    return code;
  }

  /**
   * Reports what ends the program.
   *
   * @return the exit code: an unusable file, or a defect, which no input should bring about; or
   *     that nobody reads the results, of which nothing is said
   */
  public int fail(Throwable e) {
    if (readerGone) {
      return PIPE;
    }
    if (e instanceof IOException) {
      say(e.getMessage());
      trace(e);
      return FILE;
    }
    say("a defect of mnist-eval: " + e + (stackTraces ? "" : " (--stacktrace shows where)"));
    trace(e);
    return DEFECT;
  }

  /** Prints where an error arose, if that is wanted. */
  void trace(Throwable e) {
    if (stackTraces) {
      e.printStackTrace(err);
      err.flush();
    }
  }
}

package mnisteval.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import mnisteval.input.InputException;
import mnisteval.input.Printable;

/** What the program prints besides reports, and what its exit codes are. */
public final class Console {
  private Console() {}

  /**
   * The one place where errors become messages and exit codes.
   *
   * @param trace whether to show where it arose, too
   * @return the exit code: a file's fault, or a defect, which no input should bring about
   */
  public static int fail(Throwable e, PrintStream err, boolean trace) {
    boolean file = e instanceof IOException;
    String hint = trace ? "" : " (--stacktrace shows where)";
    say(err, file ? e.getMessage() : "a defect of mnist-eval: " + e + hint);
    if (trace) {
      e.printStackTrace(err);
      err.flush();
    }
    return file ? ExitCode.FILE : ExitCode.DEFECT;
  }

  /** Says one thing on one line, whatever is in it. */
  public static void say(PrintStream err, String message) {
    err.print("mnist-eval: " + Printable.of(message) + "\n");
    err.flush();
  }

  /** Prints lines, each on one line, whatever is in it. */
  public static void print(PrintStream out, List<String> lines) {
    for (String line : lines) {
      out.print(Printable.of(line) + "\n");
    }
    out.flush();
  }

  public static void requireWritten(PrintStream out) throws InputException {
    if (out.checkError()) {
      throw new InputException("standard output", "cannot be written");
    }
  }
}

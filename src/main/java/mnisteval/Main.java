package mnisteval;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import mnisteval.input.InputException;
import mnisteval.input.Printable;

/** The entry point. */
public final class Main {
  private Main() {}

  /** Runs the command and exits with its code. */
  public static void main(String[] args) {
    PrintStream out = utf8(FileDescriptor.out);
    PrintStream err = utf8(FileDescriptor.err);
    System.exit(run(args, System.in, out, err));
  }

  private static PrintStream utf8(FileDescriptor descriptor) {
    return new PrintStream(new FileOutputStream(descriptor), false, StandardCharsets.UTF_8);
  }

  /**
   * Runs the command.
   *
   * @param in standard input
   * @param out where results go, in UTF-8
   * @param err where everything else goes, in UTF-8
   * @return the exit code: 0 evaluated and every gate held, 1 a defect, 2 wrong arguments, 3 a file
   *     is at fault, 4 a gate did not hold
   */
  public static int run(String[] args, InputStream in, PrintStream out, PrintStream err) {
    PlainArguments plain = PlainArguments.of(args);
    int code;
    if (plain == null) {
      code = PicocliRun.run(args, in, out, err);
    } else {
      try {
        code = plain.run(out, err);
      } catch (IOException | RuntimeException | Error e) {
        code = fail(e, err, false);
      }
    }
    out.flush();
    err.flush();
    return code;
  }

  /**
   * The one place where errors become messages and exit codes.
   *
   * @param trace whether to show where it arose, too
   * @return the exit code: a file's fault, or a defect, which no input should bring about
   */
  static int fail(Throwable e, PrintStream err, boolean trace) {
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
  static void say(PrintStream err, String message) {
    err.print("mnist-eval: " + Printable.of(message) + "\n");
    err.flush();
  }

  /** Prints lines, each on one line, whatever is in it. */
  static void print(PrintStream out, List<String> lines) {
    for (String line : lines) {
      out.print(Printable.of(line) + "\n");
    }
    out.flush();
  }

  static void requireWritten(PrintStream out) throws InputException {
    if (out.checkError()) {
      throw new InputException("standard output", "cannot be written");
    }
  }
}

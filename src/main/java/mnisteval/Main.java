package mnisteval;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import mnisteval.cli.AccuracyRun;
import mnisteval.cli.Cli;
import mnisteval.cli.Console;
import mnisteval.cli.PlainArguments;
import mnisteval.cli.PlainCommand;
import mnisteval.cli.options.EvaluateOptions;

/** The entry point. */
public final class Main {
  private Main() {}

  /** Runs the command and exits with its code. */
  public static void main(String[] args) {
    PrintStream out = utf8(FileDescriptor.out);
    PrintStream err = utf8(FileDescriptor.err);
    System.setOut(out); // The console asks the system about its standard output, and no other.
    System.exit(run(args, System.in, out, err));
  }

  private static PrintStream utf8(FileDescriptor descriptor) {
    return new PrintStream(new FileOutputStream(descriptor), false, StandardCharsets.UTF_8);
  }

  /**
   * Runs the command.
   *
   * @param in standard input
   * @param out takes results, in UTF-8
   * @param err takes everything else, in UTF-8
   * @return the exit code: 0 evaluated and every gate held, 1 a defect, 2 wrong arguments, 3 a file
   *     cannot be used, 4 a gate did not hold, 141 nobody reads the results
   */
  public static int run(String[] args, InputStream in, PrintStream out, PrintStream err) {
    Console console = new Console(in, out, err);
    EvaluateOptions plain = PlainArguments.parse(args);
    int code;
    if (plain == null) {
      Integer done = PlainCommand.run(args, console);
      code = done == null ? Cli.run(args, console) : done;
    } else {
      try {
        code = AccuracyRun.run(plain, console);
      } catch (IOException | RuntimeException | Error e) {
        code = console.fail(e);
      }
    }
    out.flush();
    err.flush();
    return code;
  }
}

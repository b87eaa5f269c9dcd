package mnisteval;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import mnisteval.input.InputException;
import mnisteval.input.Printable;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

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
    EvaluateCommand command = new EvaluateCommand(in, out, err);
    Handlers handlers = new Handlers(command, err);
    CommandLine line = new CommandLine(command);
    addSubcommand(line, command, args, in, out, err);
    line.setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .setParameterExceptionHandler(handlers)
        .setExecutionExceptionHandler(handlers);
    int code;
    try {
      code = line.execute(args);
    } catch (Error e) {
      code = handlers.defect(e);
    }
    out.flush();
    err.flush();
    return code;
  }

  /** Only what the first argument names: picocli would make and load all that are declared. */
  private static void addSubcommand(
      CommandLine line,
      EvaluateCommand root,
      String[] args,
      InputStream in,
      PrintStream out,
      PrintStream err) {
    String name = args.length == 0 ? "" : args[0];
    boolean all = name.equals("generate-completion");
    if (all || name.equals("predict")) {
      line.addSubcommand(new PredictCommand(root, in, out, err));
    }
    if (all || name.equals("inspect")) {
      line.addSubcommand(new InspectCommand(root, out, err));
    }
    if (all) {
      line.addSubcommand(new CompletionCommand(out));
    }
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

  /** The one place where errors become messages and exit codes. */
  private static final class Handlers
      implements IParameterExceptionHandler, IExecutionExceptionHandler {
    private final EvaluateCommand command;
    private final PrintStream err;

    Handlers(EvaluateCommand command, PrintStream err) {
      this.command = command;
      this.err = err;
    }

    @Override
    public int handleParseException(ParameterException e, String[] args) {
      String problem =
          e instanceof UnmatchedArgumentException unmatched ? unknown(unmatched) : e.getMessage();
      String command = e.getCommandLine().getCommandSpec().qualifiedName();
      say(err, problem + " (" + command + " --help shows all options)");
      return trace(e, ExitCode.USAGE);
    }

    /** Of arguments that are none, tells the first: the others may only be what belongs to it. */
    private static String unknown(UnmatchedArgumentException e) {
      String first = e.getUnmatched().get(0);
      if (first.startsWith("@")) {
        String file = first.substring(1);
        return "Unexpected argument: '" + first + "'; no file '" + file + "' can be read for more";
      }
      List<String> suggestions = e.getSuggestions();
      return (first.startsWith("-") ? "Unknown option: '" : "Unexpected argument: '")
          + first
          + "'"
          + (suggestions.isEmpty()
              ? ""
              : "; did you mean " + String.join(" or ", suggestions) + "?");
    }

    @Override
    public int handleExecutionException(Exception e, CommandLine line, ParseResult result) {
      if (e instanceof IOException) {
        say(err, e.getMessage());
        return trace(e, ExitCode.FILE);
      }
      return defect(e);
    }

    /** What no input should bring about, such as the memory running out. */
    int defect(Throwable e) {
      String hint = command.stacktrace() ? "" : " (--stacktrace shows where)";
      say(err, "a defect of mnist-eval: " + e + hint);
      return trace(e, ExitCode.DEFECT);
    }

    private int trace(Throwable e, int code) {
      if (command.stacktrace()) {
        e.printStackTrace(err);
        err.flush();
      }
      return code;
    }
  }
}

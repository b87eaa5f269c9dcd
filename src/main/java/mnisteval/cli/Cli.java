package mnisteval.cli;

import java.io.InputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Runs a command line as picocli understands it: every option, subcommand, hint and help. */
public final class Cli implements IParameterExceptionHandler, IExecutionExceptionHandler {
  private final EvaluateCommand root;
  private final PrintStream err;

  private Cli(EvaluateCommand root, PrintStream err) {
    this.root = root;
    this.err = err;
  }

  /** Runs the command and returns its exit code. */
  public static int run(String[] args, InputStream in, PrintStream out, PrintStream err) {
    EvaluateCommand root = new EvaluateCommand(in, out, err);
    Cli run = new Cli(root, err);
    CommandLine line = new CommandLine(root);
    addSubcommand(line, root, args, in, out, err);
    line.setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setParameterExceptionHandler(run)
        .setExecutionExceptionHandler(run);
    try {
      return line.execute(args);
    } catch (Error e) {
      return Console.fail(e, err, root.stacktrace());
    }
  }

  /** Makes the command with all its subcommands, from which the manual pages are written. */
  static CommandLine commandLine() {
    EvaluateCommand root = new EvaluateCommand(null, null, null);
    CommandLine line = new CommandLine(root);
    addSubcommand(line, root, new String[] {CompletionCommand.NAME}, null, null, null);
    return line;
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

  @Override
  public int handleParseException(ParameterException e, String[] args) {
    String problem =
        e instanceof UnmatchedArgumentException unmatched ? unknown(unmatched) : problem(e);
    String command = e.getCommandLine().getCommandSpec().qualifiedName();
    Console.say(err, problem + " (" + command + " --help shows all options)");
    if (root.stacktrace()) {
      e.printStackTrace(err);
      err.flush();
    }
    return ExitCode.USAGE;
  }

  /** Returns picocli's message, but for an enum with the words of the option's label. */
  private static String problem(ParameterException e) {
    ArgSpec option = e.getArgSpec();
    if (!(e.getCause() instanceof TypeConversionException) || !option.typeInfo().isEnum()) {
      return e.getMessage();
    }
    String start = e.getMessage().substring(0, e.getMessage().indexOf(": ") + 2);
    String words = option.paramLabel().replaceAll("\\|(?=[^|]*$)", " or ").replace("|", ", ");
    return start + "expected " + words + ", found '" + e.getValue() + "'";
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
        + (suggestions.isEmpty() ? "" : "; did you mean " + String.join(" or ", suggestions) + "?");
  }

  @Override
  public int handleExecutionException(Exception e, CommandLine line, ParseResult result) {
    return Console.fail(e, err, root.stacktrace());
  }
}

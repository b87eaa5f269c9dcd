package mnisteval.cli;

import java.io.PrintWriter;
import java.lang.reflect.Member;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import mnisteval.cli.options.GateOptions;
import mnisteval.cli.options.ImageFileOptions;
import mnisteval.cli.options.ImageSetOptions;
import mnisteval.cli.options.NetworkOptions;
import mnisteval.cli.options.ReportOptions;
import mnisteval.cli.options.WeightsOptions;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Runs a command line as picocli understands it: every option, subcommand, hint and help. */
public final class Cli {
  private static final Map<Class<?>, String> HEADINGS =
      Map.of(
          WeightsOptions.class, "Input",
          ImageFileOptions.class, "Input",
          ImageSetOptions.class, "Input",
          NetworkOptions.class, "Network",
          GateOptions.class, "Gates",
          ReportOptions.class, "Reports");

  /** Where the width of the terminal is not known. */
  private static final int COLUMNS = 80;

  private Cli() {}

  /** Runs the command and returns its exit code. */
  public static int run(String[] args, Console console) {
    try {
      String[] ordered = commandFirst(CommandWords.withHelpAsOption(args), console);
      return commandLine(ordered, console).execute(ordered);
    } catch (ParameterException e) {
      return usageError(e, console);
    } catch (Error e) {
      return console.fail(e);
    }
  }

  /**
   * Puts the name of a subcommand in front of the options before it.
   *
   * @throws ParameterException if it is misspelt
   */
  private static String[] commandFirst(String[] args, Console console) {
    int index = CommandWords.find(args);
    if (index < 0) {
      return args;
    }
    String word = args[index];
    String meant = CommandWords.near(word);
    String name = meant == null ? word : meant;
    CommandLine line = commandLine(new String[] {name}, console);
    CommandLine subcommand = line.getSubcommands().getOrDefault(name, line);
    if (!CommandWords.isAfterOptions(
        args, index, option -> Math.max(values(option, subcommand), values(option, line)))) {
      return args;
    }
    if (meant != null) {
      throw new ParameterException(
          line, "No such file or command: '" + word + "'; did you mean " + meant + "?");
    }
    return CommandWords.inFront(args, index);
  }

  /** Returns how many arguments after an option are its values. */
  private static int values(String option, CommandLine line) {
    OptionSpec spec = line.getCommandSpec().optionsMap().get(option);
    return spec == null ? 0 : Math.min(1, spec.arity().max());
  }

  /** Makes the command with all its subcommands, from which the manual pages are written. */
  static CommandLine commandLine() {
    Console console = new Console(System.in, System.out, System.err);
    return commandLine(new String[] {CompletionCommand.NAME}, console);
  }

  /** Makes the command, and of its subcommands those that the first argument calls for. */
  private static CommandLine commandLine(String[] args, Console console) {
    CommandLine line = new CommandLine(new EvaluateCommand(console));
    // All of them would take longer to make than the images to evaluate.
    String first = args.length == 0 ? "" : args[0];
    boolean all = List.of(CompletionCommand.NAME, "--help", "-h").contains(first);
    for (String name : CommandWords.NAMES) {
      if (all || name.equals(first)) {
        line.addSubcommand(subcommand(name, console));
      }
    }
    line.setOut(new PrintWriter(console.out(), true));
    line.setErr(new PrintWriter(console.err(), true));
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setParameterExceptionHandler((e, arguments) -> usageError(e, console));
    line.setExecutionExceptionHandler((e, command, parsed) -> console.fail(e));
    layOut(line);
    line.getSubcommands().values().forEach(Cli::layOut);
    return line;
  }

  /** Lays out the help of a command for the width of the terminal. */
  private static void layOut(CommandLine line) {
    line.getCommandSpec()
        .usageMessage()
        .autoWidth(true)
        .width(COLUMNS)
        .synopsisHeading("Usage: ")
        .descriptionHeading("%n")
        .parameterListHeading("%nParameters:%n")
        .commandListHeading("%nCommands:%n")
        .exitCodeListHeading("%nExit codes:%n");
    line.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_OPTION_LIST, Cli::optionList);
  }

  private static Object subcommand(String name, Console console) {
    return switch (name) {
      case "predict" -> new PredictCommand(console);
      case "draw" -> new DrawCommand(console);
      case "inspect" -> new InspectCommand(console);
      case "merge" -> new MergeCommand(console);
      default -> new CompletionCommand(console);
    };
  }

  /** Lists the options under headings, by the classes that hold them. */
  private static String optionList(Help help) {
    Map<String, List<OptionSpec>> groups = new LinkedHashMap<>();
    for (String heading : List.of("Input", "Network", "Gates", "Reports", "General")) {
      groups.put(heading, new ArrayList<>());
    }
    for (OptionSpec option : help.commandSpec().options()) {
      Class<?> holder = ((Member) option.userObject()).getDeclaringClass();
      groups.get(HEADINGS.getOrDefault(holder, "General")).add(option);
    }
    StringBuilder text = new StringBuilder();
    groups.forEach(
        (heading, options) -> {
          if (!options.isEmpty()) {
            text.append(help.createHeading("%n" + heading + ":%n"));
            text.append(help.optionListExcludingGroups(options));
          }
        });
    return text.toString();
  }

  private static int usageError(ParameterException e, Console console) {
    String problem =
        e instanceof UnmatchedArgumentException unmatched ? unknown(unmatched) : problem(e);
    String command = e.getCommandLine().getCommandSpec().qualifiedName();
    console.say(problem + " (" + command + " --help shows all options)");
    console.trace(e);
    return Console.USAGE;
  }

  /** Returns picocli's message, but for an enum with the words of the option's label. */
  private static String problem(ParameterException e) {
    ArgSpec option = e.getArgSpec();
    if (!(e.getCause() instanceof TypeConversionException) || !option.typeInfo().isEnum()) {
      return e.getMessage()
          .replaceFirst("^(Invalid value for option '--index') \\(N\\)", "$1")
          .replaceFirst("' is not an? (int|long)$", "' is not a whole number");
    }
    String start = e.getMessage().substring(0, e.getMessage().indexOf(": ") + 2);
    String words = option.paramLabel().replaceAll("\\|(?=[^|]*$)", " or ").replace("|", ", ");
    return start + "expected " + words + ", found '" + e.getValue() + "'";
  }

  /** Names the first unknown argument only: the others may be what belongs to it. */
  private static String unknown(UnmatchedArgumentException e) {
    String first = e.getUnmatched().get(0);
    if (first.startsWith("@")) {
      return WeightsOptions.noArguments(first);
    }
    List<String> suggestions = e.getSuggestions();
    return (first.startsWith("-") ? "Unknown option: '" : "Unexpected argument: '")
        + first
        + "'"
        + (suggestions.isEmpty() ? "" : "; did you mean " + String.join(" or ", suggestions) + "?");
  }
}

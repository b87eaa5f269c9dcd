package mnisteval.cli;

import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import mnisteval.input.InputException;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Spec;

/**
 * Prints a script that teaches bash or zsh the options. What an option takes is read off its label:
 * words with bars between them are all that it takes, FILE and DIR are files.
 */
@Command(
    name = CompletionCommand.NAME,
    usageHelpWidth = 100,
    customSynopsis = "mnist-eval " + CompletionCommand.NAME,
    synopsisHeading = "Usage: ",
    descriptionHeading = "%n",
    description = {
      "Prints a script that completes the options of mnist-eval in bash and zsh, in which",
      "mnist-eval has to be the name or alias of the program:",
      "",
      "  source <(mnist-eval " + CompletionCommand.NAME + ")"
    },
    optionListHeading = "%nOptions:%n")
final class CompletionCommand implements Callable<Integer> {
  /** The word that the command line begins with. */
  static final String NAME = "generate-completion";

  private final PrintStream out;

  @Spec private CommandSpec spec;

  CompletionCommand(PrintStream out) {
    this.out = out;
  }

  @Override
  public Integer call() throws IOException {
    CommandSpec root = spec.root();
    out.print(AutoComplete.bash(root.name(), new CommandLine(completed(root))));
    if (out.checkError()) {
      throw new InputException("standard output", "cannot be written");
    }
    return ExitCode.OK;
  }

  /** The same command, its options knowing what can follow them, and its subcommands theirs. */
  private static CommandSpec completed(CommandSpec command) {
    CommandSpec completed = CommandSpec.create().name(command.name());
    for (OptionSpec option : command.options()) {
      completed.addOption(completed(option));
    }
    for (CommandLine subcommand : command.subcommands().values()) {
      CommandSpec spec = subcommand.getCommandSpec();
      completed.addSubcommand(spec.name(), new CommandLine(completed(spec)));
    }
    return completed;
  }

  private static OptionSpec completed(OptionSpec option) {
    String label = option.paramLabel();
    OptionSpec.Builder completed =
        OptionSpec.builder(option.names()).arity(option.arity()).paramLabel(label);
    if (label.indexOf('|') > 0) {
      completed.completionCandidates(words(label));
    } else if (label.equals("FILE") || label.equals("DIR")) {
      completed.type(File.class);
    }
    return completed.build();
  }

  /** Of a label such as {@code unit|raw|MEAN,STD}, what can be written as it stands. */
  private static List<String> words(String label) {
    List<String> words = new ArrayList<>(Arrays.asList(label.split("\\|")));
    words.removeIf(word -> Character.isUpperCase(word.charAt(0)));
    return words;
  }
}

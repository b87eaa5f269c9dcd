package mnisteval.cli;

import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.Spec;

/** Prints a script that completes options, their values and files in bash and zsh. */
@Command(
    name = CompletionCommand.NAME,
    sortOptions = false,
    customSynopsis = "mnist-eval " + CompletionCommand.NAME,
    description = {
      "Prints a script that completes words in bash and zsh.",
      "",
      "It completes options, their values and files. In the shell, mnist-eval has to be the name or"
          + " an alias of the program:",
      "",
      "  source <(mnist-eval " + CompletionCommand.NAME + ")"
    })
final class CompletionCommand implements Callable<Integer> {
  /** The word that the command line begins with. */
  static final String NAME = "generate-completion";

  private final Console console;

  @Spec private CommandSpec spec;

  CompletionCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    CommandSpec root = spec.root();
    String script = AutoComplete.bash(root.name(), new CommandLine(completed(root)));
    // Files may stand anywhere, and picocli's count of the words before is wrong: it finds the 2 of
    // --threads 2 in --sha256, and takes it for an option.
    console.out().print(script.replace("currIndex >= 0", "1"));
    console.requireWritten();
    return Console.OK;
  }

  /**
   * Returns a copy of a command in which picocli knows by the labels what can follow: the fields
   * are texts, since a network may also be a URL or standard input.
   */
  private static CommandSpec completed(CommandSpec command) {
    CommandSpec copy = CommandSpec.create().name(command.name());
    for (OptionSpec option : command.options()) {
      copy.addOption(completed(option));
    }
    for (PositionalParamSpec files : command.positionalParameters()) {
      copy.addPositional(
          PositionalParamSpec.builder().arity(files.arity()).type(File[].class).build());
    }
    for (CommandLine subcommand : command.subcommands().values()) {
      CommandSpec spec = subcommand.getCommandSpec();
      copy.addSubcommand(spec.name(), new CommandLine(completed(spec)));
    }
    return copy;
  }

  private static OptionSpec completed(OptionSpec option) {
    String label = option.paramLabel();
    OptionSpec.Builder copy =
        OptionSpec.builder(option.names()).arity(option.arity()).paramLabel(label);
    if (label.startsWith("FILE") || label.startsWith("DIR")) {
      copy.type(File.class);
    } else if (label.indexOf('|') > 0) {
      List<String> words = new ArrayList<>(List.of(label.split("\\|")));
      words.removeIf(word -> Character.isUpperCase(word.charAt(0))); // such as MEAN,STD
      copy.completionCandidates(words);
    }
    return copy.build();
  }
}

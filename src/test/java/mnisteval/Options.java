package mnisteval;

import java.util.ArrayList;
import java.util.List;
import mnisteval.cli.EvaluateCommand;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** The options of the command, for tests of the documents that list them. */
public final class Options {
  private Options() {}

  /** All their names, such as {@code --help} and {@code -h}. */
  public static List<String> names() {
    List<String> names = new ArrayList<>();
    CommandLine line = new CommandLine(new EvaluateCommand(null, null, null));
    for (OptionSpec option : line.getCommandSpec().options()) {
      if (!option.hidden()) {
        names.addAll(List.of(option.names()));
      }
    }
    return names;
  }
}

package mnisteval.cli;

import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** The options of the command, for tests of the documents that list them. */
public final class Options {
  private Options() {}

  /** All that the help shows. */
  public static List<OptionSpec> all() {
    CommandLine line = new CommandLine(new EvaluateCommand(new Console(null, null, null)));
    return line.getCommandSpec().options().stream().filter(option -> !option.hidden()).toList();
  }

  /** All their names, such as {@code --help} and {@code -h}. */
  public static List<String> names() {
    return all().stream().flatMap(option -> Stream.of(option.names())).toList();
  }
}

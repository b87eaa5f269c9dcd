package mnisteval;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** What is checked of arguments once picocli has parsed them; every fault is one of usage. */
final class Arguments {
  private final CommandSpec spec;

  Arguments(CommandSpec spec) {
    this.spec = spec;
  }

  void requireRange(String option, long value, long least, long most) {
    if (value < least || value > most) {
      String range = most == Long.MAX_VALUE ? least + " or more" : "from " + least + " to " + most;
      throw fault(
          "Invalid value for option '" + option + "': expected " + range + ", found " + value);
    }
  }

  Path path(String file) {
    try {
      return Path.of(file);
    } catch (InvalidPathException e) {
      throw fault("no file can be called '" + file + "'");
    }
  }

  ParameterException fault(String problem) {
    return new ParameterException(spec.commandLine(), problem);
  }
}

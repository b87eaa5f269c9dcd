package mnisteval;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import mnisteval.input.Sha256;
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

  /** Accepts null, too, for an option that isn't there. */
  void requireSha256(String option, String value) {
    if (value != null && !Sha256.isOne(value)) {
      throw fault(
          "Invalid value for option '"
              + option
              + "': expected 64 hexadecimal digits, found '"
              + value
              + "'");
    }
  }

  /** Whether it is a word and "://", as no file's name begins; one letter would be a drive. */
  static boolean isUrl(String text) {
    int end = text.indexOf("://");
    for (int i = 0; i < end; i++) {
      char c = text.charAt(i);
      if (!(c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z')) {
        return false;
      }
    }
    return end > 1;
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

package mnisteval.cli.options;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import mnisteval.input.Sha256;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** What is checked of arguments once picocli has parsed them; every fault is one of usage. */
public final class UsageChecks {
  /** What the JVM has for bytes that are no text. */
  private static final char UNREADABLE = '\ufffd';

  private final CommandSpec spec;

  public UsageChecks(CommandSpec spec) {
    this.spec = spec;
  }

  public void requireRange(String option, long value, long least, long most) {
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

  public Path path(String file) {
    try {
      Path path = Path.of(file);
      if (file.indexOf(UNREADABLE) >= 0 && !Files.exists(path)) {
        throw unnamable(file);
      }
      return path;
    } catch (InvalidPathException e) {
      throw file.indexOf('\0') >= 0
          ? fault("no file can be called '" + file + "'")
          : unnamable(file);
    }
  }

  /** The JVM takes names of files for text in the encoding of the locale, and can't do else. */
  private ParameterException unnamable(String file) {
    return fault(
        "the locale has no such name as '"
            + file
            + "': set LC_ALL to C.UTF-8, rename the file, or give it by --weights - < FILE");
  }

  public ParameterException fault(String problem) {
    return new ParameterException(spec.commandLine(), problem);
  }
}

package mnisteval.cli.options;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import mnisteval.input.Download;
import mnisteval.input.InputException;
import mnisteval.input.Source;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;

/** Checks what was parsed; every error is one of usage. */
public final class UsageChecks {
  /** What messages call it. */
  public static final String STANDARD_INPUT = "standard input";

  private final CommandSpec spec;

  /**
   * Prepares the checks.
   *
   * @param spec the command as picocli parsed it; null if it was parsed without
   */
  public UsageChecks(CommandSpec spec) {
    this.spec = spec;
  }

  /** Says that a command line is wrong that was parsed without picocli, whose words tell why. */
  public static final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  /** Makes an error of usage. */
  RuntimeException error(String problem) {
    return spec == null ? new Refused() : new ParameterException(spec.commandLine(), problem);
  }

  /** Makes sure that a condition holds. */
  public void require(boolean condition, String problem) {
    if (!condition) {
      throw error(problem);
    }
  }

  /** Makes sure that an option's value is within a range, both ends included. */
  public void requireRange(String option, long value, long least, long most) {
    String range = most == Long.MAX_VALUE ? least + " or more" : "from " + least + " to " + most;
    require(
        value >= least && value <= most,
        "Invalid value for option '" + option + "': expected " + range + ", found " + value);
  }

  /** Returns the path of a file that the user names. */
  public Path path(String file) {
    try {
      return new Converters.OfPath().convert(file);
    } catch (TypeConversionException e) {
      throw error(e.getMessage());
    }
  }

  /**
   * Returns the source of {@code -}, a URL or a {@link #file}. Nothing is read yet.
   *
   * @throws InputException if standard input is closed, or a URL is malformed
   */
  public Source source(String file, InputStream in) throws InputException {
    if (file.equals("-")) {
      if (in == System.in && holdsTheModules()) {
        throw new InputException(STANDARD_INPUT, "is closed");
      }
      return Source.stream(STANDARD_INPUT, in);
    }
    return isUrl(file) ? Download.source(file) : file(file);
  }

  /**
   * Returns the source of a file, or of files with {@code +} between them that are one network. A
   * file whose whole name that is comes first, and so it does if there is none of the others.
   */
  Source file(String name) {
    Path whole = path(name);
    if (name.indexOf('+') < 0 || Files.exists(whole)) {
      return Source.file(whole);
    }
    List<Source> parts = new ArrayList<>();
    boolean any = false;
    for (String part : name.split("\\+", -1)) {
      if (part.isEmpty()) {
        return Source.file(whole);
      }
      parts.add(Source.file(path(part)));
      any |= Files.exists(path(part));
    }
    return any ? Source.joined(name, parts) : Source.file(whole);
  }

  /** Returns whether the user names a folder. */
  public boolean isFolder(String file) {
    return !file.equals("-") && !isUrl(file) && Files.isDirectory(path(file));
  }

  /** A JVM started without standard input opens its own classes in its place, and dies of it. */
  private static boolean holdsTheModules() {
    try {
      Path modules = Path.of(System.getProperty("java.home"), "lib", "modules");
      return Files.isSameFile(Path.of("/proc/self/fd/0"), modules);
    } catch (IOException e) {
      return false; // There is no such file, or no /proc: then it is no such JVM, or not Linux.
    }
  }

  /** Returns whether the text starts with a word and "://"; one letter would be a drive. */
  static boolean isUrl(String text) {
    int letters = 0;
    while (letters < text.length()
        && Character.isLetter(text.charAt(letters))
        && text.charAt(letters) < 128) {
      letters++;
    }
    return letters >= 2 && text.startsWith("://", letters);
  }
}

package mnisteval.cli.options;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import mnisteval.input.InputException;
import mnisteval.input.Source;

/** Standard input, where there is one. */
public final class StandardInput {
  private static final String NAME = "standard input";

  private StandardInput() {}

  /**
   * What comes through it.
   *
   * @throws InputException if whoever started the program has closed it
   */
  public static Source source(InputStream in) throws InputException {
    if (in == System.in && holdsTheModules()) {
      throw new InputException(NAME, "is closed");
    }
    return Source.stream(NAME, in);
  }

  /** A JVM started without standard input opens its classes in its place, and dies reading them. */
  private static boolean holdsTheModules() {
    try {
      Path modules = Path.of(System.getProperty("java.home"), "lib", "modules");
      return Files.isSameFile(Path.of("/proc/self/fd/0"), modules);
    } catch (IOException e) {
      return false; // There is no such file, or no /proc: then it is no such JVM, or not Linux.
    }
  }
}

package mnisteval.cli.progress;

import java.io.Console;
import java.io.File;
import java.io.IOException;
import java.util.function.BooleanSupplier;

/**
 * Whether standard error is a terminal that can go back to a line's beginning. Java has no way to
 * ask: {@code System.console()} looks at standard input and output. So a shell is asked, which
 * inherits standard error; without one, as on Windows, the console decides.
 */
final class Terminal implements BooleanSupplier {
  private static final File SHELL = new File("/bin/sh");

  @Override
  public boolean getAsBoolean() {
    if ("dumb".equals(System.getenv("TERM"))) {
      return false;
    }
    return SHELL.exists() ? isTerminal() : isConsole();
  }

  private static boolean isTerminal() {
    ProcessBuilder test = new ProcessBuilder(SHELL.getPath(), "-c", "test -t 2");
    try {
      return test.redirectError(ProcessBuilder.Redirect.INHERIT).start().waitFor() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  static boolean isConsole() {
    Console console = System.console();
    if (console == null) {
      return false;
    }
    try {
      return (boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (NoSuchMethodException e) {
      // Before Java 22 there was a console only where there was a terminal.
      return true;
    } catch (ReflectiveOperationException e) {
      return false;
    }
  }
}

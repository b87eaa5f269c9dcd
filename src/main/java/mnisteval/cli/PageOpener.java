package mnisteval.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Opens a page in the default browser, by the command that each system has for it. {@code
 * java.awt.Desktop} would start a window system, and on Linux knows GNOME alone.
 */
final class PageOpener {
  /** A command that failed says so sooner; one that runs longer is the browser itself. */
  private static final long PATIENCE_SECONDS = 2;

  private final String system;
  private final Map<String, String> environment;

  PageOpener() {
    this(System.getProperty("os.name"), System.getenv());
  }

  /**
   * Opens pages on a system.
   *
   * @param system its name, as of the property {@code os.name}
   * @param environment its variables
   */
  PageOpener(String system, Map<String, String> environment) {
    this.system = system.toLowerCase(Locale.ROOT);
    this.environment = environment;
  }

  /** Opens the page, or says in one line where it is. */
  void open(Path page, Console console) {
    List<String> command = command(page);
    if (!Files.isRegularFile(page) || command.isEmpty() || !run(command)) {
      console.say(page + ": no browser to open it with; it is " + page.toUri());
    }
  }

  /** Returns the command that opens a page, or none if there is no screen to show it on. */
  List<String> command(Path page) {
    String address = page.toUri().toString();
    if (system.startsWith("windows")) {
      return List.of("rundll32", "url.dll,FileProtocolHandler", address);
    }
    if (system.startsWith("mac")) {
      return List.of("open", address);
    }
    // Without a screen, xdg-open would start a browser for text in the terminal.
    boolean screen =
        environment.containsKey("DISPLAY") || environment.containsKey("WAYLAND_DISPLAY");
    return screen ? List.of("xdg-open", address) : List.of();
  }

  /** Returns whether the command could be started and has not failed so far. */
  private static boolean run(List<String> command) {
    try {
      ProcessBuilder builder = new ProcessBuilder(command);
      builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
      builder.redirectError(ProcessBuilder.Redirect.DISCARD);
      Process process = builder.start();
      process.getOutputStream().close();
      return !process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || process.exitValue() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}

package mnisteval.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import mnisteval.Run;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How a page is opened; no browser is started here. */
final class PageOpenerTest {
  private static final String EXAMPLE = Path.of("data", "example_weight.pkl").toString();

  @TempDir Path folder;

  private static List<String> command(String system, Map<String, String> environment, Path page) {
    return new PageOpener(system, environment).command(page);
  }

  @Test
  void knowsTheCommandOfEachSystem() {
    Path page = folder.resolve("a page.html");
    String address = page.toUri().toString();
    assertEquals(
        List.of("rundll32", "url.dll,FileProtocolHandler", address),
        command("Windows 11", Map.of(), page));
    assertEquals(List.of("open", address), command("Mac OS X", Map.of(), page));
    assertEquals(List.of("xdg-open", address), command("Linux", Map.of("DISPLAY", ":0"), page));
    assertEquals(
        List.of("xdg-open", address),
        command("FreeBSD", Map.of("WAYLAND_DISPLAY", "wayland-0"), page));
    assertEquals(List.of(), command("Linux", Map.of(), page));
  }

  /** A name is part of an address, so that it can't be taken for an option. */
  @Test
  void givesTheNameAsAnAddress() {
    List<String> command = command("Mac OS X", Map.of(), Path.of("-e"));
    assertEquals(Path.of("-e").toUri().toString(), command.get(1));
  }

  @Test
  void saysWhereThePageIsIfNothingOpensIt() throws Exception {
    Path page = Files.createFile(folder.resolve("page.html"));
    String error =
        "mnist-eval: " + page + ": no browser to open it with; it is " + page.toUri() + "\n";
    assertEquals(error, opened("Linux", page));
    // There is no such command here.
    assertEquals(error, opened("Windows 11", page));
  }

  private static String opened(String system, Path page) {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    PrintStream stream = new PrintStream(err, true, StandardCharsets.UTF_8);
    new PageOpener(system, Map.of()).open(page, new Console(null, null, stream));
    return err.toString(StandardCharsets.UTF_8);
  }

  @Test
  void goesWithAPage() {
    assertEquals(
        new Run(
            2, "", "mnist-eval: --open goes with --html (mnist-eval --help shows all options)\n"),
        Run.of("--weights", EXAMPLE, "--open"));
  }
}

package mnisteval.report.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Makes the pictures of the README, the first screen of the page for the book's weights: {@code
 * target/screens/report-light.png} and {@code report-dark.png}. Where the page has changed, copy
 * them to {@code src/docs}; they are not compared, since fonts differ between machines.
 */
final class ReportPicturesIT {
  private static final Path SCREENS = Path.of("target", "screens");

  /** Two columns, down to the end of the matrix; GitHub shows about 830 pixels across. */
  private static final int WIDTH = 1100;

  private static final int HEIGHT = 1060;

  @TempDir Path profile;
  @TempDir Path folder;

  @Test
  void showsThePageOfTheBooksWeights() throws Exception {
    Path sample = Path.of(System.getProperty("mnisteval.shared"), "sample_weight.pkl");
    assumeTrue(Files.exists(sample), "skipped: the book's weights are not at " + sample);
    Files.copy(sample, folder.resolve("sample_weight.pkl"));
    Path page = page();
    Files.createDirectories(SCREENS);
    try (Browser browser = Browser.start(profile)) {
      for (String scheme : new String[] {"light", "dark"}) {
        browser.open(page, "", WIDTH, HEIGHT, scheme);
        browser.screenshot(SCREENS.resolve("report-" + scheme + ".png"), false);
        assertEquals("sample_weight.pkl", browser.find("h1").getText());
      }
      browser.requireCalm();
    }
  }

  private Path page() throws IOException, InterruptedException {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    String jar = System.getProperty("mnisteval.jar");
    ProcessBuilder program =
        new ProcessBuilder(
            java.toString(), "-jar", jar, "sample_weight.pkl", "--html", "report.html");
    program.directory(folder.toFile()).redirectOutput(folder.resolve("out").toFile());
    assertEquals(0, program.start().waitFor());
    return folder.resolve("report.html");
  }
}

package mnisteval.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import mnisteval.PickledNetwork;
import mnisteval.Run;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Notes from the file to the output: of a network of two pixels, and a mean whose name would forge
 * a line, end a cell or a tag, turn the direction of writing or colour a terminal.
 */
final class NotesTest {
  private static final String NAME = "*|</p><b>\nAccuracy:1.0\u202e\u001b[2J.mean";
  private static final String SHOWN = "*|</p><b>\\u000aAccuracy:1.0\\u202e\\u001b[2J.mean";
  private static final String LEFT_OUT = " left out, since there is no std with it";

  @TempDir Path folder;

  private String weights;

  @BeforeEach
  void writeNetworkAndImage() throws IOException {
    weights = network("net.pkl", NAME);
    byte[] image = {0, 0, 8, 3, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 2, 10, 20};
    Files.write(folder.resolve("images"), image);
    Files.write(folder.resolve("labels"), new byte[] {0, 0, 8, 1, 0, 0, 0, 1, 1});
  }

  /** The second output is the largest of each image. */
  private String network(String file, String mean) throws IOException {
    PickledNetwork network = new PickledNetwork();
    network
        .matrix("W1", new double[][] {{1, 2, 0}, {3, 4, 0}})
        .vector("b1", 0, 1, 0)
        .vector(mean, 0.5);
    return Files.write(folder.resolve(file), network.bytes()).toString();
  }

  private Run run(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--images", folder.resolve("images").toString()));
    all.addAll(List.of("--labels", folder.resolve("labels").toString()));
    return Run.of(all.toArray(String[]::new));
  }

  private String error(String file) {
    return "mnist-eval: " + file + ": " + SHOWN + LEFT_OUT + "\n";
  }

  @Test
  void areOneLineOnStandardError() {
    assertEquals(new Run(0, "Accuracy:1.0\n", error(weights)), run("--weights", weights));
  }

  @Test
  void areOneRowOfTheMetrics() {
    Run run = run("--weights", weights, "--metrics");
    String row = "\nnote                        " + SHOWN + LEFT_OUT + "\n\nclass ";
    assertTrue(run.out().contains(row), run.out());
    assertEquals(new Run(0, run.out(), error(weights)), run);
  }

  @Test
  void areOneLineBelowARanking() throws IOException {
    String other = network("other.pkl", "unnamed");
    Run run = run(other, weights);
    String notes = "\nNotes\n" + Path.of(weights).getFileName() + "  " + SHOWN + LEFT_OUT + "\n";
    assertTrue(run.out().endsWith(notes), run.out());
    assertEquals(new Run(0, run.out(), error(weights)), run);
  }

  @Test
  void areOneTextInJson() {
    Run run = run("--weights", weights, "--format", "json");
    String text = "\"*|</p><b>\\nAccuracy:1.0\u202e\\u001B[2J.mean" + LEFT_OUT + "\"";
    assertTrue(run.out().contains("\n        \"notes\": [\n          " + text + "\n"), run.out());
    assertTrue(run.out().contains("\n      \"notes\": [\n        " + text + "\n"), run.out());
    assertEquals(new Run(0, run.out(), error(weights)), run);
  }

  @Test
  void areOneCellInMarkdown() {
    Run run = run("--weights", weights, "--format", "markdown");
    String cell =
        "\n| note | <code>&#42;&#124;&#60;/p&#62;&#60;b&#62;&#92;u000aAccuracy&#58;1.0&#92;u202e"
            + "&#92;u001b&#91;2J&#46;mean"
            + LEFT_OUT
            + "</code> |\n";
    assertTrue(run.out().contains(cell), run.out());
    assertEquals(new Run(0, run.out(), error(weights)), run);
  }

  @Test
  void areOneParagraphInHtml() throws IOException {
    Path page = folder.resolve("page.html");
    Run run = run("--weights", weights, "--html", page.toString());
    assertEquals(new Run(0, "Accuracy:1.0\n", error(weights)), run);
    String html = Files.readString(page);
    String shown = SHOWN.replace("<", "&lt;").replace(">", "&gt;");
    String paragraph =
        "<p class=\"remark\"><span class=\"badge\">Note</span> " + shown + LEFT_OUT + "</p>\n";
    assertTrue(html.contains(paragraph), html);
    assertFalse(html.contains("<b>") || html.contains("\u202e") || html.contains("\u001b"));
  }

  @Test
  void areInTheLineOfInspect() {
    Run run = Run.of("inspect", weights);
    String line =
        "\n  network: 2-3, 9 parameters, read as numpy pickle, weights (in, out); "
            + (SHOWN + LEFT_OUT + "; pixels unit assumed, as the file names none\n");
    assertTrue(run.out().endsWith(line), run.out());
    assertEquals(new Run(0, run.out(), ""), run);
  }
}

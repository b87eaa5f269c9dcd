package mnisteval.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import mnisteval.Run;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The command {@code draw}: its arguments, its messages and what it writes. */
final class DrawCommandTest {
  private static final String EXAMPLE = Path.of("data", "example_weight.pkl").toString();
  private static final String HINT = " (mnist-eval draw --help shows all options)\n";

  @TempDir Path folder;

  private Run draw(String... arguments) {
    List<String> all = new ArrayList<>(List.of("draw", "--output", page().toString()));
    all.addAll(List.of(arguments));
    return Run.of(all.toArray(new String[0]));
  }

  private Path page() {
    return folder.resolve("page.html");
  }

  private String read() throws IOException {
    return Files.readString(page());
  }

  /** A network without hidden layers whose weights are all zero. */
  private String network(int inputs, int classes) throws IOException {
    List<List<Double>> weights = Collections.nCopies(inputs, Collections.nCopies(classes, 0.0));
    String bias = Collections.nCopies(classes, 0.0).toString();
    Path file = folder.resolve("net.json");
    Files.writeString(file, "{\"W1\": " + weights + ", \"b1\": " + bias + "}");
    return file.toString();
  }

  @Test
  void writesThePageAndPrintsItsName() throws IOException {
    assertEquals(new Run(0, page() + "\n", ""), draw("--weights", EXAMPLE));
    String page = read();
    assertTrue(page.startsWith("<!DOCTYPE html>\n"));
    assertTrue(page.endsWith("</html>\n"));
    assertTrue(page.contains("784 – 50 – 100 – 10 units · sigmoid, then softmax"));
    assertTrue(page.contains("98.64\u00a0% of 10,000 test images right"));
    assertFalse(page.contains("http:") || page.contains("https:"), "no address of the web");
    assertEquals(new Run(0, page() + "\n", ""), draw(EXAMPLE));
    assertEquals(page, read());
  }

  @Test
  void writesThePageToStandardOutput() throws IOException {
    draw("--weights", EXAMPLE);
    assertEquals(new Run(0, read(), ""), Run.of("draw", EXAMPLE, "--output", "-"));
  }

  /** Two of each digit that are right and two that are wrong: both exist of every digit. */
  @Test
  void holdsAFewImagesOfEachClass() throws IOException {
    draw(EXAMPLE);
    Matcher example =
        Pattern.compile("\"number\":(\\d+),\"label\":(\\d+),\"predicted\":(\\d+)").matcher(read());
    StringBuilder found = new StringBuilder();
    while (example.find()) {
      boolean right = example.group(2).equals(example.group(3));
      found.append(example.group(2)).append(right ? "+" : "-");
    }
    StringBuilder expected = new StringBuilder();
    for (int digit = 0; digit < 10; digit++) {
      expected.append((digit + "+").repeat(2)).append((digit + "-").repeat(2));
    }
    assertEquals(expected.toString(), found.toString());
  }

  @Test
  void saysHowTheNetworkWasRead() throws IOException {
    String relu = "src/test/resources/mnisteval/evaluation/settings/relu.npz";
    String note =
        "the file names no activation and sigmoid was taken; relu gives 0.927 on the first 1000"
            + " images: --activation relu, or auto";
    assertEquals(new Run(0, page() + "\n", "mnist-eval: " + relu + ": " + note + "\n"), draw(relu));
    assertTrue(read().contains("<p class=\"remark\">" + note + "</p>"));
    String chosen =
        "activation relu chosen by the labels of the first 1000 images: it gets 0.927 of them"
            + " right, sigmoid 0.282";
    assertEquals(
        new Run(0, page() + "\n", "mnist-eval: " + relu + ": " + chosen + "\n"),
        draw(relu, "--activation", "auto"));
    assertTrue(read().contains("\"activations\":[\"relu\"]"));
  }

  @ParameterizedTest
  @CsvSource({"64, 10", "784, 26"})
  void leavesOutImagesThatDoNotFit(int inputs, int classes) throws IOException {
    String net = network(inputs, classes);
    Run run = draw(net);
    assertEquals(0, run.code());
    assertTrue(
        run.err()
            .contains(
                "mnist-eval: "
                    + net
                    + ": no test images on the page, as MNIST's do not fit; --data names others\n"),
        run.err());
    assertTrue(read().contains("\"examples\":[]"));
    assertFalse(read().contains("id=\"examples\""));
  }

  @Test
  void refusesNamedImagesThatDoNotFit() throws IOException {
    String net = network(64, 10);
    String[] named = {
      "--images", "data/t10k-images-idx3-ubyte.gz", "--labels", "data/t10k-labels-idx1-ubyte.gz"
    };
    String error =
        ": takes images of another size (expected 28x28 = 784 inputs as in"
            + " data/t10k-images-idx3-ubyte.gz, found 64)\n";
    assertEquals(
        new Run(3, "", "mnist-eval: " + net + error),
        draw(net, named[0], named[1], named[2], named[3]));
    assertFalse(Files.exists(page()));
  }

  @Test
  void refusesANetworkThatTakesNoSquares() throws IOException {
    String net = network(70, 10);
    String error =
        ": takes no square images, as drawings are (expected such as 784 = 28x28 inputs, found"
            + " 70)\n";
    assertEquals(new Run(3, "", "mnist-eval: " + net + error), draw(net));
  }

  /** 51 x 51 inputs and 1000 classes of 8 bytes a weight, as 0.1 is no float32: 20,816,000. */
  @Test
  void refusesANetworkThatIsTooLargeForAPage() throws IOException {
    Path file = folder.resolve("large.csv");
    String row = String.join(",", Collections.nCopies(1000, "0.1")) + "\n";
    Files.writeString(file, row.repeat(51 * 51));
    String error =
        ": too large for a page (expected at most 20 MB of weights, found 21 MB); predict takes"
            + " it, or train one with fewer units\n";
    assertEquals(new Run(3, "", "mnist-eval: " + file + error), draw(file.toString()));
  }

  @Test
  void refusesMoreClassesThanAPageCanShow() throws IOException {
    String net = network(4, 1001);
    String error =
        ": too many classes for a page (expected at most 1000, found 1001); predict takes it\n";
    assertEquals(new Run(3, "", "mnist-eval: " + net + error), draw(net));
    assertEquals(0, draw(network(4, 1000)).code());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "draw | Missing required option: '--weights=FILE'",
        "draw a.pkl b.pkl | draw takes one file of weights, here are 2",
        "draw a.pkl --output - --open | --open needs a file, not standard output",
        "draw a.pkl --format json | Unknown option: '--format'",
        "draw a.pkl --labels x | --images and --labels go together",
      })
  void refusesArguments(String arguments, String message) {
    Run run = Run.of(arguments.split(" "));
    assertEquals(new Run(2, "", "mnist-eval: " + message + HINT), run);
  }

  @Test
  void leavesNoPageOfWhatCannotBeRead() throws IOException {
    String gone = folder.resolve("gone.pkl").toString();
    assertEquals(new Run(3, "", "mnist-eval: " + gone + ": no such file\n"), draw(gone));
    Path net = Path.of(network(784, 10));
    assertEquals(
        new Run(
            3,
            "",
            "mnist-eval: " + net + ": is read as well and would be lost (expected another file)\n"),
        Run.of("draw", net.toString(), "--output", net.toString()));
    assertEquals(
        new Run(3, "", "mnist-eval: " + net + ": 10 class names needed, found 2\n"),
        draw(net.toString(), "--class-names", "a,b"));
    assertFalse(Files.exists(page()));
  }

  /** One matrix of (outputs, inputs), which fits as (inputs, outputs) too. */
  @Test
  void tellsTheLayoutByTheImages() throws IOException {
    Path file = folder.resolve("matrix.csv");
    String row = String.join(",", Collections.nCopies(784, "0")) + "\n";
    Files.writeString(file, row.repeat(10));
    assertEquals(0, draw(file.toString()).code());
    assertTrue(read().contains("784 – 10 units · softmax"));
  }

  @Test
  void namesClassesByTheirLabels() throws IOException {
    String net = network(784, 26);
    draw(net, "--class-order", "1-26");
    assertTrue(read().contains("title=\"26\""));
    assertTrue(read().contains("<dt>Outputs</dt><dd>labels 1-26</dd>"));
    assertTrue(read().contains("The 10 most probable classes"));
  }
}

package mnisteval.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import mnisteval.PickledNetwork;
import mnisteval.Run;
import mnisteval.input.Source;
import mnisteval.weights.WeightsFile;
import mnisteval.weights.array.NdArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Networks whose outputs stand for labels in an order of their own: the example weights with the
 * outputs 1 to 9 and then 0, as MATLAB and Octave order them, and a small network of three outputs,
 * whose numbers are found by hand.
 */
final class ClassOrderCommandTest {
  private static final String EXAMPLE = Path.of("data", "example_weight.pkl").toString();
  private static final Path REFERENCE = Path.of("src/test/resources/mnisteval/reference");
  private static final String HINT = " (mnist-eval --help shows all options)\n";

  @TempDir Path folder;

  private String write(String name, byte[] bytes) throws IOException {
    return Files.write(folder.resolve(name), bytes).toString();
  }

  /** The example weights; output k of this network is output (k + 1) % 10 of the example. */
  private String octave() throws IOException {
    Map<String, NdArray> arrays = WeightsFile.read(Source.file(Path.of(EXAMPLE))).arrays();
    PickledNetwork network = new PickledNetwork();
    for (String name : List.of("W1", "b1", "W2", "b2", "W3", "b3")) {
      NdArray array = arrays.get(name);
      double[] elements = array.elements();
      double[] moved = elements.clone();
      for (int i = 0; name.endsWith("3") && i < moved.length; i++) {
        moved[i] = elements[i / 10 * 10 + (i + 1) % 10];
      }
      network.array(name, array.shape(), moved);
    }
    return write("octave.pkl", network.bytes());
  }

  /**
   * Of numpy: {@code (logits[:, order].argmax(1) == labels).mean()} is 0.001, and {@code
   * (logits.argmax(1) == labels)[:1000].mean()} is 0.984.
   */
  @Test
  void takesOutputsForTheirNumbersWithoutTheOption() throws IOException {
    String octave = octave();
    String note =
        "mnist-eval: "
            + octave
            + ": 0.001 is less than a trained network has; --class-order 1-9,0 gives 0.984 on the"
            + " first 1000 images\n";
    assertEquals(new Run(0, "Accuracy:0.001\n", note), Run.of("--weights", octave));
  }

  @Test
  void evaluatesOutputsInTheOrderOfOctave() throws IOException {
    Run run = Run.of("--weights", octave(), "--class-order", "1-9,0", "--expect", "0.9864");
    assertEquals(new Run(0, "Accuracy:0.9864\n", ""), run);
  }

  @Test
  void comparesNetworksByTheirLabels() throws IOException {
    Run run = Run.of("--class-order", "1-9,0", "--format", "json", octave(), octave());
    assertEquals(2, run.out().split("\"correct\": 9864,", -1).length - 1, run.out());
    assertTrue(run.out().contains("\"disagreements\": 0,"), run.out());
  }

  /** The matrix and all metrics are those of the example, to the digits of the report. */
  @Test
  void printsTheMetricsOfAscendingLabels() throws IOException {
    Run example = Run.of("--weights", EXAMPLE, "--metrics");
    assertEquals(example, Run.of("--weights", octave(), "--metrics", "--class-order", "1-9,0"));
  }

  @Test
  void writesPredictionsAsNumpyComputesThem() throws IOException {
    Path csv = folder.resolve("predictions.csv");
    Run.of("--weights", octave(), "--class-order", "1-9,0", "--predictions", csv.toString());
    List<String> rows = Files.readAllLines(csv);
    List<String> expected =
        Files.readAllLines(REFERENCE.resolve("example_weight.probabilities.csv"));
    assertEquals(expected.get(0), rows.get(0));
    for (String line : expected.subList(1, expected.size())) {
      assertRow(line, rows.get(1 + Integer.parseInt(line.split(",")[0])));
    }
  }

  private static void assertRow(String expected, String found) {
    String[] wanted = expected.split(",");
    String[] cells = found.split(",");
    assertEquals(wanted.length, cells.length, found);
    for (int i = 0; i < wanted.length; i++) {
      double digits = i < 3 ? 0 : 1e-12;
      assertEquals(Double.parseDouble(wanted[i]), Double.parseDouble(cells[i]), digits, found);
    }
  }

  @Test
  void predictsTheLabelOfAnImageOfTheSet() throws IOException {
    Run example = Run.of("predict", "--weights", EXAMPLE, "--index", "115");
    assertTrue(example.out().startsWith("image 115: 9 (0.5127), label 4\n"), example.out());
    Run run = Run.of("predict", "--weights", octave(), "--index", "115", "--class-order", "1-9,0");
    assertEquals(example, run);
  }

  /**
   * Four pixels and three outputs, for the labels 7, 3 and 5: pixel k gives output k the logit 4,
   * the last one does nothing. The images 0, 1 and 2 have that pixel; 3 has the first one; 4 and 5
   * have none, so that all outputs are equal and the first is taken, which is 7.
   */
  private Run small(String... more) throws IOException {
    double[][] weights = {{4, 0, 0}, {0, 4, 0}, {0, 0, 4}, {0, 0, 0}};
    byte[] network = new PickledNetwork().matrix("W1", weights).vector("b1", 0, 0, 0).bytes();
    ByteBuffer images = ByteBuffer.allocate(16 + 24);
    images.putInt(0x803).putInt(6).putInt(1).putInt(4);
    for (int lit : new int[] {0, 5, 10, 12}) {
      images.put(16 + lit, (byte) 255);
    }
    ByteBuffer labels = ByteBuffer.allocate(8 + 6).putInt(0x801).putInt(6);
    labels.put(new byte[] {7, 3, 5, 5, 7, 3});
    List<String> arguments = new ArrayList<>(List.of(more));
    arguments.addAll(List.of("--weights", write("small.pkl", network)));
    arguments.addAll(List.of("--images", write("images", images.array())));
    arguments.addAll(List.of("--labels", write("labels", labels.array())));
    return Run.of(arguments.toArray(String[]::new));
  }

  @Test
  void takesTheFirstOfEqualOutputs() throws IOException {
    Run run = small("--class-order", "7,3,5");
    assertEquals(new Run(0, "Accuracy:0.6666666666666666\n", ""), run);
  }

  /** Of image 3, output 2 is third, and of image 5, output 1 is second. */
  @Test
  void namesClassesByTheirLabels() throws IOException {
    Run run = small("--class-order", "7,3,5", "--top-k", "1,2");
    String out = run.out();
    assertTrue(out.contains("top-1 accuracy              0.6667\n"), out);
    assertTrue(out.contains("top-2 accuracy              0.8333\n"), out);
    assertTrue(
        out.endsWith(
            "Confusion matrix: rows true, columns predicted\n"
                + "   3  5  7\n"
                + "3  1  0  1\n"
                + "5  0  1  1\n"
                + "7  0  0  2\n\n"
                + "Most confused\n"
                + "true  predicted  images\n"
                + "3     7               1\n"
                + "5     7               1\n"),
        out);
  }

  @Test
  void givesNamesToAscendingLabelsAndLabelsToBlankOnes() throws IOException {
    Run run = small("--class-order", "7,3,5", "--class-names", "three,,seven", "--metrics");
    String out = run.out();
    String matrix =
        "       three  5  seven\n"
            + "three      1  0      1\n"
            + "5          0  1      1\n"
            + "seven      0  0      2\n";
    assertTrue(out.contains(matrix), out);
  }

  /** e^4 / (e^4 + 2) and 1 / (e^4 + 2), by Python. */
  @Test
  void writesLabelsIntoThePredictions() throws IOException {
    Run run = small("--class-order", "7,3,5", "--predictions", "-");
    String[] rows = run.out().split("\n");
    assertEquals("index,label,predicted,p3,p5,p7", rows[0]);
    String low = "0.01766842201404805";
    String high = "0.9646631559719039";
    assertRow("0,7,7," + low + "," + low + "," + high, rows[1]);
    assertRow("1,3,3," + high + "," + low + "," + low, rows[2]);
    assertRow("2,5,5," + low + "," + high + "," + low, rows[3]);
    assertRow("3,5,7," + low + "," + low + "," + high, rows[4]);
    double third = 1 / 3.0;
    assertRow("4,7,7," + third + "," + third + "," + third, rows[5]);
    assertRow("5,3,7," + third + "," + third + "," + third, rows[6]);
  }

  @Test
  void tellsTheOrderInJson() throws IOException {
    String out = small("--class-order", "7,3,5", "--format", "json").out();
    String expected =
        "  \"transposed\": false,\n"
            + "  \"classOrder\": [ 7, 3, 5 ],\n"
            + "  \"classNames\": [\n"
            + "    \"3\",\n"
            + "    \"5\",\n"
            + "    \"7\"\n"
            + "  ],\n";
    assertTrue(out.contains(expected), out);
    String matrix = "[\n          [ 1, 0, 1 ],\n          [ 0, 1, 1 ],\n          [ 0, 0, 2 ]\n";
    assertTrue(out.contains("\"confusion\": " + matrix), out);
  }

  @Test
  void namesLabelsInMarkdown() throws IOException {
    String out = small("--class-order", "7,3,5", "--format", "markdown").out();
    String matrix =
        "| | 3 | 5 | 7 |\n"
            + "| --- | ---: | ---: | ---: |\n"
            + "| 3 | 1 | 0 | 1 |\n"
            + "| 5 | 0 | 1 | 1 |\n"
            + "| 7 | 0 | 0 | 2 |\n";
    assertTrue(out.contains(matrix), out);
  }

  @Test
  void namesLabelsOnThePage() throws IOException {
    Path page = folder.resolve("page.html");
    small("--class-order", "7,3,5", "--html", page.toString());
    String html = Files.readString(page);
    for (String pair : List.of("0-2", "1-2")) {
      assertTrue(html.contains("data-pair=\"" + pair + "\""), html);
    }
    for (String label : List.of("3", "5", "7")) {
      assertTrue(html.contains("title=\"" + label + "\"><span class=\"name\">" + label), html);
    }
    String fiveForSeven = "<span class=\"name\">5</span> <i>→</i> <span class=\"name\">7</span>";
    assertTrue(html.contains(fiveForSeven), html);
    assertFalse(html.contains("<span class=\"name\">0<"), html);
  }

  @Test
  void listsLabelsOfAPredictionInAscendingOrder() throws IOException {
    Run run = small("predict", "--class-order", "7,3,5", "--index", "3");
    String expected =
        "image 3: 7 (0.9647), label 5\n"
            + "       3       5       7\n"
            + "  0.0177  0.0177  0.9647\n";
    assertEquals(new Run(0, expected, ""), run);
  }

  @Test
  void refusesAnotherNumberOfOutputs() throws IOException {
    String error = ": --class-order has to name a label for each output (expected 10, found 26)\n";
    Run expected = new Run(3, "", "mnist-eval: " + EXAMPLE + error);
    assertEquals(expected, Run.of("--weights", EXAMPLE, "--class-order", "1-26"));
    assertEquals(expected, Run.of("--weights", EXAMPLE, "--class-order", "1-26", "--metrics"));
    assertEquals(
        expected, Run.of("predict", "--weights", EXAMPLE, "--class-order", "1-26", "--index", "0"));
  }

  /** The first label of the test set that is 0 is that of image 3. */
  @Test
  void refusesALabelThatIsNotInTheOrder() {
    String error =
        "mnist-eval: bundled t10k-labels-idx1-ubyte.gz: label 0 of image 3 is not in --class-order"
            + " (expected one of its 10 labels, from 1 to 10)\n";
    Run expected = new Run(3, "", error);
    assertEquals(expected, Run.of("--weights", EXAMPLE, "--class-order", "1-10"));
    assertEquals(expected, Run.of("--weights", EXAMPLE, "--class-order", "1-10", "--metrics"));
  }

  @Test
  void namesTheOptionThatHelpsWhereLabelsStartAtOne() throws IOException {
    String network =
        write("letters.pkl", new PickledNetwork().zeros("W1", 1, 26).zeros("b1", 26).bytes());
    ByteBuffer images = ByteBuffer.allocate(18);
    images.putInt(0x803).putInt(2).putInt(1).putInt(1);
    String[] arguments = {
      "--weights",
      network,
      "--images",
      write("images", images.array()),
      "--labels",
      write("labels", new byte[] {0, 0, 8, 1, 0, 0, 0, 2, 1, 26})
    };
    String error =
        "mnist-eval: "
            + arguments[5]
            + ": label 26 of image 1 is beyond the network's classes (expected 0 to 25 as in "
            + network
            + "); --class-order 1-26 if output 0 is label 1\n";
    assertEquals(new Run(3, "", error), Run.of(arguments));
    List<String> helped = new ArrayList<>(List.of(arguments));
    helped.addAll(List.of("--class-order", "1-26"));
    // All outputs are 0: the first is taken, which is right for the first image.
    assertEquals(new Run(0, "Accuracy:0.5\n", ""), Run.of(helped.toArray(String[]::new)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | expected labels and ranges such as 1-9,0, found ''",
        "a | expected labels and ranges such as 1-9,0, found 'a'",
        "1-9, | expected labels and ranges such as 1-9,0, found '1-9,'",
        "-1 | expected labels and ranges such as 1-9,0, found '-1'",
        "1-2-3 | expected labels and ranges such as 1-9,0, found '1-2-3'",
        "100000 | expected labels and ranges such as 1-9,0, found '100000'",
        "0-65536 | expected labels from 0 to 65535, found '65536'",
        "1-9,3 | expected each label once, found 3 twice",
        "9-0,9 | expected each label once, found 9 twice",
      })
  void refusesWhatIsNoOrder(String order, String problem) {
    String error = "mnist-eval: Invalid value for option '--class-order': " + problem + HINT;
    assertEquals(new Run(2, "", error), Run.of("--weights", EXAMPLE, "--class-order=" + order));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"0-9", "0,1,2,3-9", "0, 1-9", "00-09"})
  void takesOutputsForTheirNumbersIfTheOrderSaysSo(String order) {
    Run run = Run.of("--weights", EXAMPLE, "--class-order", order);
    assertEquals(new Run(0, "Accuracy:0.9864\n", ""), run);
  }

  /**
   * Of numpy: {@code (9 - logits.argmax(1) == labels).mean()}, and {@code (logits.argmax(1) ==
   * labels)[:1000].mean()} is 0.984.
   */
  @Test
  void takesRangesThatDescend() {
    Run run = Run.of("--weights", EXAMPLE, "--class-order", "9-0");
    String note =
        "mnist-eval: "
            + EXAMPLE
            + ": 0.0016 is less than a trained network has; no --class-order gives 0.984 on"
            + " the first 1000 images\n";
    assertEquals(new Run(0, "Accuracy:0.0016\n", note), run);
  }
}

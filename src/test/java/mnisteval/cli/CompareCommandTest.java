package mnisteval.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import mnisteval.PickledNetwork;
import mnisteval.Run;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Predictions made elsewhere: those that numpy made with the example weights, and files written by
 * hand for a network of zeros, which gives each class 0.1 and takes every image for class 0. The
 * first three images have the labels 7, 2 and 1.
 */
final class CompareCommandTest {
  private static final String EXAMPLE = Path.of("data", "example_weight.pkl").toString();
  private static final Path NUMPY =
      Path.of("src/test/resources/mnisteval/reference/example_weight.probabilities.csv");
  private static final String HINT = " (mnist-eval --help shows all options)\n";
  private static final String NAMES = "index,label,predicted,p0 to p9";

  @TempDir Path folder;

  private String zeros() throws IOException {
    byte[] zeros = new PickledNetwork().zeros("W1", 784, 10).zeros("b1", 10).bytes();
    return Files.write(folder.resolve("zeros.pkl"), zeros).toString();
  }

  private String csv(String text) throws IOException {
    return Files.writeString(folder.resolve("export.csv"), text).toString();
  }

  private Run compare(String text, String... more) throws IOException {
    List<String> arguments = new ArrayList<>(List.of("--weights", zeros(), "--limit", "3"));
    arguments.addAll(List.of("--compare", csv(text)));
    arguments.addAll(List.of(more));
    return Run.of(arguments.toArray(String[]::new));
  }

  private String title() {
    return "\nCompared with " + folder.resolve("export.csv") + "\n";
  }

  /** The file has more images than the first 100; what differs are last bits. */
  @Test
  void findsNumpysPredictionsTheSame() {
    Run run = Run.of("--weights", EXAMPLE, "--limit", "100", "--compare", NUMPY.toString());
    assertEquals("", run.err());
    assertEquals(0, run.code());
    String[] lines = run.out().split("\n");
    assertEquals("Accuracy:1.0", lines[0]);
    assertEquals("Compared with " + NUMPY, lines[2]);
    assertEquals("images given different classes       0 of 100", lines[3]);
    assertTrue(lines[4].matches("largest difference of a probability  \\S+e-1[5-9] .*"), lines[4]);
    assertEquals(5, lines.length);
  }

  @Test
  void findsItsOwnPredictionsTheSameInAnyOrderAndThreads() throws IOException {
    Path csv = folder.resolve("own.csv");
    Run.of("--weights", EXAMPLE, "--predictions", csv.toString());
    List<String> rows = new ArrayList<>(Files.readAllLines(csv));
    Collections.shuffle(rows.subList(1, rows.size()), new Random(3));
    Files.write(csv, rows);
    String[] arguments = {"--weights", EXAMPLE, "--tolerance-p", "0", "--compare", csv.toString()};
    Run run = Run.of(arguments);
    String expected =
        "Accuracy:0.9864\n\nCompared with "
            + csv
            + "\nimages given different classes       0 of 10000\n"
            + "largest difference of a probability  0 (label 0 of image 0)\n";
    assertEquals(new Run(0, expected, ""), run);
  }

  /** Python: {@code 0.35 - 0.1} is 0.24999999999999997. */
  @Test
  void saysWhatDiffers() throws IOException {
    String file =
        "p9,p8,p7,p6,p5,p4,p3,p2,p1,p0,predicted,index\n"
            + "0.1,0.1,0.1,0.1,0.1,0.1,0.1,0.1,0.1,0.1,0,0\n"
            + "0.1,0.1,0.1,0.1,0.1,0.1,0.35,0.1,0.1,0,3,2\n"
            + "0.1,0.1,0.225,0.1,0.1,0.1,0.1,0.1,0.1,0.1,0,1\n";
    Run run = compare(file);
    String expected =
        "Accuracy:0.0\n"
            + title()
            + "images given different classes       1 of 3\n"
            + "largest difference of a probability  0.250 (label 3 of image 2)\n\n"
            + "image  label  predicted  there  difference\n"
            + "    1      2          0      0       0.125\n"
            + "    2      1          0      3       0.250\n";
    String start = "mnist-eval: " + folder.resolve("zeros.pkl") + ": ";
    String export = folder.resolve("export.csv").toString();
    String errors =
        (start + "classes differ from " + export)
            + " (expected 0 images, found 1 of 3 images)\n"
            + (start + "probabilities differ from " + export)
            + " (expected at most 0.00001, found 0.24999999999999997, label 3 of image 2)\n";
    assertEquals(new Run(4, expected, errors), run);
  }

  @Test
  void listsFiveImagesOfThoseThatDiffer() throws IOException {
    StringBuilder rows = new StringBuilder("index,predicted\n");
    for (int i = 9; i >= 0; i--) {
      rows.append(i).append(i == 1 ? ",0\n" : ",8\n");
    }
    Run run = compare(rows.toString(), "--limit", "10");
    assertEquals(2, run.code());
    run = Run.of("--weights", zeros(), "--limit", "10", "--compare", csv(rows.toString()));
    String expected =
        title()
            + "images given different classes  9 of 10\n\n"
            + "image  label  predicted  there  difference\n"
            + "    0      7          0      8           -\n"
            + "    2      1          0      8           -\n"
            + "    3      0          0      8           -\n"
            + "    4      4          0      8           -\n"
            + "    5      1          0      8           -\n";
    assertTrue(run.out().endsWith(expected), run.out());
    assertEquals(4, run.code());
  }

  /** 0.1 and 0.225 differ by 0.125, which Python's {@code 0.225 - 0.1} gives exactly. */
  @ParameterizedTest
  @CsvSource({"0.125, 0", "0.12499999999999999, 4", "1, 0"})
  void includesTheTolerance(String tolerance, int code) throws IOException {
    String rest = ",.1,.1,.1,.1,.1,.1,.1,.1,.1\n";
    String names = "index,predicted,p0,p1,p2,p3,p4,p5,p6,p7,p8,p9\n";
    String rows = "0,0,.1" + rest + "1,0,.225" + rest + "2,0,.1" + rest;
    assertEquals(code, compare(names + rows, "--tolerance-p", tolerance).code());
  }

  /** What pandas' to_csv and numpy's savetxt write, and files of other systems. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        ",label,predicted\n0,7,0\n1,2,0\n2,1,0\n",
        ",index,predicted\n9,0,0\n8,1,0\n7,2,0\n",
        ",label,predicted\n0,7.0,0.0\n1,2.0,0.0\n2,1.0,0.0\n",
        "# index,predicted\n0.000000000000000000e+00,0.000000000000000000e+00\n"
            + "2.000000000000000000e+00,0.000000000000000000e+00\n"
            + "1.000000000000000000e+00,0.000000000000000000e+00\n",
        "\ufeffindex,predicted\r\n0,0\r\n1,0\r\n2,0\r\n\r\n",
        "\"index\",\"predicted\"\n0,0\n 1 , +0\n2,-0",
      })
  void readsWhatOthersWrite(String file) throws IOException {
    Run run = compare(file);
    String expected = "Accuracy:0.0\n" + title() + "images given different classes  0 of 3\n";
    assertEquals(new Run(0, expected, ""), run);
  }

  @Test
  void readsGzippedFiles() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write("index,predicted\n0,0\n".getBytes(StandardCharsets.UTF_8));
    }
    Path file = Files.write(folder.resolve("export.csv.gz"), bytes.toByteArray());
    Run run = Run.of("--weights", zeros(), "--limit", "1", "--compare", file.toString());
    assertEquals(0, run.code(), run.err());
  }

  /** Outputs are the labels 1 to 9 and 0: a network of zeros takes every image for a 1. */
  @Test
  void comparesLabelsWhereOutputsHaveAnOrder() throws IOException {
    String rest = ",.1,.1,.1,.1,.1,.1,.1,.1,.1\n";
    String names = "index,label,predicted,p0,p1,p2,p3,p4,p5,p6,p7,p8,p9\n";
    String rows = "0,7,1,.35" + rest + "1,2,1,.1" + rest + "2,1,0,.1" + rest;
    Run run = compare(names + rows, "--class-order", "1-9,0");
    String expected =
        title()
            + "images given different classes       1 of 3\n"
            + "largest difference of a probability  0.250 (label 0 of image 0)\n\n"
            + "image  label  predicted  there  difference\n"
            + "    0      7          1      1       0.250\n"
            + "    2      1          1      0           0\n";
    assertTrue(run.out().endsWith(expected), run.out());
  }

  @Test
  void writesTheDifferencesToJson() throws IOException {
    Run run = compare("index,label,predicted\n0,7,0\n1,2,5\n2,1,0\n", "--format", "json");
    String expected =
        "  \"comparedWith\": {\n"
            + "    \"file\": \""
            + folder.resolve("export.csv")
            + "\",\n"
            + "    \"images\": 3,\n"
            + "    \"differentClasses\": 1,\n"
            + "    \"largest\": null,\n"
            + "    \"rows\": [\n"
            + "      {\n"
            + "        \"image\": 1,\n"
            + "        \"label\": 2,\n"
            + "        \"predicted\": 0,\n"
            + "        \"there\": 5,\n"
            + "        \"difference\": null\n"
            + "      }\n"
            + "    ]\n"
            + "  },\n"
            + "  \"baseline\": null,\n"
            + "  \"comparison\": null\n";
    assertTrue(run.out().contains(expected), run.out());
    assertTrue(run.out().contains("\"name\": \"compare\""), run.out());
    assertEquals(4, run.code());
  }

  @Test
  void showsTheDifferencesInMarkdown() throws IOException {
    Run run = compare("index,predicted\n0,0\n1,5\n2,0\n", "--format", "markdown");
    String expected =
        "| metric | value |\n"
            + "| --- | --- |\n"
            + "| images given different classes | 1 of 3 |\n\n"
            + "| image | label | predicted | there | difference |\n"
            + "| ---: | ---: | ---: | ---: | ---: |\n"
            + "| 1 | 2 | 0 | 5 | - |\n";
    assertTrue(run.out().contains(expected), run.out());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | no column predicted (expected NAMES, found '')",
        "0,7,0 | unknown column '0' (expected NAMES)",
        "index,prediction | unknown column 'prediction' (expected NAMES)",
        "index,p10 | unknown column 'p10' (expected NAMES)",
        "index,,predicted | unknown column '' (expected NAMES)",
        "index,label | no column predicted (expected NAMES, found 'index,label')",
        "label,predicted | no column index (expected NAMES, found 'label,predicted')",
        "index,predicted,index | two columns of one name (expected NAMES)",
        "index,predicted,p0,p2 | probabilities of some classes (expected those of all 10 or none, found 2)",
        "index,predicted;0,0;1 | line 3: 1 columns (expected 2)",
        "index,predicted;0,0;1,0,0 | line 3: 3 columns (expected 2)",
        "index,predicted;0,zero | line 2: 'zero' (expected a finite number)",
        "index,predicted;0, | line 2: '' (expected a finite number)",
        "index,predicted;0,nan | line 2: 'nan' (expected a finite number)",
        "index,predicted;0,1e999 | line 2: '1e999' (expected a finite number)",
        "index,predicted;0,0x1p3 | line 2: '0x1p3' (expected a finite number)",
        "index,predicted;0,1-e | line 2: '1-e' (expected a finite number)",
        "index,predicted;0.5,0 | line 2: '0.5' (expected a whole number from 0)",
        "index,predicted;-1,0 | line 2: '-1' (expected a whole number from 0)",
        "index,predicted;1e16,0 | line 2: '1e16' (expected a whole number from 0)",
        "index,predicted;0,10 | line 2: predicted is 10 (expected one of the network's 10 labels, from 0 to 9)",
        "index,predicted;0,0;0,0 | line 3: image 0 for the second time (expected each once)",
        "index,predicted;0,0;2,0 | no row for image 1 (expected a row for each of 3 images, found 2)",
        "index,label,predicted;0,7,0;1,2,0;2,8,0 | other images than those evaluated (expected label 1 of image 2, found 8)",
      })
  void saysWhatIsWrongWithTheFile(String text, String message) throws IOException {
    String error =
        "mnist-eval: "
            + folder.resolve("export.csv")
            + (": " + message.replace("NAMES", NAMES) + "\n");
    assertEquals(new Run(3, "", error), compare(text.replace(';', '\n')));
  }

  @Test
  void refusesALineThatDoesNotEnd() throws IOException {
    String error = ": line 2: too long (expected at most 65536 characters)\n";
    Run run = compare("index,predicted\n" + "0".repeat(65_537));
    assertEquals(new Run(3, "", "mnist-eval: " + folder.resolve("export.csv") + error), run);
  }

  @Test
  void refusesImagesBeyondTheSet() throws IOException {
    StringBuilder rows = new StringBuilder("index,predicted\n10000,0\n");
    Run run = Run.of("--weights", zeros(), "--compare", csv(rows.toString()));
    String error = ": line 2: image 10000 is not among those evaluated (expected 0 to 9999)\n";
    assertEquals(new Run(3, "", "mnist-eval: " + folder.resolve("export.csv") + error), run);
  }

  @Test
  void refusesToOverwriteTheFile() throws IOException {
    Run run = compare("index,predicted\n0,0\n", "--html", folder.resolve("export.csv").toString());
    assertEquals(3, run.code());
    assertEquals("index,predicted\n0,0\n", Files.readString(folder.resolve("export.csv")));
  }

  @Test
  void saysThatTheFileIsMissing() {
    Run run = Run.of("--weights", EXAMPLE, "--compare", "gone.csv");
    assertEquals(new Run(3, "", "mnist-eval: gone.csv: no such file\n"), run);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--tolerance-p 0.1 | --tolerance-p goes with --compare",
        "data/README.md --compare x | --compare goes with one network, here are 2",
        "--compare x --tolerance-p 2 | Invalid value for option '--tolerance-p': expected a number from 0 to 1 with at most 30 decimals, found '2'",
      })
  void saysWhatIsWrongWithTheArguments(String arguments, String message) {
    String all = "--weights " + EXAMPLE + " " + arguments;
    assertEquals(new Run(2, "", "mnist-eval: " + message + HINT), Run.of(all.split(" ")));
  }
}

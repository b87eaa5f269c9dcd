package mnisteval.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import mnisteval.PickleBytes;
import mnisteval.Run;
import mnisteval.picture.GreyImage;
import mnisteval.picture.Pictures;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What predict prints of several images and folders, for people and for programs. Probabilities of
 * the example weights are numpy's: reference/example_weight.probabilities.csv.
 */
final class PredictFormatsTest {
  private static final String EXAMPLE = "data/example_weight.pkl";
  private static final String HINT = " (mnist-eval predict --help shows all options)\n";

  @TempDir Path folder;

  private static List<String> reference() throws IOException {
    return Files.readAllLines(
        Path.of("src/test/resources/mnisteval/reference/example_weight.probabilities.csv"));
  }

  private static double[] numbers(String row) {
    return Arrays.stream(row.split(",")).mapToDouble(Double::parseDouble).toArray();
  }

  private static Run predict(String arguments) {
    return Run.of(("predict --weights " + EXAMPLE + " " + arguments).split(" "));
  }

  /** The order is that of the set, each image once. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"0-2,17", "17,1-2,0-1", "0 --index 17 --index 1,2", "0-2,17,17 --data data"})
  void takesNumbersAndRanges(String index) throws IOException {
    Run run = predict("--format csv --index " + index);
    assertEquals(new Run(0, run.out(), ""), run);
    String[] rows = run.out().split("\n");
    assertEquals(reference().get(0), rows[0]);
    int[] expected = {0, 1, 2, 17};
    assertEquals(1 + expected.length, rows.length, run.out());
    for (int i = 0; i < expected.length; i++) {
      assertArrayEquals(
          numbers(reference().get(1 + expected[i])), numbers(rows[1 + i]), 1e-12, rows[1 + i]);
    }
  }

  @Test
  void printsImagesOfAllBlocks() {
    String[] lines = predict("--brief --index 198-201,9999").out().split("\n");
    String starts = "";
    for (String line : lines) {
      starts += line.substring(0, line.indexOf(':')) + ";";
    }
    assertEquals("image 198;image 199;image 200;image 201;image 9999;", starts);
  }

  @Test
  void writesJsonUnderTheNamesOfCsv() throws IOException {
    Run run = predict("--format json --index 3,7");
    assertEquals(new Run(0, run.out(), ""), run);
    String[] lines = run.out().split("\n");
    assertEquals("[", lines[0]);
    assertTrue(lines[1].startsWith("  { ") && lines[1].endsWith(" },"), lines[1]);
    assertTrue(lines[2].startsWith("  { ") && lines[2].endsWith(" }"), lines[2]);
    assertEquals("]", lines[3]);
    assertEquals(4, lines.length);
    assertObject(reference().get(1 + 3), lines[1]);
    assertObject(reference().get(1 + 7), lines[2]);
  }

  /** An object without texts has keys in quotation marks, and numbers. */
  private static void assertObject(String row, String line) throws IOException {
    String fields = line.replaceAll("^  \\{ | \\},?$", "");
    String keys = fields.replaceAll("\"([a-z0-9]+)\": [^ ,]+(, |$)", "$1,");
    assertEquals(reference().get(0) + ",", keys);
    assertArrayEquals(numbers(row), numbers(fields.replaceAll("\"[a-z0-9]+\": ", "")), 1e-12);
  }

  /** Output k is label k + 1 modulo 10, so that the columns of numpy's stand one further. */
  @Test
  void writesColumnsInTheOrderOfLabels() throws IOException {
    Run run = predict("--format csv --index 2 --class-order 1-9,0");
    String[] rows = run.out().split("\n");
    assertEquals(reference().get(0), rows[0]);
    double[] found = numbers(rows[1]);
    double[] expected = numbers(reference().get(3));
    assertEquals((expected[2] + 1) % 10, found[2]);
    for (int label = 0; label < 10; label++) {
      assertEquals(expected[3 + (label + 9) % 10], found[3 + label], 1e-12);
    }
  }

  /** Four pixels, three classes: logits (0, ln 2, x3 ln 5), whose softmax is 1/8, 2/8, 5/8. */
  private String smallNetwork() throws IOException {
    double[] weights = new double[12];
    weights[3 * 3 + 2] = Math.log(5);
    byte[] pickle =
        new PickleBytes()
            .array("W1", new int[] {4, 3}, weights)
            .array("b1", new int[] {3}, 0, Math.log(2), 0)
            .bytes();
    return Files.write(folder.resolve("small.pkl"), pickle).toString();
  }

  private Path picture(String name) throws IOException {
    byte[] pixels = {0, 100, 0, (byte) 255};
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.write(file, Pictures.file(new GreyImage(2, 2, pixels), "png"));
  }

  @Test
  void takesFoldersOfPictures() throws IOException {
    Path b = picture("in/b.png");
    Path a = picture("in/a.png");
    Path deep = picture("in/0/z.png");
    picture("in/.hidden.png");
    Path bad = Files.writeString(folder.resolve("in/bad.txt"), "x");
    String in = folder.resolve("in").toString();
    Run run = Run.of("predict", "--weights", smallNetwork(), "--as-is", "--brief", in);
    String expected = "";
    for (Path file : List.of(a, b, deep)) {
      expected += file + ": 2 (0.6250)\n";
    }
    assertEquals(3, run.code());
    assertEquals(expected, run.out());
    assertTrue(run.err().startsWith("mnist-eval: " + bad + ": not an image"), run.err());
  }

  @Test
  void refusesAFolderWithoutPictures() throws IOException {
    String empty = Files.createDirectory(folder.resolve("empty")).toString();
    String error = ": an empty folder (expected pictures, found none)\n";
    assertEquals(
        new Run(3, "", "mnist-eval: " + empty + error),
        Run.of("predict", "--weights", smallNetwork(), empty));
  }

  @Test
  void tellsPicturesByTheirFile() throws IOException {
    Path first = picture("a, \"b\".png");
    Path second = picture("c\nd.png");
    String[] common = {"predict", "--weights", smallNetwork(), "--as-is", "--format"};
    String[] csv = Arrays.copyOf(common, 9);
    System.arraycopy(
        new String[] {"csv", first.toString(), "gone", second.toString()}, 0, csv, 5, 4);
    Run run = Run.of(csv);
    assertEquals(3, run.code());
    assertEquals("mnist-eval: gone: no such file\n", run.err());
    String[] rows = run.out().split("\n");
    assertEquals("file,predicted,p0,p1,p2", rows[0]);
    String quoted = "\"" + folder + "/a, \"\"b\"\".png\",";
    assertTrue(rows[1].startsWith(quoted), rows[1]);
    assertArrayEquals(
        new double[] {2, 0.125, 0.25, 0.625},
        numbers(rows[1].substring(quoted.length())),
        1e-12,
        rows[1]);
    assertTrue(rows[2].startsWith(folder + "/c\\u000ad.png,2,"), rows[2]);
    csv[5] = "json";
    String[] lines = Run.of(csv).out().split("\n");
    assertEquals(4, lines.length);
    String start = "  { \"file\": \"" + folder;
    assertTrue(
        lines[1].startsWith(start + "/a, \\\"b\\\".png\", \"predicted\": 2, \"p0\": 0.12"),
        lines[1]);
    assertTrue(
        lines[2].startsWith(start + "/c\\nd.png\", \"predicted\": 2, \"p0\": 0.12"), lines[2]);
  }

  @Test
  void printsAnArrayThoughNoPictureCanBeRead() {
    Run run = predict("--format json gone");
    assertEquals(new Run(3, "[\n]\n", "mnist-eval: gone: no such file\n"), run);
  }

  @Test
  void namesClasses() throws IOException {
    String picture = picture("x.png").toString();
    Run run =
        Run.of(
            "predict",
            "--weights",
            smallNetwork(),
            "--as-is",
            "--class-names",
            "cat,dog,crane",
            picture);
    String expected =
        picture + ": crane (0.6250)\n     cat     dog   crane\n  0.1250  0.2500  0.6250\n";
    assertEquals(new Run(0, expected, ""), run);
  }

  @Test
  void namesTheLabelOfAnImageOfTheSet() {
    String names = "--class-names nought,one,two,three,four,five,six,seven,eight,nine ";
    Run run = predict(names + "--brief --index 115");
    assertTrue(run.out().matches("image 115: nine \\(0\\.\\d{4}\\), label four\n"), run.out());
  }

  @Test
  void refusesTooFewClassNames() {
    String error = "mnist-eval: " + EXAMPLE + ": 10 class names needed, found 2\n";
    assertEquals(new Run(3, "", error), predict("--class-names a,b --index 0"));
  }

  @Test
  void refusesANumberAfterTheLast() {
    String error =
        "mnist-eval: bundled t10k-images-idx3-ubyte.gz: no image 10000 (expected a number from 0 to"
            + " 9999)\n";
    assertEquals(new Run(3, "", error), predict("--index 10000"));
    assertEquals(new Run(3, "", error), predict("--index 9990-10000"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--index 0,x | Invalid value for option '--index': expected numbers from 0 and ranges such as 0-9,17, found 'x'",
        "--index 3-1 | Invalid value for option '--index': expected numbers from 0 and ranges such as 0-9,17, found '3-1'",
        "--index 0 --format csv --brief | --brief, --show and --class-names go with --format text",
        "--format json --class-names a,b x | --brief, --show and --class-names go with --format text",
        "--index 0 --format xml | Invalid value for option '--format': expected text, json or csv, found 'xml'",
      })
  void saysWhatIsWrongWithTheArguments(String arguments, String message) {
    assertEquals(new Run(2, "", "mnist-eval: " + message + HINT), predict(arguments));
  }
}

package mnisteval.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import mnisteval.PickledNetwork;
import mnisteval.Run;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What the command makes of the options that ask for more than the accuracy. Figures of the example
 * weights are numpy's: example.metrics.tsv and the files of the folder reference.
 */
final class ReportCommandTest {
  private static final String EXAMPLE = "data/example_weight.pkl";
  private static final Path REFERENCE = Path.of("src/test/resources/mnisteval/reference");
  private static final String HINT = " (mnist-eval --help shows all options)\n";

  @TempDir Path folder;

  @Test
  void printsMetricsUnderTheAccuracy() throws IOException {
    Run run = Run.of("--weights", EXAMPLE, "--metrics");
    assertEquals(0, run.code());
    assertEquals("", run.err());
    assertTrue(
        run.out()
            .startsWith(
                "Accuracy:0.9864\n\n"
                    + "correct                     9864 of 10000 images\n"
                    + "95 % interval               0.9839 to 0.9885 (Wilson)\n"
                    + "top-2 accuracy"),
        run.out());
    assertTrue(run.out().contains("\nConfusion matrix: rows true, columns predicted\n"), run.out());
  }

  @ParameterizedTest
  @CsvSource({"1", "2", "8"})
  void printsTheSameMetricsWhateverTheThreads(String threads) {
    Run one = Run.of("--weights", EXAMPLE, "--format", "json", "--threads", "1");
    assertEquals(one, Run.of("--weights", EXAMPLE, "--format", "json", "--threads", threads));
  }

  @Test
  void printsTheTopKThatAreAskedFor() {
    Run run = Run.of("--weights", EXAMPLE, "--top-k", "1,5");
    assertTrue(run.out().contains("top-1 accuracy              0.9864\ntop-5 accuracy"), run.out());
  }

  @Test
  void refusesATopKBeyondTheClasses() {
    String error = "mnist-eval: " + EXAMPLE;
    error += ": too few classes for --top-k (expected 11, found 10)\n";
    assertEquals(new Run(3, "", error), Run.of("--weights", EXAMPLE, "--top-k", "11"));
  }

  @Test
  void namesTheClasses() throws IOException {
    Path names = folder.resolve("names");
    Files.writeString(names, "nought\none\ntwo\nthree\nfour\nfive\nsix\nseven\neight\nnine\n\n");
    Run file = Run.of("--weights", EXAMPLE, "--metrics", "--class-names", names.toString());
    Run list =
        Run.of(
            "--weights",
            EXAMPLE,
            "--metrics",
            "--class-names",
            "nought,one,two,three,four, five,six,seven,eight,nine");
    assertEquals(list, file);
    assertTrue(file.out().contains("\nnought "), file.out());
  }

  @Test
  void refusesTooFewClassNames() {
    Run run = Run.of("--weights", EXAMPLE, "--metrics", "--class-names", "a,b,c");
    String error = "mnist-eval: " + EXAMPLE;
    error += ": 10 class names needed, found 3\n";
    assertEquals(new Run(3, "", error), run);
  }

  @Test
  void refusesALongClassName() throws IOException {
    Path names = Files.writeString(folder.resolve("names"), "a\n" + "b".repeat(1001));
    Run run = Run.of("--weights", EXAMPLE, "--class-names", names.toString());
    String error = ": class name 1 is too long (expected at most 1000 letters, found 1001)\n";
    assertEquals(new Run(3, "", "mnist-eval: " + names + error), run);
  }

  @Test
  void refusesAFileWithoutClassNames() throws IOException {
    Path names = Files.writeString(folder.resolve("names"), "\n\n");
    Run run = Run.of("--weights", EXAMPLE, "--class-names", names.toString());
    String error = "mnist-eval: " + names + ": no class names (expected one a line, found none)\n";
    assertEquals(new Run(3, "", error), run);
  }

  @Test
  void tellsTheInputsSha256InJson() {
    Run run = Run.of("--weights", EXAMPLE, "--format", "json", "--limit", "100");
    // As sha256sum prints them, and data/README.md says.
    for (String sha256 :
        List.of(
            "be35b8cd6513bebe3e5b323d702070d748c9aab28ced1560f86bb23c6011f788",
            "1a1a05eab793c14bb050b398624a11b0ffd1a2953baed553b1b9bd079e2a20be",
            "b91679a0acfe4ba0e50a2437a903084cba1f5f92592b016a25a7dfd00455798b")) {
      assertTrue(run.out().contains("\"sha256\": \"" + sha256 + "\""), run.out());
    }
  }

  @Test
  void writesTheReportToAFileAndNothingElse() throws IOException {
    Path output = folder.resolve("report.md");
    Run run = Run.of("--weights", EXAMPLE, "--format", "markdown", "--output", output.toString());
    assertEquals(new Run(0, "", ""), run);
    assertTrue(Files.readString(output).startsWith("## mnist-eval: accuracy 0.9864\n"));
  }

  @Test
  void writesPredictionsAsNumpyComputesThem() throws IOException {
    Path csv = folder.resolve("predictions.csv");
    Run run = Run.of("--weights", EXAMPLE, "--predictions", csv.toString(), "--threads", "3");
    assertEquals(new Run(0, "Accuracy:0.9864\n", ""), run);
    List<String> rows = Files.readAllLines(csv);
    List<String> expected =
        Files.readAllLines(REFERENCE.resolve("example_weight.probabilities.csv"));
    assertEquals(expected.get(0), rows.get(0));
    for (String line : expected.subList(1, expected.size())) {
      String[] wanted = line.split(",");
      String[] found = rows.get(1 + Integer.parseInt(wanted[0])).split(",");
      assertArrayEquals(head(wanted), head(found));
      for (int i = 3; i < wanted.length; i++) {
        assertEquals(Double.parseDouble(wanted[i]), Double.parseDouble(found[i]), 1e-12);
      }
    }
    StringBuilder classes = new StringBuilder();
    for (String row : rows.subList(1, rows.size())) {
      classes.append(row.split(",")[2]);
    }
    String reference = Files.readString(REFERENCE.resolve("example_weight.classes.txt"));
    assertEquals(reference.replace("\n", ""), classes.toString());
  }

  private static String[] head(String[] row) {
    return new String[] {row[0], row[1], row[2]};
  }

  @Test
  void writesPredictionsToStandardOutputInPlaceOfTheAccuracy() {
    Run run = Run.of("--weights", EXAMPLE, "--predictions", "-", "--offset", "7", "--limit", "1");
    assertEquals("", run.err());
    assertTrue(
        run.out().startsWith("index,label,predicted,p0,p1,p2,p3,p4,p5,p6,p7,p8,p9\n7,9,9,"),
        run.out());
  }

  @Test
  void writesAPage() throws IOException {
    Path page = folder.resolve("page.html");
    Run run = Run.of("--weights", EXAMPLE, "--html", page.toString());
    assertEquals(new Run(0, "Accuracy:0.9864\n", ""), run);
    String html = Files.readString(page);
    assertTrue(html.startsWith("<!DOCTYPE html>"), html);
    assertTrue(html.length() < 300_000);
  }

  @Test
  void leavesAFileAloneWhenTheRunFails() throws IOException {
    Path csv = Files.writeString(folder.resolve("predictions.csv"), "before");
    Path page = Files.writeString(folder.resolve("page.html"), "before");
    Path bad = Files.write(folder.resolve("labels"), new byte[] {0, 0, 8, 1, 0, 0, 0, 1, 7});
    Run run =
        Run.of(
            "--weights",
            EXAMPLE,
            "--images",
            "data/t10k-images-idx3-ubyte.gz",
            "--labels",
            bad.toString(),
            "--predictions",
            csv.toString(),
            "--html",
            page.toString());
    assertEquals(3, run.code());
    assertEquals("before", Files.readString(csv));
    assertEquals("before", Files.readString(page));
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(3, files.count());
    }
  }

  @Test
  void refusesToWriteOverItsInput() throws IOException {
    Path weights = Files.copy(Path.of(EXAMPLE), folder.resolve("weights.pkl"));
    Run run = Run.of("--weights", weights.toString(), "--output", weights.toString());
    String error = "mnist-eval: " + weights;
    error += ": is read as well and would be lost (expected another file)\n";
    assertEquals(new Run(3, "", error), run);
    assertArrayEquals(Files.readAllBytes(Path.of(EXAMPLE)), Files.readAllBytes(weights));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--predictions - --metrics | --predictions - writes to standard output, and so would the report; give it --output",
        "--predictions - --format json | --predictions - writes to standard output, and so would the report; give it --output",
        "--output x --html ./x | --output, --json, --markdown, --csv, --html, --junit, --partial and --predictions need a file each",
        "--format xml | Invalid value for option '--format': expected text, json, markdown or csv, found 'xml'",
        "--json x --csv ./x | --output, --json, --markdown, --csv, --html, --junit, --partial and --predictions need a file each",
        "--markdown - | --json, --markdown and --csv need a file; --format writes to standard output",
        "--top-k 0 | Invalid value for option '--top-k': expected from 1 to 256, found 0",
        "data/README.md --sha256 be35b8cd6513bebe3e5b323d702070d748c9aab28ced1560f86bb23c6011f788 | --sha256 goes with one file of weights, here are 2",
        "- - | - stands for standard input, which can be read only once",
        "@gone | Unexpected argument: '@gone'; no file 'gone' can be read for more",
      })
  void saysWhatIsWrongWithTheArguments(String arguments, String message) {
    String all = "--weights " + EXAMPLE + " " + arguments;
    assertEquals(new Run(2, "", "mnist-eval: " + message + HINT), Run.of(all.split(" ")));
  }

  @Test
  void ranksNetworksAndGoesOnAfterABadOne() throws IOException {
    Files.copy(Path.of(EXAMPLE), folder.resolve("good.pkl"));
    Path bad = Files.writeString(folder.resolve("bad.pkl"), "{}");
    String error = ": no list of numbers in the JSON (expected {\"W1\": [[…]], \"b1\": […], …})\n";
    Run run = Run.of(folder.toString());
    assertEquals(3, run.code());
    assertEquals("mnist-eval: " + bad + error, run.err());
    String[] lines = run.out().split("\n");
    assertTrue(lines[0].startsWith("rank  accuracy  95 % interval"), run.out());
    assertTrue(lines[1].startsWith("   1    0.9864  0.9839 to 0.9885"), run.out());
    assertTrue(lines[0].endsWith("  file in " + folder + "/"), run.out());
    assertTrue(lines[1].endsWith("  good.pkl"), run.out());
    assertTrue(lines[2].endsWith("  bad.pkl" + error.strip()), run.out());
  }

  /** The file that the better of two has already been read from, under another name. */
  @Test
  void marksFilesWithTheSameBytes() throws IOException {
    Path copy = Files.copy(Path.of(EXAMPLE), folder.resolve("copy.pkl"));
    Run run = Run.of(EXAMPLE, copy.toString(), "--limit", "100");
    String[] lines = run.out().split("\n");
    assertTrue(lines[0].endsWith("  file"), run.out());
    assertTrue(lines[1].endsWith("  " + EXAMPLE), run.out());
    assertTrue(lines[2].endsWith("  " + copy + ", same as " + EXAMPLE), run.out());
  }

  @Test
  void writesTheRankingAsCsv() throws IOException {
    Path bad = Files.writeString(folder.resolve("bad.pkl"), "{}");
    Run run = Run.of(EXAMPLE, bad.toString(), "--format", "csv");
    assertEquals(3, run.code());
    String[] rows = run.out().split("\n");
    String header =
        "rank,file,accuracy,low,high,log_loss,parameters,activation,pixels,sha256,error";
    assertEquals(header, rows[0]);
    String[] cells = rows[1].split(",");
    assertEquals("1", cells[0]);
    assertEquals(EXAMPLE, cells[1]);
    assertEquals("0.9864", cells[2]);
    assertEquals("45360,sigmoid,unit", String.join(",", Arrays.copyOfRange(cells, 6, 9)));
    String sha256 = "be35b8cd6513bebe3e5b323d702070d748c9aab28ced1560f86bb23c6011f788";
    assertEquals(sha256, cells[9]);
    assertEquals(10, cells.length);
    // sha256sum of the two bytes
    sha256 = "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a";
    String error =
        ": no list of numbers in the JSON (expected {\"\"W1\"\": [[…]], \"\"b1\"\": […], …})";
    assertEquals("," + bad + ",,,,,,,," + sha256 + ",\"" + bad + error + "\"", rows[2]);
    assertEquals(3, rows.length);
  }

  /** Each file has what the option would have printed. */
  @Test
  void writesSeveralReportsInOneRun() throws IOException {
    String[] formats = {"json", "markdown", "csv"};
    List<String> arguments = new ArrayList<>(List.of(EXAMPLE, "--limit", "50"));
    for (String format : formats) {
      arguments.addAll(List.of("--" + format, folder.resolve(format).toString()));
    }
    arguments.addAll(List.of("--html", folder.resolve("html").toString()));
    arguments.addAll(List.of("--predictions", folder.resolve("predictions").toString()));
    Run run = Run.of(arguments.toArray(new String[0]));
    assertEquals(new Run(0, "Accuracy:1.0\n", ""), run);
    for (String format : formats) {
      String printed = Run.of(EXAMPLE, "--limit", "50", "--format", format).out();
      assertEquals(printed, Files.readString(folder.resolve(format)));
    }
    assertEquals(51, Files.readAllLines(folder.resolve("predictions")).size());
    assertTrue(Files.readString(folder.resolve("html")).startsWith("<!DOCTYPE html>"));
  }

  @Test
  void writesNoOtherReportOverItsInput() throws IOException {
    Path weights = Files.copy(Path.of(EXAMPLE), folder.resolve("weights.pkl"));
    Run run = Run.of(weights.toString(), "--csv", weights.toString());
    String error = ": is read as well and would be lost (expected another file)\n";
    assertEquals(new Run(3, "", "mnist-eval: " + weights + error), run);
  }

  @Test
  void comparesTwoNetworks() throws IOException {
    // A network whose only weights are zero gives class 0, which 980 of the images have: it is
    // right where the example is wrong on the images of class 0 that the example takes for others.
    Path zero = folder.resolve("zero.pkl");
    Files.write(zero, new PickledNetwork().zeros("W1", 784, 10).zeros("b1", 10).bytes());
    long onlyZero = exampleWrongOn('0');
    long both = 980 - onlyZero;
    Run run = Run.of(zero.toString(), EXAMPLE);
    assertEquals(0, run.code());
    assertTrue(
        run.out().contains("only the first is right         " + (9864 - both) + "\n"), run.out());
    assertTrue(run.out().contains("only the second is right        " + onlyZero + "\n"), run.out());
  }

  private static long exampleWrongOn(char digit) throws IOException {
    String classes =
        Files.readString(REFERENCE.resolve("example_weight.classes.txt")).replace("\n", "");
    List<String> labels = new ArrayList<>();
    Run csv = Run.of("--weights", EXAMPLE, "--predictions", "-");
    for (String row : csv.out().split("\n")) {
      labels.add(row.split(",")[1]);
    }
    long wrong = 0;
    for (int i = 0; i < classes.length(); i++) {
      if (labels.get(i + 1).equals(String.valueOf(digit)) && classes.charAt(i) != digit) {
        wrong++;
      }
    }
    return wrong;
  }

  @Test
  void holdsEveryNetworkAgainstTheGates() throws IOException {
    Path zero = folder.resolve("zero.pkl");
    Files.write(zero, new PickledNetwork().zeros("W1", 784, 10).zeros("b1", 10).bytes());
    Run run = Run.of("--weights", EXAMPLE, "--weights", zero.toString(), "--min-accuracy", "0.5");
    assertEquals(4, run.code());
    assertEquals(
        "mnist-eval: "
            + zero
            + ": accuracy out of bounds (expected at least 0.5, found 0.098 = 980/10000)\n",
        run.err());
  }

  @Test
  void refusesAnEmptyFolder() {
    String error = "mnist-eval: " + folder;
    error += ": an empty folder (expected files of weights, found none)\n";
    assertEquals(new Run(3, "", error), Run.of(folder.toString()));
  }

  /** The last one given is the best one, and 21 are worse. */
  @Test
  void ranksMoreNetworksThanAPageDetails() throws IOException {
    byte[] zero = new PickledNetwork().zeros("W1", 784, 10).zeros("b1", 10).bytes();
    for (int i = 10; i < 31; i++) {
      Files.write(folder.resolve("net" + i), zero);
    }
    Files.copy(Path.of(EXAMPLE), folder.resolve("net31"));
    Path page = folder.resolve("page.html");
    Run run = Run.of(folder.toString(), "--limit", "100", "--html", page.toString());
    assertEquals("", run.err());
    assertEquals(0, run.code());
    String[] lines = run.out().split("\n");
    assertEquals(23, lines.length);
    assertTrue(lines[1].startsWith("   1  "), run.out());
    assertTrue(lines[1].endsWith("net31"), run.out());
    assertTrue(lines[2].startsWith("   2  "), run.out());
    assertTrue(lines[2].endsWith("  net10"), run.out());
    assertTrue(lines[22].startsWith("   2  "), run.out());
    assertTrue(lines[22].endsWith("  net30, same as net10"), run.out());
    String html = Files.readString(page);
    assertTrue(html.contains("net31") && html.contains("net30"));
    assertTrue(html.contains("<h1>22 networks compared</h1>"), html);
    assertTrue(html.contains("<h2 id=\"name-20\">"), html);
    assertFalse(html.contains("<h2 id=\"name-21\">"), html);
  }

  @Test
  void refusesAnEmptyNameAndDoesNotTakeItForTheFolderItIsRunIn() {
    assertEquals(new Run(2, "", "mnist-eval: expected a file name, found ''" + HINT), Run.of(""));
  }

  @Test
  void evaluatesASingleFileGivenWithoutAnOption() {
    assertEquals(new Run(0, "Accuracy:0.9864\n", ""), Run.of(EXAMPLE));
  }
}

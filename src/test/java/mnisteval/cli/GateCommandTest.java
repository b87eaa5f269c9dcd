package mnisteval.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import mnisteval.PickledNetwork;
import mnisteval.Run;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Gates on more than the accuracy. Of the example weights, example.metrics.tsv, which numpy wrote,
 * has 988 of 1010 images right of class 3, the worst, and a log loss of 0.0429. A network of zeros
 * gives each class 0.1 and takes every image for class 0; the first image has label 7.
 */
final class GateCommandTest {
  private static final String EXAMPLE = Path.of("data", "example_weight.pkl").toString();
  private static final String HINT = " (mnist-eval --help shows all options)\n";

  @TempDir Path folder;

  private String zeros() throws IOException {
    byte[] zeros = new PickledNetwork().zeros("W1", 784, 10).zeros("b1", 10).bytes();
    return Files.write(folder.resolve("zeros.pkl"), zeros).toString();
  }

  @Test
  void printsTheAccuracyAloneWhenAllHold() {
    Run run = Run.of("--weights", EXAMPLE, "--min-recall", "0.978", "--max-log-loss", "0.043");
    assertEquals(new Run(0, "Accuracy:0.9864\n", ""), run);
  }

  /** Python: 988 / 1010 is 0.9782178217821782. */
  @ParameterizedTest
  @CsvSource({
    "0.9782178217821782, 0",
    "988/1010, 0",
    "0.9782178217821783, 4",
    "989/1010, 4",
  })
  void comparesTheWorstRecallExactly(String bound, int code) {
    assertEquals(code, Run.of("--weights", EXAMPLE, "--min-recall", bound).code());
  }

  @Test
  void saysWhichClassIsTheWorst() {
    String error =
        "mnist-eval: "
            + EXAMPLE
            + ": recall out of bounds (expected at least 0.98, found 0.9782178217821782 = 988/1010"
            + " of class 3)\n";
    Run run = Run.of("--weights", EXAMPLE, "--min-recall", "0.98");
    assertEquals(new Run(4, "Accuracy:0.9864\n", error), run);
  }

  @Test
  void namesTheWorstClass() {
    String names = "nought,one,two,b\nc,four,five,six,seven,eight,nine";
    Run run = Run.of("--weights", EXAMPLE, "--min-recall", "0.98", "--class-names", names);
    assertTrue(run.err().endsWith("988/1010 of class b\\u000ac)\n"), run.err());
  }

  /** Image 0 is a 7 and image 1 a 2: both classes have recall 0, and all others no image. */
  @Test
  void skipsClassesWithoutImagesAndNamesTheFirstOfEquals() throws IOException {
    String zeros = zeros();
    String error =
        "mnist-eval: "
            + zeros
            + ": recall out of bounds (expected at least 1/2, found 0.0 = 0/1 of class 2)\n";
    Run run = Run.of("--weights", zeros, "--min-recall", "1/2", "--limit", "2");
    assertEquals(new Run(4, "Accuracy:0.0\n", error), run);
  }

  /** Python: {@code -math.log(0.1)} is 2.3025850929940455, and 2.302585092994045 is below it. */
  @ParameterizedTest
  @CsvSource({
    "2.3025850929940455, 0",
    "2.30258509299404549999, 0",
    "2.302585092994045, 4",
    "100, 0",
    "0, 4",
  })
  void comparesTheLogLossExactly(String bound, int code) throws IOException {
    Run run = Run.of("--weights", zeros(), "--max-log-loss", bound, "--limit", "1");
    assertEquals(code, run.code());
  }

  @Test
  void saysTheLogLossInFull() throws IOException {
    String zeros = zeros();
    String error =
        "mnist-eval: "
            + zeros
            + ": log loss out of bounds (expected at most 0.1, found 2.3025850929940455)\n";
    Run run = Run.of("--weights", zeros, "--max-log-loss", "0.1", "--limit", "1");
    assertEquals(new Run(4, "Accuracy:0.0\n", error), run);
  }

  @Test
  void saysAllThatDoNotHoldInTheirOrder() {
    String gates = "--max-log-loss 0 --min-recall 1 --min-accuracy 1 --expect 1";
    Run run = Run.of(("--weights " + EXAMPLE + " " + gates).split(" "));
    String pattern =
        "(?s)[^\n]*: accuracy [^\n]*\n[^\n]*: accuracy [^\n]*\n[^\n]*: recall [^\n]*\n"
            + "[^\n]*: log loss [^\n]*\n";
    assertTrue(run.err().matches(pattern), run.err());
    assertEquals(4, run.code());
  }

  @Test
  void writesEachGateToJson() throws IOException {
    String gates = "--max-log-loss 0.1 --min-recall 0 --min-accuracy 1/2 --format json --limit 1";
    Run run = Run.of(("--weights " + zeros() + " " + gates).split(" "));
    String expected =
        gate("min-accuracy", "at least 1/2", "0.0 = 0/1", false)
            + ",\n"
            + gate("min-recall", "at least 0", "0.0 = 0/1 of class 7", true)
            + ",\n"
            + gate("max-log-loss", "at most 0.1", "2.3025850929940455", false);
    String all = "      \"gates\": [\n" + expected + "\n      ],\n      \"metrics\": {\n";
    assertTrue(run.out().contains(all), run.out());
    assertEquals(4, run.code());
  }

  private static String gate(String name, String wanted, String found, boolean held) {
    return "        {\n          \"name\": \""
        + name
        + "\",\n          \"wanted\": \""
        + wanted
        + "\",\n          \"found\": \""
        + found
        + "\",\n          \"held\": "
        + held
        + "\n        }";
  }

  @Test
  void startsTheSummaryOfAFailingRunWithIt() throws IOException {
    String gates = "--max-log-loss 0.1 --min-recall 0 --format markdown --limit 1";
    String zeros = zeros();
    Run run = Run.of(("--weights " + zeros + " " + gates).split(" "));
    assertTrue(
        run.out().startsWith("## mnist-eval: 1 gate did not hold, accuracy 0.0\n"), run.out());
    String table =
        "\n| gate | wanted | found | held |\n"
            + "| --- | --- | --- | --- |\n"
            + "| min-recall | at least 0 | 0.0 = 0/1 of class 7 | yes |\n"
            + "| max-log-loss | at most 0.1 | 2.3025850929940455 | no |\n\n| metric |";
    assertTrue(run.out().contains(table), run.out());
  }

  @Test
  void listsTheGatesOfSeveralNetworksThatDoNotHold() throws IOException {
    String arguments = " --min-accuracy 0.5 --max-log-loss 5 --format markdown --limit 1";
    Run run = Run.of((EXAMPLE + " " + zeros() + arguments).split(" "));
    assertTrue(run.out().startsWith("## mnist-eval: 1 gate did not hold, 2 networks\n"), run.out());
    String table = "\n| file | gate | wanted | found |\n| --- | --- | --- | --- |\n";
    int at = run.out().indexOf(table) + table.length();
    String rows = run.out().substring(at, run.out().indexOf("\n\n", at));
    assertTrue(rows.endsWith(" | min-accuracy | at least 0.5 | 0.0 = 0/1 |"), rows);
    assertEquals(-1, rows.indexOf('\n'), rows);
    assertTrue(at < run.out().indexOf("| rank |"), run.out());
  }

  @Test
  void showsTheGatesOnThePage() throws IOException {
    Path page = folder.resolve("page.html");
    String gates = "--max-log-loss 0.1 --min-recall 0 --limit 1 --html " + page;
    Run run = Run.of(("--weights " + zeros() + " " + gates).split(" "));
    assertEquals(4, run.code());
    String html = Files.readString(page);
    assertTrue(html.contains("<title>1 gate did not hold · 0.00\u00a0% · "), html);
    assertTrue(html.contains("<span class=\"badge bad\">1 of 2 gates did not hold</span>"), html);
    String rows =
        "<tr><th scope=\"row\">min-recall</th><td>at least 0</td><td>0.0 = 0/1 of class 7</td>"
            + "<td>yes</td></tr>\n"
            + "<tr><th scope=\"row\">max-log-loss</th><td>at most 0.1</td>"
            + "<td>2.3025850929940455</td><td class=\"error\">no</td></tr>\n";
    assertTrue(html.contains(rows), html);
  }

  @Test
  void writesTheGatesAsTests() throws IOException {
    Path xml = folder.resolve("gates.xml");
    String zeros = zeros();
    Run run =
        Run.of("--weights", zeros, "--min-accuracy", "1", "--limit", "1", "--junit", "" + xml);
    String error =
        "mnist-eval: " + zeros + ": accuracy out of bounds (expected at least 1, found 0.0 = 0/1)";
    assertEquals(new Run(4, "Accuracy:0.0\n", error + "\n"), run);
    String expected =
        "  <testsuite name=\"mnist-eval\" tests=\"1\" failures=\"1\" errors=\"0\" skipped=\"0\">\n"
            + ("    <testcase classname=\"" + zeros + "\" name=\"min-accuracy\">\n")
            + "      <failure message=\"accuracy out of bounds (expected at least 1, found 0.0 ="
            + " 0/1)\"/>\n";
    String found = Files.readString(xml);
    assertTrue(found.contains(expected), found);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--max-log-loss -1 | Invalid value for option '--max-log-loss': expected a number from 0 to 100 with at most 30 decimals, found '-1'",
        "--max-log-loss 1e999999999 | Invalid value for option '--max-log-loss': expected a number from 0 to 100 with at most 30 decimals, found '1e999999999'",
        "--junit x | --junit goes with a gate, such as --min-accuracy",
        "--junit x --html ./x --min-recall 1 | --output, --json, --markdown, --csv, --html, --junit, --partial and --predictions need a file each",
        "--min-recall 1.1 | Invalid value for option '--min-recall': expected a number from 0 to 1 with at most 30 decimals, or a fraction such as 9352/10000, found '1.1'",
      })
  void saysWhichBoundsThereAre(String arguments, String message) {
    String all = "--weights " + EXAMPLE + " " + arguments;
    assertEquals(new Run(2, "", "mnist-eval: " + message + HINT), Run.of(all.split(" ")));
  }
}

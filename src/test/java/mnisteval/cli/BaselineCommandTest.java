package mnisteval.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import mnisteval.PickledNetwork;
import mnisteval.Run;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Comparisons with an earlier report, which is written by hand. The network has zeros alone and
 * takes every image for class 0; of the ten images from number 1 on, with the labels 2, 1, 0, 4, 1,
 * 4, 9, 5, 9 and 0, two are of class 0. The sums are those of data/README.md.
 */
final class BaselineCommandTest {
  private static final String HINT = " (mnist-eval --help shows all options)\n";

  private static final String REPORT =
      """
      {
        "schema": "mnist-eval/1",
        "version": "1.0.0",
        "images": {
          "name": "t10k-images-idx3-ubyte.gz",
          "sha256": "1a1a05eab793c14bb050b398624a11b0ffd1a2953baed553b1b9bd079e2a20be"
        },
        "labels": {
          "name": "t10k-labels-idx1-ubyte.gz",
          "sha256": "b91679a0acfe4ba0e50a2437a903084cba1f5f92592b016a25a7dfd00455798b"
        },
        "offset": 1,
        "total": 10,
        "networks": [
          {
            "file": {"name": "old.pkl", "sha256": null},
            "metrics": {
              "correct": 3,
              "total": 10,
              "topK": [{"k": 2, "accuracy": 0.5}],
              "classes": [
                {"index": 0, "precision": 0, "recall": 0.5, "f1": 0, "support": 2},
                {"index": 1, "recall": 1}, {"index": 2, "recall": 0}, {"recall": 0},
                {"recall": 0}, {"recall": 0}, {"recall": 0}, {"recall": 0}, {"recall": 0},
                {"recall": 0.25}
              ]
            },
            "fault": null
          }
        ],
        "comparison": null
      }
      """;

  @TempDir Path folder;
  private Path zeros;

  @BeforeEach
  void writeNetwork() throws IOException {
    byte[] bytes = new PickledNetwork().zeros("W1", 784, 10).zeros("b1", 10).bytes();
    zeros = Files.write(folder.resolve("zeros.pkl"), bytes);
  }

  private Path report(String text) throws IOException {
    return Files.writeString(folder.resolve("old.json"), text);
  }

  private Run compare(String report, String more) throws IOException {
    String arguments = "--weights " + zeros + " --offset 1 --limit 10 --quiet --baseline ";
    return Run.of((arguments + report(report) + more).split(" "));
  }

  @Test
  void saysWhatChanged() throws IOException {
    Run run = compare(REPORT, "");
    StringBuilder expected = new StringBuilder("Accuracy:0.2\n\nCompared with the report ");
    expected.append(folder.resolve("old.json")).append('\n');
    expected.append("metric          now  earlier   change\n");
    expected.append("accuracy     0.2000   0.3000  -0.1000\n");
    expected.append("recall of 0  1.0000   0.5000  +0.5000\n");
    expected.append("recall of 1  0.0000   1.0000  -1.0000\n");
    for (int i = 2; i < 9; i++) {
      expected.append("recall of ").append(i).append("  0.0000   0.0000   0.0000\n");
    }
    expected.append("recall of 9  0.0000   0.2500  -0.2500\n");
    assertEquals(expected.toString(), run.out());
  }

  @Test
  void failsIfTheAccuracyFell() throws IOException {
    Run run = compare(REPORT, "");
    String last = run.err().substring(run.err().indexOf("mnist-eval: " + zeros + ": accuracy"));
    String error =
        "mnist-eval: "
            + zeros
            + ": accuracy fell since "
            + folder.resolve("old.json")
            + " (expected at least 0.3 - 0, found 0.2 = 2/10)\n";
    assertEquals(error, last);
    assertEquals(4, run.code());
  }

  /** 3/10 - 1/10 is 2/10; in doubles, 0.3 - 0.2 is less than 0.1. */
  @ParameterizedTest
  @CsvSource({"0.1, 0", "0.0999999999999999999, 4", "1, 0"})
  void allowsADropExactly(String drop, int code) throws IOException {
    assertEquals(code, compare(REPORT, " --max-drop " + drop).code());
  }

  @ParameterizedTest
  @CsvSource({"2, 0", "1, 0", "3, 4"})
  void holdsIfTheAccuracyIsTheSameOrRose(int correct, int code) throws IOException {
    String report = REPORT.replace("\"correct\": 3", "\"correct\": " + correct);
    assertEquals(code, compare(report, "").code());
  }

  /** Python: {@code (2 - 3) / 10} is -0.1. */
  @Test
  void writesTheChangeToJson() throws IOException {
    Run run = compare(REPORT, " --format json");
    String expected =
        "    \"earlier\": 0.3,\n"
            + "    \"accuracy\": 0.2,\n"
            + "    \"change\": -0.1,\n"
            + "    \"classes\": [\n"
            + "      {\n"
            + "        \"index\": 0,\n"
            + "        \"earlier\": 0.5,\n"
            + "        \"recall\": 1.0,\n"
            + "        \"change\": 0.5\n"
            + "      },\n";
    assertTrue(run.out().contains(expected), run.out());
    assertTrue(run.out().contains("\"name\": \"max-drop\""), run.out());
  }

  @Test
  void showsTheChangeInMarkdown() throws IOException {
    Run run = compare(REPORT, " --format markdown");
    String expected =
        "| metric | now | earlier | change |\n"
            + "| --- | ---: | ---: | ---: |\n"
            + "| accuracy | 0.2000 | 0.3000 | -0.1000 |\n";
    assertTrue(run.out().contains(expected), run.out());
  }

  /** The report that the program writes now is read again. */
  @Test
  void readsItsOwnReport() throws IOException {
    String json = compare(REPORT, " --format json").out();
    Run run = compare(json, "");
    assertTrue(run.out().contains("accuracy     0.2000   0.2000  0.0000\n"), run.out());
    assertEquals(0, run.code());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "mnist-eval/1 | mnist-eval/2 | no report to compare with (expected schema mnist-eval/1 of --format json, found mnist-eval/2)",
        "\"schema\" | \"other\" | no report to compare with (expected schema mnist-eval/1 of --format json, found none)",
        "1a1a05 | 1a1a06 | report on other images (expected images of sha256 1a1a05eab793c14bb050b398624a11b0ffd1a2953baed553b1b9bd079e2a20be, found 1a1a06eab793c14bb050b398624a11b0ffd1a295…)",
        "b91679 | 791679 | report on other images (expected labels of sha256 b91679a0acfe4ba0e50a2437a903084cba1f5f92592b016a25a7dfd00455798b, found 791679a0acfe4ba0e50a2437a903084cba1f5f92…)",
        "\"offset\": 1 | \"offset\": 0 | report on other images (expected images from number 1, found 0)",
        "\"networks\": [ | \"networks\": [{}, | no report of one network (expected 1, found 2)",
        "\"metrics\" | \"other\" | no report of a network that was evaluated (expected its metrics)",
        "\"correct\": 3 | \"correct\": 11 | no report of a network that was evaluated (expected its metrics)",
        "0.25 | 1.25 | no report of a network that was evaluated (expected its metrics)",
        ", {\"recall\": 0} | '' | report on another number of classes (expected 10, found 5)",
        "\"offset\": 1 | \"offset\": \"x\" | malformed JSON at line 12 (expected a report of --format json)",
        "\"offset\": 1 | \"offset\": 1e99999 | malformed JSON at line 12 (expected a report of --format json)",
        "null } | null | malformed JSON at line 32 (expected a report of --format json)",
      })
  void saysWhatIsWrongWithTheReport(String from, String to, String message) throws IOException {
    String start = from.equals("null }") ? "null\n}" : from;
    assertTrue(REPORT.contains(start), start);
    Run run = compare(REPORT.replace(start, to), "");
    String error = "mnist-eval: " + folder.resolve("old.json") + ": " + message + "\n";
    assertEquals(new Run(3, "", error), run);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | no report to compare with (expected schema mnist-eval/1 of --format json, found none)",
        "[1, 2] | no report to compare with (expected schema mnist-eval/1 of --format json, found none)",
        "{\"networks\": 1} | no report to compare with (expected schema mnist-eval/1 of --format json, found none)",
        "rank accuracy | malformed JSON at line 1 (expected a report of --format json)",
      })
  void refusesOtherFiles(String text, String message) throws IOException {
    String error = "mnist-eval: " + folder.resolve("old.json") + ": " + message + "\n";
    assertEquals(new Run(3, "", error), compare(text, ""));
  }

  @Test
  void refusesAReportOnMoreImages() throws IOException {
    Run run = compare(REPORT.replace("\"total\": 10", "\"total\": 12"), "");
    String error = ": report on other images (expected 10 images, found 12)\n";
    assertEquals(new Run(3, "", "mnist-eval: " + folder.resolve("old.json") + error), run);
  }

  @Test
  void refusesMoreClassesThanAReportHas() throws IOException {
    String many = "{\"recall\": 0},".repeat(300);
    Run run = compare(REPORT.replace("{\"index\": 0", many + "{\"index\": 0"), "");
    String error = ": too many classes (expected at most 256)\n";
    assertEquals(new Run(3, "", "mnist-eval: " + folder.resolve("old.json") + error), run);
  }

  @Test
  void refusesDeepJson() throws IOException {
    Run run = compare("[".repeat(100_000), "");
    String error = ": malformed JSON (expected a report of --format json)\n";
    assertEquals(new Run(3, "", "mnist-eval: " + folder.resolve("old.json") + error), run);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--max-drop 0.1 | --max-drop goes with --baseline",
        "data/README.md --baseline x | --baseline goes with one network, here are 2",
      })
  void saysWhatIsWrongWithTheArguments(String arguments, String message) {
    String all = "--weights " + zeros + " " + arguments;
    assertEquals(new Run(2, "", "mnist-eval: " + message + HINT), Run.of(all.split(" ")));
  }
}

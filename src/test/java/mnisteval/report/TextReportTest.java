package mnisteval.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import mnisteval.evaluation.metrics.Metrics;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Metrics are those of {@link Sample} with four decimals as Python's {@code format(x, ".4f")} gives
 * them; the columns of the twelve classes were measured with Python's {@code
 * unicodedata.east_asian_width}.
 */
final class TextReportTest {
  private static final Metrics.Interval WIDE = new Metrics.Interval(0, 1);

  @Test
  void printsOnlyTheAccuracyUnlessMetricsAreWanted() {
    assertEquals("Accuracy:0.7\n", TextReport.of(Sample.twoClasses(), false));
  }

  @Test
  void printsEveryMetricOfTwoClasses() throws IOException {
    assertEquals(Golden.text("two-classes.txt.golden"), TextReport.of(Sample.twoClasses(), true));
  }

  @Test
  void alignsNamesOfEveryKind() throws IOException {
    String expected = Golden.text("twelve-classes.txt.golden");
    assertEquals(expected, TextReport.of(Sample.twelveClasses(), true));
  }

  @Test
  void ranksNetworksAndSaysWhichFailed() throws IOException {
    assertEquals(Golden.text("ranking.txt.golden"), TextReport.of(Sample.ranking(), false));
  }

  @Test
  void comparesTwoNetworks() throws IOException {
    String notes = "\nNotes\nnet_1.pkl  no \"biases\"\nnet_2.pkl  no \"biases\"\n";
    assertEquals(
        Golden.text("two-networks.txt.golden") + notes, TextReport.of(Sample.twoNetworks(), false));
  }

  @Test
  void printsTheMetricsOfEachNetworkAfterTheRanking() throws IOException {
    String metrics = Golden.text("two-classes.txt.golden");
    String expected =
        Golden.text("two-networks.txt.golden")
            + ("\nnet_1.pkl\n" + metrics)
            + ("\nnet_2.pkl\n" + metrics);
    assertEquals(expected, TextReport.of(Sample.twoNetworks(), true));
  }

  @Test
  void printsEachNoteBelowHowTheFileWasRead() {
    Report report = Sample.mnist(List.of(Sample.noted("n.pkl", "is odd; is new", "b\nc\u001b[2J")));
    String expected =
        "\nread as                     numpy pickle, weights (out, in)\n"
            + "note                        is odd; is new\n"
            + "note                        b\\u000ac\\u001b[2J\n"
            + "\nclass ";
    String text = TextReport.of(report, true);
    assertTrue(text.contains(expected), text);
    assertEquals("Accuracy:1.0\n", TextReport.of(report, false));
  }

  @Test
  void printsTheNotesOfEachNetworkBelowARanking() {
    Report report =
        Sample.mnist(
            List.of(
                Sample.noted("first.pkl", "is odd", "\u202eAccuracy:1.0"),
                Sample.noted("second.pkl"),
                Sample.noted("a\nb", "is new"),
                Sample.failed("gone", "no such file")));
    String expected =
        "rank  accuracy  95 % interval     log loss  parameters  file\n"
            + "   1    1.0000  0.5000 to 1.0000    0.0000        1570  first.pkl\n"
            + "   1    1.0000  0.5000 to 1.0000    0.0000        1570  second.pkl\n"
            + "   1    1.0000  0.5000 to 1.0000    0.0000        1570  a\\u000ab\n"
            + "   -         -  -                        -           -  gone: no such file\n"
            + "\nNotes\n"
            + "first.pkl  is odd\n"
            + "first.pkl  \\u202eAccuracy:1.0\n"
            + "a\\u000ab   is new\n";
    assertEquals(expected, TextReport.of(report, false));
  }

  @Test
  void printsNotesOnceWhereAllMetricsFollowARanking() {
    Report report =
        Sample.mnist(List.of(Sample.noted("first.pkl", "is odd"), Sample.noted("second.pkl")));
    String text = TextReport.of(report, true);
    assertFalse(text.contains("Notes"), text);
    assertEquals(1, text.split("\nnote                        is odd\n", -1).length - 1, text);
  }

  @Test
  void hasNoTitleForNoNotes() {
    Report report = Sample.mnist(List.of(Sample.noted("first.pkl"), Sample.noted("second.pkl")));
    String expected =
        "rank  accuracy  95 % interval     log loss  parameters  file\n"
            + "   1    1.0000  0.5000 to 1.0000    0.0000        1570  first.pkl\n"
            + "   1    1.0000  0.5000 to 1.0000    0.0000        1570  second.pkl\n";
    assertEquals(expected, TextReport.of(report, false));
  }

  @Test
  void printsARowForTheOnlyNetworkIfItFailed() {
    Report report = Sample.mnist(List.of(Sample.failed("x.pkl", "x.pkl: not a pickle")));
    String expected =
        "rank  accuracy  95 % interval  log loss  parameters  file\n"
            + "   -         -  -                     -           -  x.pkl: not a pickle\n";
    assertEquals(expected, TextReport.of(report, true));
  }

  @ParameterizedTest
  @CsvSource({"1, true", "30, true", "31, false", "100, false"})
  void leavesAWideMatrixToJson(int classes, boolean shown) {
    Metrics metrics = Sample.plain(1, 1, WIDE, 0, classes);
    String text = TextReport.of(Sample.mnist(List.of(Sample.network("n", 1, null, metrics))), true);
    String instead =
        "Confusion matrix: too wide for " + classes + " classes, the JSON report has it\n";
    assertEquals(shown, text.contains("\nConfusion matrix: rows true, columns predicted\n"));
    assertEquals(!shown, text.endsWith("\n\n" + instead));
  }

  @Test
  void countsASingleImage() {
    Metrics metrics = Sample.plain(1, 1, WIDE, 0, 2);
    String text = TextReport.of(Sample.mnist(List.of(Sample.network("n", 1, null, metrics))), true);
    assertTrue(text.contains("correct                     1 of 1 image\n"), text);
  }

  @Test
  void hasNoPairsIfTheNetworkIsAlwaysRight() {
    Metrics metrics = Sample.plain(1, 1, WIDE, 0, 2);
    String text = TextReport.of(Sample.mnist(List.of(Sample.network("n", 1, null, metrics))), true);
    assertFalse(text.contains("Most confused"), text);
  }

  @Test
  void isTheSameInEveryCountry() throws IOException {
    Locale usual = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
      assertEquals(Golden.text("two-classes.txt.golden"), TextReport.of(Sample.twoClasses(), true));
    } finally {
      Locale.setDefault(usual);
    }
  }
}

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
    assertEquals(
        Golden.text("two-networks.txt.golden"), TextReport.of(Sample.twoNetworks(), false));
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

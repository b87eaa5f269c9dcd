package mnisteval.evaluation.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import mnisteval.evaluation.Accuracy;
import mnisteval.evaluation.Accuracy.AccuracyTally;
import mnisteval.evaluation.EvaluatedNetwork;
import mnisteval.evaluation.Evaluator;
import mnisteval.evaluation.Table;
import mnisteval.evaluation.Tally;
import mnisteval.evaluation.metrics.Metrics.Averages;
import mnisteval.evaluation.metrics.Metrics.Interval;
import mnisteval.evaluation.metrics.Metrics.TopK;
import mnisteval.idx.ImageSet;
import mnisteval.idx.LabeledImages;
import mnisteval.input.InputException;
import mnisteval.input.Source;
import mnisteval.network.Activation;
import mnisteval.network.Network;
import mnisteval.network.PixelScale;
import mnisteval.weights.layers.NetworkReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the resources hold is numpy's: make_metrics.py, beside them, says how it was computed. */
final class MetricsTallyTest {
  private static final Path EXAMPLE = Path.of("data", "example_weight.pkl");
  private static final Path SAMPLE =
      Path.of(System.getProperty("mnisteval.shared"), "sample_weight.pkl");
  private static final int[] TOP = {1, 2, 3, 5};
  private static final int[] ALL = {1, 2, 3, 4, 5, 6};

  private static Network network(Path file) throws IOException {
    return NetworkReader.read(Source.file(file), Activation.SIGMOID, PixelScale.UNIT).network();
  }

  private static Metrics metrics(Table table, int... top) {
    return table.tally(new MetricsTally(table.logits()[0].length)).metrics(top);
  }

  @Test
  void measuresTiesEdgesAndClassesThatDoNotOccur() throws IOException {
    Metrics metrics = metrics(Table.read("asymmetric.tsv"), 1, 2, 3, 4, 5, 6);
    MetricsLines.assertMatches("asymmetric.metrics.tsv", metrics);
  }

  @Test
  void measuresTheExample() throws IOException {
    MetricsTally tally = Table.tally(network(EXAMPLE), ImageSet.bundled(), new MetricsTally(10), 2);
    MetricsLines.assertMatches("example.metrics.tsv", tally.metrics(TOP));
  }

  @Test
  void measuresTheWeightsOfTheBook() throws IOException {
    assumeTrue(Files.exists(SAMPLE), "skipped: the book's weights are not at " + SAMPLE);
    MetricsTally tally = Table.tally(network(SAMPLE), ImageSet.bundled(), new MetricsTally(10), 2);
    MetricsLines.assertMatches("sample.metrics.tsv", tally.metrics(TOP));
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 8})
  void givesTheSameBitsOnAnyNumberOfThreads(int threads) throws IOException {
    Network network = network(EXAMPLE);
    MetricsTally one = Table.tally(network, ImageSet.bundled(), new MetricsTally(10), 1);
    MetricsTally several = Table.tally(network, ImageSet.bundled(), new MetricsTally(10), threads);
    assertEquals(MetricsLines.of(one.metrics(TOP)), MetricsLines.of(several.metrics(TOP)));
  }

  @Test
  void givesTheSameBitsFromMemory() throws IOException {
    Network network = network(EXAMPLE);
    MetricsTally streamed = Table.tally(network, ImageSet.bundled(), new MetricsTally(10), 2);
    MetricsTally kept = new MetricsTally(10);
    try (LabeledImages images = ImageSet.bundled().open()) {
      images.keep();
      for (Tally tally : List.of(new AccuracyTally(), kept)) {
        Evaluator.evaluate(new EvaluatedNetwork("net.pkl", network, tally), images, 2, null);
      }
    }
    assertEquals(MetricsLines.of(streamed.metrics(TOP)), MetricsLines.of(kept.metrics(TOP)));
  }

  @Test
  void mergesInAnyOrderAndGrouping() throws IOException {
    List<String> whole = MetricsLines.of(part(0, 60).metrics(ALL));
    MetricsTally last = merged(part(37, 23), part(7, 30));
    assertEquals(whole, MetricsLines.of(merged(part(0, 7), last).metrics(ALL)));
    MetricsTally first = merged(part(7, 30), part(0, 7));
    assertEquals(whole, MetricsLines.of(merged(part(37, 23), first).metrics(ALL)));
  }

  /** Where an image stands in its block, and in its part, changes no bit of its probabilities. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void givesTheSameBitsOfAnyPartsOfTheImages(long seed) throws IOException {
    Network network = network(EXAMPLE);
    MetricsTally whole = Table.tally(network, ImageSet.bundled(), new MetricsTally(10), 2);
    Random random = new Random(seed);
    List<MetricsTally> parts = new ArrayList<>();
    for (long from = 0; from < 10_000; ) {
      long images = 1 + random.nextInt(3000);
      ImageSet part = ImageSet.bundled().part(from, images);
      parts.add(random.nextInt(parts.size() + 1), Table.tally(network, part, whole.empty(), 2));
      from += images;
    }
    MetricsTally together = whole.empty();
    parts.forEach(together::merge);
    assertEquals(MetricsLines.of(whole.metrics(TOP)), MetricsLines.of(together.metrics(TOP)));
  }

  private static MetricsTally part(long offset, long limit) throws IOException {
    Table table = Table.read("asymmetric.tsv");
    return Table.tally(table.network(), table.set().part(offset, limit), new MetricsTally(6), 1);
  }

  private static MetricsTally merged(MetricsTally first, MetricsTally next) {
    first.merge(next);
    return first;
  }

  @Test
  void aSummaryHasNoListsButTopK() throws IOException {
    Metrics all = part(0, 60).metrics(ALL);
    Metrics summary = all.summary();
    assertEquals(all.accuracy(), summary.accuracy());
    assertEquals(all.topK(), summary.topK());
    assertEquals(all.logLoss(), summary.logLoss());
    assertEquals(all.weighted(), summary.weighted());
    assertEquals(List.of(), summary.classes());
    assertEquals(List.of(), summary.reliability());
    assertEquals(List.of(), summary.mostConfused());
    assertEquals(0, summary.confusion().length);
  }

  @Test
  void anEmptyTallyChangesNothing() throws IOException {
    MetricsTally tally = part(0, 60);
    List<String> before = MetricsLines.of(tally.metrics(ALL));
    tally.merge(tally.empty());
    assertEquals(before, MetricsLines.of(tally.metrics(ALL)));
  }

  /** By hand: e^-40 is 4.2e-18, so the probabilities are 1 and 4.2e-18. */
  @Test
  void measuresANetworkThatIsAlwaysRight() {
    double[][] logits = {{40, 0}, {0, 40}};
    Metrics metrics = metrics(new Table(new int[] {0, 1, 0, 1}, logits), 1, 2);
    assertEquals(new Accuracy(4, 4), metrics.accuracy());
    assertEquals(List.of(new TopK(1, 1), new TopK(2, 1)), metrics.topK());
    // Not 0, since p is clipped: -log(1 - e) = e + e^2 / 2 + …
    assertEquals(0x1p-52, metrics.logLoss(), 0x1p-104);
    assertEquals(0, metrics.brier(), 1e-34);
    assertEquals(0, metrics.calibrationError());
    assertEquals(1, metrics.kappa());
    assertEquals(1, metrics.matthews());
    assertEquals(1, metrics.balancedAccuracy());
    assertEquals(new Averages(1, 1, 1, 4), metrics.macro());
    assertEquals(new Averages(1, 1, 1, 4), metrics.weighted());
    assertEquals(List.of(), metrics.mostConfused());
  }

  /** By hand: p_0 is -log(2^-52) = 52 log 2 away, kappa is 1 - 4 / (4 - 8 / 4). */
  @Test
  void measuresANetworkThatIsAlwaysWrong() {
    double[][] logits = {{40, 0}, {0, 40}};
    Metrics metrics = metrics(new Table(new int[] {1, 0, 1, 0}, logits), 1, 2);
    assertEquals(new Accuracy(0, 4), metrics.accuracy());
    assertEquals(List.of(new TopK(1, 0), new TopK(2, 1)), metrics.topK());
    assertEquals(52 * Math.log(2), metrics.logLoss(), 1e-12);
    assertEquals(2, metrics.brier());
    assertEquals(1, metrics.calibrationError());
    assertEquals(-1, metrics.kappa());
    assertEquals(-1, metrics.matthews());
    assertEquals(0, metrics.balancedAccuracy());
    assertEquals(new Averages(0, 0, 0, 4), metrics.macro());
  }

  @Test
  void measuresANetworkOfOneClass() {
    Metrics metrics = metrics(Table.predicting(1, new int[] {0, 0, 0}, 0), 1);
    assertEquals(new Accuracy(3, 3), metrics.accuracy());
    assertEquals(List.of(new TopK(1, 1)), metrics.topK());
    assertEquals(0, metrics.kappa());
    assertEquals(0, metrics.matthews());
    assertEquals(1, metrics.balancedAccuracy());
    assertEquals(0, metrics.brier());
    assertEquals(new Averages(1, 1, 1, 3), metrics.weighted());
  }

  @Test
  void measuresNothing() {
    Metrics metrics = new MetricsTally(2).metrics(new int[] {1});
    assertEquals(new Accuracy(0, 0), metrics.accuracy());
    assertEquals(new Interval(0, 1), metrics.interval());
    assertEquals(List.of(new TopK(1, 0)), metrics.topK());
    assertEquals(0, metrics.logLoss());
    assertEquals(0, metrics.brier());
    assertEquals(0, metrics.calibrationError());
    assertEquals(0, metrics.balancedAccuracy());
    assertEquals(new Averages(0, 0, 0, 0), metrics.macro());
    assertEquals(new Averages(0, 0, 0, 0), metrics.weighted());
  }

  /** The probabilities of classes 1 and 2 are both 0, their logits tell them apart. */
  @Test
  void ranksByLogitsAndNotByProbabilities() {
    double[][] logits = {{900, 0, 1}};
    Metrics metrics = metrics(new Table(new int[] {1, 2}, logits), 1, 2, 3);
    List<TopK> expected = List.of(new TopK(1, 0), new TopK(2, 0.5), new TopK(3, 1));
    assertEquals(expected, metrics.topK());
  }

  @Test
  void refusesMoreClassesThanAConfusionMatrixCanShow() throws IOException {
    Network most = new Table(new int[1], new double[1][256]).network();
    assertEquals(256, MetricsTally.of("net.pkl", most).metrics(new int[0]).confusion().length);
    Network more = new Table(new int[1], new double[1][257]).network();
    InputException error =
        assertThrows(InputException.class, () -> MetricsTally.of("net.pkl", more));
    assertEquals(
        "net.pkl: too many classes for a report, whose confusion matrix has a cell for each pair"
            + " (expected at most 256, found 257)",
        error.getMessage());
  }
}

package mnisteval.evaluation.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.List;
import mnisteval.evaluation.Accuracy.AccuracyTally;
import mnisteval.evaluation.ClassOrder;
import mnisteval.evaluation.EvaluatedNetwork;
import mnisteval.evaluation.Evaluator;
import mnisteval.evaluation.Table;
import mnisteval.evaluation.Tally.Tallies;
import mnisteval.idx.LabeledImages;
import org.junit.jupiter.api.Test;

/**
 * The metrics of a network whose outputs are in an order of their own. The resource is numpy's, by
 * make_metrics.py: the labels of asymmetric.tsv, which are numbers of outputs, stand for others.
 */
final class OrderedMetricsTest {
  private static final int[] ORDER = {4, 1, 7, 2, 3, 9};

  @Test
  void areThoseOfAscendingLabels() throws IOException {
    Table outputs = Table.read("asymmetric.tsv");
    int[] labels = new int[outputs.labels().length];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = ORDER[outputs.labels()[i]];
    }
    Table table = new Table(labels, outputs.logits());
    MetricsTally metrics = new MetricsTally(ORDER.length);
    AccuracyTally right = new AccuracyTally();
    try (LabeledImages images = table.set().open()) {
      Tallies both = new Tallies(List.of(metrics, right));
      ClassOrder order = new ClassOrder(ORDER);
      Evaluator.evaluate(
          new EvaluatedNetwork("net.pkl", table.network(), order, both), images, 2, null);
    }
    Metrics found = metrics.metrics(new int[] {1, 2, 3, 4, 5, 6});
    MetricsLines.assertMatches("ordered.metrics.tsv", found);
    assertEquals(found.accuracy(), right.accuracy());
    assertEquals(found.accuracy().accuracy(), found.topK().get(0).accuracy());
  }
}

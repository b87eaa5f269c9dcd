package mnisteval.evaluation.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import mnisteval.evaluation.Accuracy;
import mnisteval.evaluation.Accuracy.AccuracyTally;
import mnisteval.evaluation.Table;
import mnisteval.evaluation.Tally.Tallies;
import mnisteval.evaluation.metrics.Comparison.PredictedClasses;
import mnisteval.idx.ImageSet;
import mnisteval.input.Source;
import mnisteval.network.Activation;
import mnisteval.network.Network;
import mnisteval.network.PixelScale;
import mnisteval.weights.layers.NetworkReader;
import org.junit.jupiter.api.Test;

final class ComparisonTest {
  private static final int[] LABELS = {0, 1, 2, 0, 1, 2, 0};

  private static PredictedClasses predicted(int... classes) {
    return Table.predicting(3, LABELS, classes).tally(new PredictedClasses());
  }

  @Test
  void holdsEveryClassAndWhetherItIsRight() {
    PredictedClasses predicted = predicted(0, 2, 2, 1, 0, 2, 0);
    int[] expected = {0, 2, 2, 1, 0, 2, 0};
    assertEquals(7, predicted.count());
    for (int i = 0; i < 7; i++) {
      assertEquals(expected[i], predicted.predicted(i));
      assertEquals(expected[i] == LABELS[i], predicted.correct(i));
    }
  }

  /** By hand: right are 0, 2, 5, 6 and 0, 1, 3; both err on image 4, in different ways. */
  @Test
  void comparesTwoNetworks() {
    PredictedClasses first = predicted(0, 2, 2, 1, 0, 2, 0);
    PredictedClasses second = predicted(0, 1, 0, 0, 2, 1, 1);
    assertEquals(new Comparison(6, 3, 2, 1), Comparison.of(first, second));
    assertEquals(new Comparison(6, 2, 3, 1), Comparison.of(second, first));
  }

  @Test
  void sameErrorsAreNoDisagreement() {
    PredictedClasses first = predicted(0, 2, 2, 1, 0, 2, 0);
    assertEquals(new Comparison(0, 0, 0, 1), Comparison.of(first, first));
  }

  @Test
  void refusesDifferentImages() {
    PredictedClasses first = predicted(0, 2, 2, 1, 0, 2, 0);
    IllegalArgumentException error =
        assertThrows(
            IllegalArgumentException.class, () -> Comparison.of(first, new PredictedClasses()));
    assertEquals("7 and 0 images", error.getMessage());
  }

  /**
   * Numbers by numpy: the example's classes with pixels / 255, and those with pixels as they are.
   */
  @Test
  void comparesTheExampleWithItsMisuse() throws IOException {
    PredictedClasses unit = example(PixelScale.UNIT, 3);
    PredictedClasses raw = example(PixelScale.RAW, 1);
    assertEquals(9864, correct(unit));
    assertEquals(9361, correct(raw));
    Comparison comparison = Comparison.of(unit, raw);
    assertEquals(600, comparison.disagreements());
    assertEquals(540, comparison.onlyFirst());
    assertEquals(37, comparison.onlySecond());
    assertEquals(1.4125050322957107e-115, comparison.mcnemar(), 1e-12 * 1.4125050322957107e-115);
  }

  private static PredictedClasses example(PixelScale scale, int threads) throws IOException {
    Source file = Source.file(Path.of("data", "example_weight.pkl"));
    Network network = NetworkReader.read(file, Activation.SIGMOID, scale).network();
    return Table.tally(network, ImageSet.bundled(), new PredictedClasses(), threads);
  }

  private static long correct(PredictedClasses predicted) {
    long correct = 0;
    for (int i = 0; i < predicted.count(); i++) {
      correct += predicted.correct(i) ? 1 : 0;
    }
    return correct;
  }

  @Test
  void severalTalliesSeeTheSameImages() {
    PredictedClasses classes = new PredictedClasses();
    AccuracyTally correct = new AccuracyTally();
    Table.predicting(3, LABELS, 0, 1, 2, 1, 0, 2, 0).tally(new Tallies(List.of(classes, correct)));
    assertEquals(new Accuracy(5, 7), correct.accuracy());
    assertEquals(7, classes.count());
    assertTrue(classes.correct(6));
    assertFalse(classes.correct(3));
  }
}

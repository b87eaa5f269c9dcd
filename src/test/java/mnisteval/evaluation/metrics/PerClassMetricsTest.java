package mnisteval.evaluation.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import mnisteval.evaluation.metrics.Metrics.Averages;
import mnisteval.evaluation.metrics.Metrics.ClassScores;
import org.junit.jupiter.api.Test;

/**
 * Ten images of five classes, by hand: 0 is true of 5 and given to 4, 3 of them right; 1 is true of
 * 5 and given to 5, 3 of them right; 2 is only predicted; 3 and 4 do not occur.
 */
final class PerClassMetricsTest {
  private static ConfusionMatrix metrics() {
    ConfusionMatrix counts = new ConfusionMatrix(5);
    int[][] pairs = {
      {0, 0}, {0, 0}, {0, 0}, {0, 1}, {0, 1}, {1, 1}, {1, 1}, {1, 1}, {1, 0}, {1, 2}
    };
    for (int[] pair : pairs) {
      counts.add(pair[0], pair[1]);
    }
    return counts;
  }

  @Test
  void scoresEveryClass() {
    List<ClassScores> expected =
        List.of(
            new ClassScores(0, 3 / 4.0, 3 / 5.0, 6 / 9.0, 5),
            new ClassScores(1, 3 / 5.0, 3 / 5.0, 6 / 10.0, 5),
            new ClassScores(2, 0, 0, 0, 0),
            new ClassScores(3, 0, 0, 0, 0),
            new ClassScores(4, 0, 0, 0, 0));
    assertEquals(expected, metrics().scores());
  }

  @Test
  void macroCountsClassesThatOccur() {
    Averages macro = metrics().macro();
    assertEquals(1.35 / 3, macro.precision(), 1e-15);
    assertEquals(1.2 / 3, macro.recall(), 1e-15);
    assertEquals((6 / 9.0 + 0.6) / 3, macro.f1(), 1e-15);
    assertEquals(10, macro.support());
  }

  @Test
  void weightedCountsImages() {
    Averages weighted = metrics().weighted();
    assertEquals(1.35 / 2, weighted.precision(), 1e-15);
    assertEquals(0.6, weighted.recall(), 1e-15);
    assertEquals((6 / 9.0 + 0.6) / 2, weighted.f1(), 1e-15);
    assertEquals(10, weighted.support());
  }

  @Test
  void balancedAccuracyCountsClassesThatHaveImages() {
    assertEquals(0.6, metrics().balancedAccuracy(), 1e-15);
  }
}

package mnisteval.evaluation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import mnisteval.evaluation.Metrics.Confusion;
import org.junit.jupiter.api.Test;

final class ConfusionCountsTest {
  /** Adds an image for each pair of a true and a predicted class. */
  private static ConfusionCounts counts(int classes, int... pairs) {
    ConfusionCounts counts = new ConfusionCounts(classes);
    for (int i = 0; i < pairs.length; i += 2) {
      counts.add(pairs[i], pairs[i + 1]);
    }
    return counts;
  }

  @Test
  void rowsAreTrueAndColumnsPredicted() {
    ConfusionCounts counts = counts(3, 0, 1, 0, 1, 2, 0, 1, 1);
    long[][] expected = {{0, 2, 0}, {0, 1, 0}, {1, 0, 0}};
    assertArrayEquals(expected, counts.matrix());
    assertEquals(2, counts.actual(0));
    assertEquals(1, counts.predicted(0));
    assertEquals(3, counts.predicted(1));
    assertEquals(1, counts.correct(1));
    assertEquals(1, counts.correct());
    assertEquals(4, counts.total());
  }

  @Test
  void mergeAddsEveryCell() {
    ConfusionCounts counts = counts(2, 0, 1, 1, 1);
    counts.merge(counts(2, 0, 1, 1, 0));
    assertArrayEquals(new long[][] {{0, 2}, {1, 1}}, counts.matrix());
  }

  @Test
  void theMatrixIsACopy() {
    ConfusionCounts counts = counts(1, 0, 0);
    counts.matrix()[0][0] = 7;
    assertEquals(1, counts.total());
  }

  @Test
  void ordersPairsByCountThenTrueThenPredicted() {
    ConfusionCounts counts = counts(3, 2, 1, 0, 2, 0, 1, 1, 0, 1, 0, 2, 2);
    List<Confusion> expected =
        List.of(
            new Confusion(1, 0, 2),
            new Confusion(0, 1, 1),
            new Confusion(0, 2, 1),
            new Confusion(2, 1, 1));
    assertEquals(expected, counts.mostConfused(10));
    assertEquals(expected.subList(0, 2), counts.mostConfused(2));
  }

  @Test
  void aShareOfNothingIsZero() {
    assertEquals(0, ConfusionCounts.share(0, 0));
    assertEquals(0.75, ConfusionCounts.share(3, 4));
  }
}

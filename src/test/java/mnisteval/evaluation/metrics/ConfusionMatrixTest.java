package mnisteval.evaluation.metrics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import mnisteval.evaluation.metrics.Metrics.Confusion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ConfusionMatrixTest {
  /** Adds an image for each pair of a true and a predicted class. */
  private static ConfusionMatrix counts(int classes, int... pairs) {
    ConfusionMatrix counts = new ConfusionMatrix(classes);
    for (int i = 0; i < pairs.length; i += 2) {
      counts.add(pairs[i], pairs[i + 1]);
    }
    return counts;
  }

  /** By hand: eight bytes a cell, and of the tally 20 numbers more. */
  @Test
  void knowsItsBytes() {
    assertEquals(800, new ConfusionMatrix(10).bytes());
    // Log loss, Brier score and 15 bins have a sum each, and the bins two counts.
    int sums = 17 * ExactSum.BYTES + 15 * 16;
    assertEquals(160 + 800 + sums, new MetricsTally(10).bytes(3, 784));
  }

  @Test
  void rowsAreTrueAndColumnsPredicted() {
    ConfusionMatrix counts = counts(3, 0, 1, 0, 1, 2, 0, 1, 1);
    long[][] expected = {{0, 2, 0}, {0, 1, 0}, {1, 0, 0}};
    assertArrayEquals(expected, counts.matrix());
    assertArrayEquals(new long[] {2, 1, 1}, counts.actual());
    assertArrayEquals(new long[] {1, 3, 0}, counts.predicted());
    assertEquals(1, counts.correct());
    assertEquals(4, counts.total());
  }

  @Test
  void mergeAddsEveryCell() {
    ConfusionMatrix counts = counts(2, 0, 1, 1, 1);
    counts.merge(counts(2, 0, 1, 1, 0));
    assertArrayEquals(new long[][] {{0, 2}, {1, 1}}, counts.matrix());
  }

  @Test
  void theMatrixIsACopy() {
    ConfusionMatrix counts = counts(1, 0, 0);
    counts.matrix()[0][0] = 7;
    assertEquals(1, counts.total());
  }

  @Test
  void ordersPairsByCountThenTrueThenPredicted() {
    ConfusionMatrix counts = counts(3, 2, 1, 0, 2, 0, 1, 1, 0, 1, 0, 2, 2);
    List<Confusion> expected =
        List.of(
            new Confusion(1, 0, 2),
            new Confusion(0, 1, 1),
            new Confusion(0, 2, 1),
            new Confusion(2, 1, 1));
    assertEquals(expected, counts.mostConfused(10));
    assertEquals(expected.subList(0, 2), counts.mostConfused(2));
  }

  @ParameterizedTest
  @ValueSource(ints = {64, 65, 300})
  void countsManyClassesAsFew(int classes) {
    long[][] expected = new long[classes][classes];
    ConfusionMatrix counts = new ConfusionMatrix(classes);
    ConfusionMatrix next = new ConfusionMatrix(classes);
    Random random = new Random(classes);
    for (int i = 0; i < 20 * classes; i++) {
      int actual = (int) (classes * Math.pow(random.nextDouble(), 4));
      int predicted = random.nextInt(classes - 1);
      expected[actual][predicted]++;
      (i % 3 == 0 ? next : counts).add(actual, predicted);
    }
    counts.merge(next);
    assertArrayEquals(expected, counts.matrix());
    long correct = 0;
    for (int k = 0; k < classes; k++) {
      int column = k;
      assertEquals(Arrays.stream(expected[k]).sum(), counts.actual()[k]);
      assertEquals(Arrays.stream(expected).mapToLong(r -> r[column]).sum(), counts.predicted()[k]);
      correct += expected[k][k];
    }
    assertEquals(correct, counts.correct());
    assertEquals(20L * classes, counts.total());
  }

  @Test
  void aShareOfNothingIsZero() {
    assertEquals(0, ConfusionMatrix.share(0, 0));
    assertEquals(0.75, ConfusionMatrix.share(3, 4));
  }

  /** Counts images as in this matrix. */
  private static ConfusionMatrix of(int[]... matrix) {
    ConfusionMatrix counts = new ConfusionMatrix(matrix.length);
    for (int i = 0; i < matrix.length; i++) {
      for (int j = 0; j < matrix.length; j++) {
        for (int n = 0; n < matrix[i][j]; n++) {
          counts.add(i, j);
        }
      }
    }
    return counts;
  }

  /** By hand: 35 of 50 agree, (25 * 30 + 25 * 20) / 50 = 25 would by chance: 10 / 25. */
  @Test
  void kappaIsTheShareOfWhatChanceLeaves() {
    assertEquals(0.4, of(new int[] {20, 5}, new int[] {10, 15}).kappa(), 1e-15);
  }

  @Test
  void kappaIsZeroWithoutMoreThanChance() {
    assertEquals(0, of(new int[] {4, 2}, new int[] {2, 1}).kappa(), 1e-15);
  }

  /** By hand: (6 * 3 - 1 * 2) / sqrt(7 * 8 * 4 * 5). */
  @Test
  void matthewsOfTwoClassesIsThePhiCoefficient() {
    double matthews = of(new int[] {6, 2}, new int[] {1, 3}).matthews();
    assertEquals(16 / Math.sqrt(1120), matthews, 1e-15);
  }

  /** By hand: t = (3, 3, 1), p = (3, 2, 2), 4 of 7: (28 - 17) / sqrt((49 - 19) (49 - 17)). */
  @Test
  void matthewsOfThreeClasses() {
    double matthews = of(new int[] {2, 1, 0}, new int[] {1, 1, 1}, new int[] {0, 0, 1}).matthews();
    assertEquals(11 / Math.sqrt(960), matthews, 1e-15);
  }

  @Test
  void oneClassThroughoutHasNoValue() {
    ConfusionMatrix counts = of(new int[] {5, 0}, new int[] {0, 0});
    assertEquals(0, counts.kappa());
    assertEquals(0, counts.matthews());
  }

  @Test
  void oneClassForAllImagesIsNoBetterThanChance() {
    ConfusionMatrix counts = of(new int[] {5, 0}, new int[] {3, 0});
    assertEquals(0, counts.kappa());
    assertEquals(0, counts.matthews());
  }

  @Test
  void wrongThroughoutIsMinusOne() {
    ConfusionMatrix counts = of(new int[] {0, 3}, new int[] {3, 0});
    assertEquals(-1, counts.kappa());
    assertEquals(-1, counts.matthews());
  }

  /** Merged with itself 31 times, each class has 2^31 images. */
  @Test
  void squaresOfBillionsDoNotOverflow() {
    ConfusionMatrix counts = of(new int[] {1, 0}, new int[] {0, 1});
    for (int i = 0; i < 31; i++) {
      counts.merge(counts);
    }
    assertEquals(1L << 32, counts.total());
    assertEquals(1, counts.kappa());
    assertEquals(1, counts.matthews());
  }
}

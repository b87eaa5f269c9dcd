package mnisteval.evaluation.metrics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
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

  /** By hand: 128 bytes a pair, until ten rows of 80 bytes and 128 more are less. */
  @Test
  void tellsWhatItTakesAtMost() {
    assertEquals(3 * 128, new ConfusionMatrix(10).bytes(3));
    assertEquals(10 * (80 + 128), new ConfusionMatrix(10).bytes(100));
    assertEquals(8_128_000_000L, new ConfusionMatrix(1_000_000).bytes(63_500_000L));
    assertEquals(160 + 3 * 128, new MetricsTally(10).bytes(3, 784));
  }

  @Test
  void rowsAreTrueAndColumnsPredicted() {
    ConfusionMatrix counts = counts(3, 0, 1, 0, 1, 2, 0, 1, 1);
    long[][] expected = {{0, 2, 0}, {0, 1, 0}, {1, 0, 0}};
    assertArrayEquals(expected, counts.matrix());
    assertArrayEquals(new long[] {2, 1, 1}, counts.actual());
    assertArrayEquals(new long[] {1, 3, 0}, counts.predicted());
    assertEquals(1, counts.correct(1));
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

  /** So many classes that rows list what they have, until they have much. */
  @ParameterizedTest
  @ValueSource(ints = {64, 65, 300})
  void countsManyClassesAsFew(int classes) {
    long[][] expected = new long[classes][classes];
    ConfusionMatrix counts = new ConfusionMatrix(classes);
    ConfusionMatrix next = new ConfusionMatrix(classes);
    Random random = new Random(classes);
    for (int i = 0; i < 20 * classes; i++) {
      // Few images have a high class, so rows are listed, whole and missing.
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
      assertEquals(expected[k][k], counts.correct(k));
      correct += expected[k][k];
    }
    assertEquals(correct, counts.correct());
    assertEquals(20L * classes, counts.total());
  }

  /** Each block of images has a matrix of its own: whole, 400 of them were 3.2 GB. */
  @Test
  void takesMemoryForThePairsThereAre() {
    List<ConfusionMatrix> blocks = new ArrayList<>();
    for (int i = 0; i < 400; i++) {
      blocks.add(counts(1000, i, i, 0, 999, 999, 0));
    }
    assertEquals(1200, blocks.stream().mapToLong(ConfusionMatrix::total).sum());
  }

  @Test
  void aShareOfNothingIsZero() {
    assertEquals(0, ConfusionMatrix.share(0, 0));
    assertEquals(0.75, ConfusionMatrix.share(3, 4));
  }
}

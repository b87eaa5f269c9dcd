package mnisteval.evaluation.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

final class AgreementTest {
  private static Agreement of(int[]... matrix) {
    ConfusionMatrix counts = new ConfusionMatrix(matrix.length);
    for (int i = 0; i < matrix.length; i++) {
      for (int j = 0; j < matrix.length; j++) {
        for (int n = 0; n < matrix[i][j]; n++) {
          counts.add(i, j);
        }
      }
    }
    return Agreement.of(counts);
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
    Agreement agreement = of(new int[] {5, 0}, new int[] {0, 0});
    assertEquals(0, agreement.kappa());
    assertEquals(0, agreement.matthews());
  }

  @Test
  void oneClassForAllImagesIsNoBetterThanChance() {
    Agreement agreement = of(new int[] {5, 0}, new int[] {3, 0});
    assertEquals(0, agreement.kappa());
    assertEquals(0, agreement.matthews());
  }

  @Test
  void wrongThroughoutIsMinusOne() {
    Agreement agreement = of(new int[] {0, 3}, new int[] {3, 0});
    assertEquals(-1, agreement.kappa());
    assertEquals(-1, agreement.matthews());
  }

  @Test
  void squaresOfBillionsDoNotOverflow() {
    double half = 2e9;
    Agreement agreement =
        new Agreement(2 * half, 2 * half, 2 * half * half, 2 * half * half, 2 * half * half);
    assertEquals(1, agreement.kappa());
    assertEquals(1, agreement.matthews());
  }
}

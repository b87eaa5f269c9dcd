package mnisteval.network;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against {@code 1 / (1 + StrictMath.exp(-x))}, whose own error is below 3e-16. */
final class SigmoidTest {
  private static final double TOLERANCE = 4e-16;

  @Test
  void isAccurateOverItsWholeRange() {
    for (double x = -760; x <= 760; x += 0.003) {
      assertSigmoid(x);
    }
  }

  @Test
  void isAccurateWhereTheTableTurns() {
    double step = Math.log(2) / 64;
    for (int k = -65000; k <= 65000; k += 7) {
      double turn = (k + 0.5) * step;
      assertSigmoid(Math.nextDown(turn));
      assertSigmoid(turn);
      assertSigmoid(Math.nextUp(turn));
    }
  }

  @Test
  void isAccurateForTinyNumbers() {
    Random random = new Random(5);
    for (int i = 0; i < 100_000; i++) {
      assertSigmoid(Math.scalb(random.nextGaussian(), -random.nextInt(1070)));
    }
  }

  /** The limits are exact: 1 from 37 on, and nothing but a tiny number below -700. */
  @ParameterizedTest
  @CsvSource({
    "0, 0.5",
    "-0.0, 0.5",
    "40, 1",
    "700, 1",
    "701, 1",
    "1e308, 1",
    "-701, 0",
    "-1e308, 0"
  })
  void isAccurateAtItsEnds(double x, double expected) {
    assertEquals(expected, sigmoid(x), 1e-300);
  }

  @Test
  void leavesNumbersPastTheCount() {
    double[] x = {1, 2, 3};
    new Sigmoid(3).apply(x, 2);
    assertEquals(3, x[2]);
  }

  private static void assertSigmoid(double x) {
    assertEquals(1 / (1 + StrictMath.exp(-x)), sigmoid(x), TOLERANCE, () -> "of " + x);
  }

  private static final Sigmoid SIGMOID = new Sigmoid(1);

  private static double sigmoid(double x) {
    double[] row = {x};
    SIGMOID.apply(row, 1);
    return row[0];
  }
}

package mnisteval.network;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Against {@code 1 / (1 + StrictMath.exp(-x))}. Both rise by a quarter of a step at most from one
 * number to the next that is tried, so that half of the error that is promised leaves none between
 * them unbounded.
 */
final class Float32SigmoidTest {
  private static final double TOLERANCE = Sigmoid.FLOAT_ERROR / 2;

  @Test
  void isAccurateOverItsWholeRange() {
    for (float x = -25; x <= 25; x += 4e-6f) {
      assertSigmoid(x);
    }
  }

  @Test
  void isAccurateForNumbersOfEveryMagnitude() {
    Random random = new Random(5);
    for (int i = 0; i < 1_000_000; i++) {
      float x = Float.intBitsToFloat(random.nextInt());
      if (Float.isFinite(x)) {
        assertSigmoid(x);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"0, 0.5", "-0.0, 0.5", "20, 1", "3e38, 1", "-20, 0", "-3e38, 0", "1e-45, 0.5"})
  void isAccurateAtItsEnds(float x, double expected) {
    assertEquals(expected, sigmoid(x), TOLERANCE);
  }

  @Test
  void leavesNumbersPastTheCount() {
    float[] x = {1, 2, 3};
    Sigmoid.apply(x, 2);
    assertEquals(3, x[2]);
  }

  private static void assertSigmoid(float x) {
    double error = sigmoid(x) - 1 / (1 + StrictMath.exp(-x));
    if (!(Math.abs(error) <= TOLERANCE)) {
      assertEquals(0, error, TOLERANCE, () -> "sigmoid of " + x);
    }
  }

  private static float sigmoid(float x) {
    float[] one = {x};
    Sigmoid.apply(one, 1);
    return one[0];
  }
}

package mnisteval.network;

import static mnisteval.network.Activation.RELU;
import static mnisteval.network.Activation.SIGMOID;
import static mnisteval.network.Activation.TANH;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Locale;
import org.junit.jupiter.api.Test;

final class ActivationTest {
  private static final double TOLERANCE = 1e-15;

  /** {@code x = np.array([-2.5, -0.5, 0, 0.1, 3]); 1 / (1 + np.exp(-x))}, numpy 2.4.6. */
  @Test
  void sigmoidIsThatOfNumpy() {
    double[] expected = {
      0.07585818002124355, 0.3775406687981454, 0.5, 0.52497918747894, 0.9525741268224334
    };
    assertArrayEquals(expected, applied(SIGMOID, -2.5, -0.5, 0, 0.1, 3), TOLERANCE);
  }

  /** {@code np.tanh(np.array([-2.5, -0.5, 0, 0.1, 3]))}, numpy 2.4.6. */
  @Test
  void tanhIsThatOfNumpy() {
    double[] expected = {
      -0.9866142981514303, -0.46211715726000974, 0, 0.09966799462495582, 0.9950547536867305
    };
    assertArrayEquals(expected, applied(TANH, -2.5, -0.5, 0, 0.1, 3), TOLERANCE);
  }

  @Test
  void reluCutsOffWhatIsNegative() {
    double[] expected = {0, 0, 0, 0.1, 3};
    assertArrayEquals(expected, applied(RELU, -2.5, -0.5, 0, 0.1, 3));
  }

  @Test
  void sigmoidOfExtremesIsZeroAndOne() {
    assertArrayEquals(new double[] {0, 1, 0, 1}, applied(SIGMOID, -1000, 1000, -1e308, 1e308));
  }

  @Test
  void tanhOfExtremesIsMinusOneAndOne() {
    assertArrayEquals(new double[] {-1, 1, -1, 1}, applied(TANH, -1000, 1000, -1e308, 1e308));
  }

  @Test
  void reluOfExtremesIsZeroAndTheNumber() {
    assertArrayEquals(new double[] {0, 1000, 0, 1e308}, applied(RELU, -1000, 1000, -1e308, 1e308));
  }

  @Test
  void sigmoidAndTanhAreBoundedByOneAndReluByItsSums() {
    assertEquals(1, SIGMOID.bound(1e300));
    assertEquals(1, TANH.bound(1e300));
    assertEquals(1e300, RELU.bound(1e300));
  }

  @Test
  void namesAreThoseOfTheCommandLineInAnyLocale() {
    Locale locale = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("tr"));
      assertEquals("sigmoid", SIGMOID.toString());
      assertEquals("relu", RELU.toString());
      assertEquals("tanh", TANH.toString());
    } finally {
      Locale.setDefault(locale);
    }
  }

  private static double[] applied(Activation activation, double... x) {
    activation.apply(x);
    return x;
  }
}

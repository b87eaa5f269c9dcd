package mnisteval.network;

import static mnisteval.network.Activation.ELU;
import static mnisteval.network.Activation.GELU;
import static mnisteval.network.Activation.IDENTITY;
import static mnisteval.network.Activation.LEAKY_RELU;
import static mnisteval.network.Activation.RELU;
import static mnisteval.network.Activation.SIGMOID;
import static mnisteval.network.Activation.SOFTPLUS;
import static mnisteval.network.Activation.TANH;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ActivationTest {
  private static final double TOLERANCE = 1e-15;

  private static final double[] NUMBERS = {-40, -2.5, -0.5, 0, 0.1, 3, 40};

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

  /** {@code np.where(x > 0, x, slope * x)}, numpy 2.4.6. */
  @Test
  void leakyReluIsThatOfNumpy() {
    double[] expected = {-0.4, -0.025, -0.005, 0, 0.1, 3, 40};
    assertArrayEquals(expected, of(LEAKY_RELU, NUMBERS), TOLERANCE);
    double[] steeper = {-8, -0.5, -0.1, 0, 0.1, 3, 40};
    assertArrayEquals(steeper, of(Activation.leakyRelu(0.2), NUMBERS), TOLERANCE);
  }

  /** {@code x / 2 * (1 + math.erf(x / math.sqrt(2)))}, Python 3.11. */
  @Test
  void geluIsThatOfPython() {
    double[] expected = {
      0, -0.015524163314440398, -0.15426876936299344, 0, 0.053982783727702904, 2.99595030590511, 40
    };
    assertArrayEquals(expected, of(GELU, NUMBERS), TOLERANCE);
  }

  /** {@code np.where(x > 0, x, np.expm1(np.minimum(x, 0)))}, numpy 2.4.6. */
  @Test
  void eluIsThatOfNumpy() {
    double[] expected = {-1, -0.9179150013761012, -0.3934693402873666, 0, 0.1, 3, 40};
    assertArrayEquals(expected, of(ELU, NUMBERS), TOLERANCE);
  }

  /** {@code math.log1p(math.exp(-abs(x))) + max(x, 0)}, Python 3.11. */
  @Test
  void softplusIsThatOfPython() {
    double[] expected = {
      4.248354255291589e-18,
      0.07888973429254963,
      0.4740769841801067,
      0.6931471805599453,
      0.7443966600735709,
      3.048587351573742,
      40
    };
    assertArrayEquals(expected, of(SOFTPLUS, NUMBERS), TOLERANCE);
    assertEquals(expected[0], applied(SOFTPLUS, -40)[0], 1e-32);
  }

  @Test
  void identityLeavesNumbersAsTheyAre() {
    assertArrayEquals(NUMBERS, of(IDENTITY, NUMBERS));
  }

  @Test
  void extremesOfTheOthersAreFinite() {
    double[] extremes = {-1e308, -1000, 1000, 1e308};
    assertArrayEquals(new double[] {-1e306, -10, 1000, 1e308}, of(LEAKY_RELU, extremes), 1e291);
    assertArrayEquals(new double[] {0, 0, 1000, 1e308}, of(GELU, extremes), 0);
    assertArrayEquals(new double[] {-1, -1, 1000, 1e308}, of(ELU, extremes));
    assertArrayEquals(new double[] {0, 0, 1000, 1e308}, of(SOFTPLUS, extremes));
  }

  @ParameterizedTest
  @FieldSource("mnisteval.network.Activation#ALL")
  void leavesNumbersPastTheCount(Activation activation) {
    double[] x = {-0.5, -1, -2};
    activation.apply(x, 2);
    assertEquals(-2, x[2]);
    assertEquals(activation == IDENTITY, x[1] == -1);
  }

  /** Near 0, softplus is further from it than its sum is. */
  @ParameterizedTest
  @FieldSource("mnisteval.network.Activation#ALL")
  void noResultIsBeyondTheBound(Activation activation) {
    for (double largest : new double[] {0, 0.125, 3, 1e300}) {
      for (double x : applied(activation, -largest, -largest / 2, 0, largest / 2, largest)) {
        assertTrue(Math.abs(x) <= activation.bound(largest), activation + " " + x);
      }
    }
  }

  @ParameterizedTest
  @FieldSource("mnisteval.network.Activation#ALL")
  void isFoundByItsNameInAnyCase(Activation activation) {
    assertSame(activation, Activation.of(activation.toString()));
    assertSame(activation, Activation.of(activation.toString().toUpperCase(Locale.ROOT)));
  }

  @ParameterizedTest
  @CsvSource({
    "leaky_relu:0.2, leaky_relu:0.2",
    "Leaky_ReLU:0.20, leaky_relu:0.2",
    "leaky_relu:0.01, leaky_relu",
    "leaky_relu:0, leaky_relu:0.0",
    "leaky_relu:1, leaky_relu:1.0",
  })
  void leakyReluIsNamedWithItsSlope(String name, String shown) {
    assertEquals(shown, Activation.of(name).toString());
    assertEquals(Activation.of(name), Activation.of(shown));
    assertEquals(Activation.of(name).hashCode(), Activation.of(shown).hashCode());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "swish",
        "relu:0.2",
        "leaky_relu:",
        "leaky_relu:x",
        "leaky_relu:-0.1",
        "leaky_relu:1.5",
        "leaky_relu:NaN",
        "leaky_relu:Infinity",
      })
  void isNullForOtherNames(String name) {
    assertNull(Activation.of(name));
  }

  @Test
  void differsByNameAndSlope() {
    assertNotEquals(RELU, SIGMOID);
    assertNotEquals(LEAKY_RELU, Activation.leakyRelu(0.2));
    assertNotEquals(Activation.leakyRelu(0.3), Activation.leakyRelu(0.2));
    assertEquals(Activation.leakyRelu(0.2), Activation.leakyRelu(0.2));
    assertEquals(8, Set.copyOf(Activation.ALL).size());
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, 1.1, Double.NaN, Double.POSITIVE_INFINITY})
  void refusesSlopesThatAreNotFromZeroToOne(double slope) {
    IllegalArgumentException error =
        assertThrows(IllegalArgumentException.class, () -> Activation.leakyRelu(slope));
    assertEquals("a slope from 0 to 1, not " + slope, error.getMessage());
  }

  @Test
  void listsTheMostCommonFirst() {
    assertEquals(
        "sigmoid, relu, tanh, leaky_relu, gelu, elu, softplus, identity", Activation.names());
  }

  @Test
  void textIsOneNameIfAllAreTheSame() {
    assertEquals("relu", Activation.text(List.of(RELU, RELU)));
    assertEquals("relu,tanh,relu", Activation.text(List.of(RELU, TANH, RELU)));
    assertEquals("", Activation.text(List.of()));
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

  private static double[] of(Activation activation, double[] x) {
    return applied(activation, x.clone());
  }

  private static double[] applied(Activation activation, double... x) {
    activation.apply(x);
    return x;
  }
}

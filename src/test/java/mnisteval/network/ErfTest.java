package mnisteval.network;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ErfTest {
  private static final double TOLERANCE = 1e-15;

  /** {@code math.erf(x)}, Python 3.11: on the table's places, far from them, and at the ends. */
  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "1e-9, 1.1283791670955127e-09",
    "0.015625, 0.017629489782642005",
    "0.1, 0.1124629160182849",
    "0.484375, 0.5066621963729179",
    "0.5, 0.5204998778130465",
    "0.984375, 0.8361128700503965",
    "0.999, 0.8422852702064969",
    "1, 0.8427007929497149",
    "1.001, 0.8431154854780762",
    "1.3, 0.9340079449406524",
    "2, 0.9953222650189527",
    "2.015625, 0.9956352772787994",
    "3.1, 0.9999883513426328",
    "4.7, 0.9999999999700474",
    "5.5, 0.9999999999999927",
    "5.999, 1",
    "6, 1",
    "1e308, 1",
  })
  void isThatOfPythonOnBothSides(double x, double expected) {
    assertEquals(expected, Erf.of(x), TOLERANCE);
    assertEquals(-expected, Erf.of(-x), TOLERANCE);
  }

  /** The slope there is 2 / sqrt(pi), and the next term of the series is too small to count. */
  @Test
  void keepsTheDigitsOfTinyNumbers() {
    assertEquals(1.1283791670955126e-300, Erf.of(1e-300), 1e-315);
  }

  /** Half-way between two places, the series from either must lead to the same. */
  @Test
  void isContinuousWhereTheTableTurns() {
    for (int k = 0; k < 6 * 32; k++) {
      double turn = (k + 0.5) / 32;
      assertEquals(Erf.of(Math.nextDown(turn)), Erf.of(turn), TOLERANCE);
    }
  }
}

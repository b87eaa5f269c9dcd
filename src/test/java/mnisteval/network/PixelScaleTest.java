package mnisteval.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PixelScaleTest {
  /** {@code np.array([0, 1, 51, 200, 255]) / 255.0}, numpy 2.4.6. */
  @Test
  void unitDividesBy255() {
    double[] table = table(PixelScale.UNIT);
    assertEquals(256, table.length);
    assertEquals(0, table[0]);
    assertEquals(0.00392156862745098, table[1]);
    assertEquals(0.2, table[51]);
    assertEquals(0.7843137254901961, table[200]);
    assertEquals(1, table[255]);
  }

  @Test
  void rawLeavesTheByteAsItIs() {
    double[] table = table(PixelScale.RAW);
    assertEquals(256, table.length);
    for (int pixel = 0; pixel < 256; pixel++) {
      assertEquals(pixel, table[pixel]);
    }
  }

  /** {@code (np.array([0, 1, 51, 255]) / 255.0 - 0.1307) / 0.3081}, numpy 2.4.6. */
  @Test
  void normalizesAsTorchvisionDoes() {
    double[] table = table(PixelScale.normalized("0.1307,0.3081", 0.1307, 0.3081));
    assertEquals(-0.424212917883804, table[0], 1e-15);
    assertEquals(-0.41148468475348593, table[1], 1e-15);
    assertEquals(0.2249269717624148, table[51], 1e-15);
    assertEquals(2.82148653034729, table[255], 1e-14);
  }

  /** {@code x / 255.0 * (high - low) + low} for x = 0, 1, 51, 200 and 255, numpy 2.4.6. */
  @ParameterizedTest
  @CsvSource({
    "0.01, 1, 0.01, 0.01388235294117647, 0.20800000000000002, 0.7864705882352941, 1",
    "1, 0, 1, 0.996078431372549, 0.8, 0.21568627450980393, 0",
    "-1, 1, -1, -0.9921568627450981, -0.6, 0.5686274509803921, 1",
  })
  void rangeGoesFromLowToHigh(
      double low, double high, double x0, double x1, double x51, double x200, double x255) {
    double[] table = table(new PixelScale(low + ".." + high, low, high));
    assertEquals(x0, table[0]);
    assertEquals(x1, table[1], 1e-15);
    assertEquals(x51, table[51], 1e-15);
    assertEquals(x200, table[200], 1e-15);
    assertEquals(x255, table[255], 1e-15);
  }

  @Test
  void rangeOfOneAroundZeroIsNormalizedByHalves() {
    double[] halves = table(PixelScale.normalized("0.5,0.5", 0.5, 0.5));
    assertArrayEquals(halves, table(new PixelScale("-1..1", -1, 1)));
  }

  private static double[] table(PixelScale scale) {
    double[] table = scale.differences();
    for (int pixel = 0; pixel < table.length; pixel++) {
      table[pixel] += scale.low();
    }
    return table;
  }

  @Test
  void namesAreThoseOfTheCommandLine() {
    assertEquals("unit", PixelScale.UNIT.toString());
    assertEquals("raw", PixelScale.RAW.toString());
    assertEquals("0.5,0.25", PixelScale.normalized("0.5,0.25", 0.5, 0.25).toString());
  }
}

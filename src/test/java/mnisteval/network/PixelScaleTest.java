package mnisteval.network;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

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

  private static double[] table(PixelScale scale) {
    double[] table = scale.differences();
    for (int pixel = 0; pixel < table.length; pixel++) {
      table[pixel] += scale.black();
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

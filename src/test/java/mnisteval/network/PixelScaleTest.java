package mnisteval.network;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Locale;
import org.junit.jupiter.api.Test;

final class PixelScaleTest {
  /** {@code np.array([0, 1, 51, 200, 255]) / 255.0}, numpy 2.4.6. */
  @Test
  void unitDividesBy255() {
    double[] table = PixelScale.UNIT.table();
    assertEquals(256, table.length);
    assertEquals(0, table[0]);
    assertEquals(0.00392156862745098, table[1]);
    assertEquals(0.2, table[51]);
    assertEquals(0.7843137254901961, table[200]);
    assertEquals(1, table[255]);
  }

  @Test
  void rawLeavesTheByteAsItIs() {
    double[] table = PixelScale.RAW.table();
    assertEquals(256, table.length);
    for (int pixel = 0; pixel < 256; pixel++) {
      assertEquals(pixel, table[pixel]);
    }
  }

  @Test
  void namesAreThoseOfTheCommandLineInAnyLocale() {
    Locale locale = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("tr"));
      assertEquals("unit", PixelScale.UNIT.toString());
      assertEquals("raw", PixelScale.RAW.toString());
    } finally {
      Locale.setDefault(locale);
    }
  }
}

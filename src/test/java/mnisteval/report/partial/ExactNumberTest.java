package mnisteval.report.partial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.math.BigInteger;
import mnisteval.evaluation.metrics.MetricsCounts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ExactNumberTest {
  /** The numbers are significand * 2^exponent, as IEEE 754 has them. */
  @ParameterizedTest
  @CsvSource({
    "0, 0, 0x0p0",
    "1, -1074, 0x1p-1074",
    "1, 0, 0x1p0",
    "6, -1, 0x3p0",
    "4503599627370497, -52, 0x10000000000001p-52",
    "1, 63, 0x1p63",
    "37, 40, 0x25p40",
  })
  void writesAndReadsMultiplesOfTheSmallestDouble(long significand, int exponent, String text) {
    BigInteger units =
        BigInteger.valueOf(significand).shiftLeft(exponent + MetricsCounts.FRACTION_BITS);
    assertEquals(text, ExactNumber.text(units));
    assertEquals(units, ExactNumber.units(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "1",
        "0x1",
        "0x1p",
        "0xp1",
        "-0x1p1",
        "0x1p-1075",
        "0x1p65",
        "0x1p99999",
        "1p1"
      })
  void readsNoOtherTexts(String text) {
    assertNull(ExactNumber.units(text));
  }

  @Test
  void readsNoMoreDigitsThanASumHas() {
    assertNull(ExactNumber.units("0x" + "f".repeat(302) + "p0"));
  }
}

package mnisteval.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Expected values are what Python 3 prints. */
final class RoundedTest {
  @Test
  void putsThousandsApart() {
    assertEquals("0", Rounded.count(0));
    assertEquals("999", Rounded.count(999));
    assertEquals("1,000", Rounded.count(1000));
    assertEquals("1,234,567", Rounded.count(1234567));
  }

  @Test
  void roundsToTheNearest() {
    assertEquals("93.52\u00a0%", Rounded.percent(0.9352, 2));
    assertEquals("93.6\u00a0%", Rounded.percent(0.9356, 1));
    assertEquals("2.18", Rounded.hundredths(0.02184, 2));
    assertEquals("0.2182", Rounded.boundedDecimal(0.21816));
    assertEquals("-0.1000", Rounded.boundedDecimal(-0.1));
    assertEquals("12.3457", Rounded.boundedDecimal(12.34567));
  }

  /** By Python's {@code format(decimal.Decimal(x), ".4f")}, at halves and right beside them. */
  @ParameterizedTest
  @CsvSource({
    "0.03125, 0.0312",
    "0.09375, 0.0938",
    "-0.03125, -0.0312",
    "0.00015, 0.0001",
    "0.00025, 0.0003",
    "0.12345, 0.1235",
    "0.12335, 0.1234",
    "0.1234499999999, 0.1234",
    "0.1234500000001, 0.1235",
    "35.00005, 35.0001",
  })
  void roundsHalvesAsTheyAre(double value, String expected) {
    assertEquals(expected, Rounded.boundedDecimal(value));
  }

  @Test
  void isPerfectOnlyIfTheNumberIs() {
    assertEquals("100.00\u00a0%", Rounded.percent(1, 2));
    assertEquals(">\u00a099.99\u00a0%", Rounded.percent(0.999999, 2));
    assertEquals("99.99\u00a0%", Rounded.percent(0.99994, 2));
    assertEquals("1.0000", Rounded.boundedDecimal(1));
    assertEquals(">\u00a00.9999", Rounded.boundedDecimal(0.99999));
    assertEquals("1.0000", Rounded.boundedDecimal(1.00001));
  }

  @Test
  void isNothingOnlyIfTheNumberIs() {
    assertEquals("0.00\u00a0%", Rounded.percent(0, 2));
    assertEquals("<\u00a00.01\u00a0%", Rounded.percent(0.00001, 2));
    assertEquals("0.0000", Rounded.boundedDecimal(0));
    assertEquals("<\u00a00.0001", Rounded.boundedDecimal(1e-9));
  }

  /** By {@code format(x, ".4f")}, but that Python keeps the sign of a zero. */
  @ParameterizedTest
  @CsvSource({
    "0, 0.0000",
    "1, 1.0000",
    "0.03125, 0.0312",
    "0.00005, 0.0001",
    "0.00015, 0.0001",
    "0.99995, 1.0000",
    "0.99996, 1.0000",
    "-0.5, -0.5000",
    "-0.00001, 0.0000",
    "36.04365338911715, 36.0437",
    "1e20, 100000000000000000000.0000",
  })
  void hasFourDecimals(double value, String expected) {
    assertEquals(expected, Rounded.decimal(value));
  }

  /** By {@code format(p, "#.3g")}, whose exponents have two digits at least. */
  @ParameterizedTest
  @CsvSource({
    "1, 1.00",
    "0.0703125, 0.0703",
    "0.05, 0.0500",
    "0.9996, 1.00",
    "0.0001, 0.000100",
    "0.000099951, 0.000100",
    "0.00009994, 9.99e-5",
    "2.744048833847046e-05, 2.74e-5",
    "1.734723475976807e-18, 1.73e-18",
    "1e-300, 1.00e-300",
    "1e-310, below 1e-300",
    "0, below 1e-300",
  })
  void hasThreeDigits(double p, String expected) {
    assertEquals(expected, Rounded.probability(p));
  }
}

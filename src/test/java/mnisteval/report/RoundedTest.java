package mnisteval.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

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
    assertEquals("0.2182", Rounded.decimal(0.21816));
    assertEquals("-0.1000", Rounded.decimal(-0.1));
    assertEquals("12.3457", Rounded.decimal(12.34567));
  }

  @Test
  void isPerfectOnlyIfTheFigureIs() {
    assertEquals("100.00\u00a0%", Rounded.percent(1, 2));
    assertEquals(">\u00a099.99\u00a0%", Rounded.percent(0.999999, 2));
    assertEquals("99.99\u00a0%", Rounded.percent(0.99994, 2));
    assertEquals("1.0000", Rounded.decimal(1));
    assertEquals(">\u00a00.9999", Rounded.decimal(0.99999));
    assertEquals("1.0000", Rounded.decimal(1.00001));
  }

  @Test
  void isNothingOnlyIfTheFigureIs() {
    assertEquals("0.00\u00a0%", Rounded.percent(0, 2));
    assertEquals("<\u00a00.01\u00a0%", Rounded.percent(0.00001, 2));
    assertEquals("0.0000", Rounded.decimal(0));
    assertEquals("<\u00a00.0001", Rounded.decimal(1e-9));
  }
}

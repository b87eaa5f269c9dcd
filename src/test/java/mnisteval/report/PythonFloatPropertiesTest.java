package mnisteval.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;

/** What Python promises of {@code str(float)}: it reads back the same, and nothing shorter does. */
final class PythonFloatPropertiesTest {
  private static final long MOST = 1L << 53;

  @Property(tries = 2000)
  void readsBackTheSame(
      @ForAll @LongRange(max = MOST) long a, @ForAll @LongRange(min = 1, max = MOST) long b) {
    long part = Math.min(a, b);
    long whole = Math.max(a, b);
    assertEquals((double) part / whole, Double.parseDouble(PythonFloat.text(part, whole)));
  }

  @Property(tries = 2000)
  void hasNoShorterTextThatReadsBack(
      @ForAll @LongRange(min = 1, max = MOST) long a,
      @ForAll @LongRange(min = 1, max = MOST) long b) {
    long part = Math.min(a, b);
    long whole = Math.max(a, b);
    double value = (double) part / whole;
    int digits = new BigDecimal(PythonFloat.text(part, whole)).stripTrailingZeros().precision();
    for (RoundingMode mode : new RoundingMode[] {RoundingMode.DOWN, RoundingMode.UP}) {
      if (digits > 1) {
        BigDecimal shorter = new BigDecimal(value).round(new MathContext(digits - 1, mode));
        assertNotEquals(value, shorter.doubleValue());
      }
    }
  }
}

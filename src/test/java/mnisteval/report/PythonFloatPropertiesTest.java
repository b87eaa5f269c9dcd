package mnisteval.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/** What Python promises of {@code str(float)}: it reads back the same, and nothing shorter does. */
final class PythonFloatPropertiesTest {
  /** The largest number up to which every whole number is a double. */
  private static final long MOST = 1L << 53;

  private static final long[] EDGES = {0, 1, 2, 3, 9, 10, MOST / 2, MOST - 1, MOST};

  private static final int TRIES = 200;

  @Test
  void edgesReadBackTheSameAndNothingShorterDoes() {
    for (long part : EDGES) {
      for (long whole : EDGES) {
        if (part <= whole && whole > 0) {
          check(part, whole);
        }
      }
    }
  }

  @RepeatedTest(20)
  void fractionsReadBackTheSameAndNothingShorterDoes(RepetitionInfo repetition) {
    Random random = new Random(repetition.getCurrentRepetition());
    for (int i = 0; i < TRIES; i++) {
      long a = number(random);
      long b = number(random);
      check(Math.min(a, b), Math.max(a, b));
    }
  }

  /** A number from 1 to {@link #MOST}, of any count of digits as likely as of any other. */
  private static long number(Random random) {
    return 1 + (random.nextLong() >>> 11 + random.nextInt(53));
  }

  private static void check(long part, long whole) {
    double value = (double) part / whole;
    String text = PythonFloat.text(part, whole);
    assertEquals(value, Double.parseDouble(text));
    int digits = new BigDecimal(text).stripTrailingZeros().precision();
    for (RoundingMode mode : new RoundingMode[] {RoundingMode.DOWN, RoundingMode.UP}) {
      if (digits > 1) {
        BigDecimal shorter = new BigDecimal(value).round(new MathContext(digits - 1, mode));
        assertNotEquals(value, shorter.doubleValue(), text);
      }
    }
  }
}

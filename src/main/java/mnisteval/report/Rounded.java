package mnisteval.report;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * Numbers for reading. Rounding never makes a figure perfect: what is just below 100 % is written
 * {@code > 99.99 %}, and what is just above nothing {@code < 0.0001}.
 */
public final class Rounded {
  /** Keeps a number and its sign on one line. */
  private static final String SPACE = "\u00a0";

  private Rounded() {}

  /** A count, its thousands apart: {@code 10,000}. */
  public static String count(long count) {
    StringBuilder text = new StringBuilder(Long.toString(count));
    for (int i = text.length() - 3; i > 0; i -= 3) {
      text.insert(i, ',');
    }
    return text.toString();
  }

  /** A share from 0 to 1 as a percentage: {@code 93.52 %}. */
  public static String percent(double share, int digits) {
    return rounded(share, digits, 2) + SPACE + "%";
  }

  /** A share from 0 to 1 as a percentage without its sign: {@code 93.52}. */
  public static String hundredths(double share, int digits) {
    return rounded(share, digits, 2);
  }

  /** A number with four digits after the point: {@code 0.2181}. */
  public static String decimal(double value) {
    return rounded(value, 4, 0);
  }

  private static String rounded(double value, int digits, int shift) {
    BigDecimal exact = new BigDecimal(value).movePointRight(shift);
    BigDecimal rounded = exact.setScale(digits, RoundingMode.HALF_EVEN);
    BigDecimal step = BigDecimal.ONE.movePointLeft(digits);
    if (rounded.signum() == 0 && exact.signum() > 0) {
      return "<" + SPACE + step.toPlainString();
    }
    BigDecimal one = BigDecimal.ONE.movePointRight(shift);
    if (rounded.compareTo(one) == 0 && exact.compareTo(one) < 0) {
      return ">" + SPACE + rounded.subtract(step).toPlainString();
    }
    return rounded.toPlainString();
  }
}

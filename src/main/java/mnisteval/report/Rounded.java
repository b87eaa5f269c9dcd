package mnisteval.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;

/**
 * Numbers for people to read, rounded half to even as Python does, with the same digits in every
 * country.
 */
public final class Rounded {
  /** A no-break space, which keeps a number and its sign on one line. */
  private static final String SPACE = "\u00a0";

  private static final MathContext THREE_DIGITS = new MathContext(3, RoundingMode.HALF_EVEN);

  /** Below this, an exact test has lost its digits, or its whole value. */
  private static final double LEAST_P = 1e-300;

  private Rounded() {}

  /** A count with a comma between thousands: {@code 10,000}. */
  public static String count(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }

  /**
   * A finite number with four decimals, as Python's {@code f"{value:.4f}"} writes it: {@code
   * 0.2181}.
   */
  static String decimal(double value) {
    return new BigDecimal(value).setScale(4, RoundingMode.HALF_EVEN).toPlainString();
  }

  /**
   * A probability with three significant digits, with an exponent below 0.0001: {@code 2.74e-5}.
   *
   * @param p from 0 to 1
   */
  static String probability(double p) {
    if (p < LEAST_P) {
      return "below 1e-300";
    }
    BigDecimal rounded = new BigDecimal(p).round(THREE_DIGITS);
    int exponent = rounded.precision() - rounded.scale() - 1;
    rounded = rounded.setScale(2 - exponent, RoundingMode.UNNECESSARY);
    if (exponent >= -4) {
      return rounded.toPlainString();
    }
    String digits = rounded.unscaledValue().toString();
    return digits.charAt(0) + "." + digits.substring(1) + "e" + exponent;
  }

  /**
   * A share from 0 to 1 as a percentage: {@code 93.52 %}. Like the methods below, it never rounds
   * to perfect or to nothing: just below 100 % is {@code > 99.99 %}, just above 0 {@code < 0.01 %}.
   */
  public static String percent(double share, int digits) {
    return bounded(share, digits, 2) + SPACE + "%";
  }

  /** A share from 0 to 1 as a percentage without its sign: {@code 93.52}. */
  public static String hundredths(double share, int digits) {
    return bounded(share, digits, 2);
  }

  /** A number with four decimals: {@code 0.2181}. */
  public static String boundedDecimal(double value) {
    return bounded(value, 4, 0);
  }

  private static String bounded(double value, int digits, int shift) {
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

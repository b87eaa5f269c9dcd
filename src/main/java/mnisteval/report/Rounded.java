package mnisteval.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

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

  /** A count, from 0, with a comma between thousands: {@code 10,000}. */
  public static String count(long count) {
    StringBuilder digits = new StringBuilder().append(count);
    for (int i = digits.length() - 3; i > 0; i -= 3) {
      digits.insert(i, ',');
    }
    return digits.toString();
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
    long units = units(value, digits + shift);
    if (units == 0 && value > 0) {
      return "<" + SPACE + BigDecimal.valueOf(1, digits).toPlainString();
    }
    long one = units(1, digits + shift);
    boolean less = units == one && value < 1;
    String text = BigDecimal.valueOf(less ? one - 1 : units, digits).toPlainString();
    return less ? ">" + SPACE + text : text;
  }

  /** Returns {@code value * 10^places}, rounded as if it had been computed exactly. */
  private static long units(double value, int places) {
    double scaled = value * Math.pow(10, places);
    double rounded = Math.rint(scaled);
    // Below 10^9 the product is off by less than this: only what is next to a half may go astray.
    if (Math.abs(Math.abs(scaled - rounded) - 0.5) > 1e-6) {
      return (long) rounded;
    }
    BigDecimal exact = new BigDecimal(value).movePointRight(places);
    return exact.setScale(0, RoundingMode.HALF_EVEN).longValueExact();
  }
}

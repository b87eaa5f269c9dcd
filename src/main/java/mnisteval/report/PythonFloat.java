package mnisteval.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * Writes a fraction as Python's {@code str(float)} does: with the fewest digits that give the same
 * double, of several such texts the nearest (of two as near, the even one), and with an exponent if
 * it is below -4.
 */
public final class PythonFloat {
  /** Decimals of up to 15 digits are all different doubles, so each is its own shortest form. */
  private static final long FIFTEEN_DIGITS = 1_000_000_000_000_000L;

  private static final int MAX_DIGITS = 17;

  private PythonFloat() {}

  /**
   * The text of {@code part / whole}.
   *
   * @param part from 0 to {@code whole}
   * @param whole from 1 to 2^53
   */
  public static String text(long part, long whole) {
    if (part == 0) {
      return "0.0";
    }
    if (part == whole) {
      return "1.0";
    }
    if (FIFTEEN_DIGITS % whole == 0) {
      return layout(part * (FIFTEEN_DIGITS / whole), 15);
    }
    BigDecimal shortest = shortest((double) part / whole);
    return layout(shortest.unscaledValue().longValueExact(), shortest.scale());
  }

  /** Tries the lengths in turn, and for each the nearest text first. */
  private static BigDecimal shortest(double value) {
    BigDecimal exact = new BigDecimal(value);
    RoundingMode[] nearestFirst = {RoundingMode.HALF_EVEN, RoundingMode.DOWN, RoundingMode.UP};
    for (int digits = 1; digits < MAX_DIGITS; digits++) {
      for (RoundingMode mode : nearestFirst) {
        BigDecimal rounded = exact.round(new MathContext(digits, mode));
        if (rounded.doubleValue() == value) {
          return rounded;
        }
      }
    }
    return exact.round(new MathContext(MAX_DIGITS, RoundingMode.HALF_EVEN));
  }

  /** Lays out {@code digits * 10^-scale}, which is between 0 and 1. */
  private static String layout(long digits, int scale) {
    while (digits % 10 == 0) {
      digits /= 10;
      scale--;
    }
    String text = Long.toString(digits);
    int exponent = text.length() - scale - 1;
    if (exponent >= -4) {
      return "0." + "0".repeat(scale - text.length()) + text;
    }
    String point = text.length() == 1 ? "" : "." + text.substring(1);
    String padding = exponent > -10 ? "0" : "";
    return text.charAt(0) + point + "e-" + padding + -exponent;
  }
}

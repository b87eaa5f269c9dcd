package mnisteval.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Figures for people to read: rounded as Python does, in the same digits in every country. */
final class Decimals {
  private static final int PLACES = 4;
  private static final MathContext THREE_DIGITS = new MathContext(3, RoundingMode.HALF_EVEN);

  /** Below this, exact tests have lost their digits, or all of the value. */
  private static final double LEAST_P = 1e-300;

  private Decimals() {}

  /**
   * A figure with four decimals, what Python's {@code f"{value:.4f}"} gives.
   *
   * @param value finite
   */
  static String of(double value) {
    return new BigDecimal(value).setScale(PLACES, RoundingMode.HALF_EVEN).toPlainString();
  }

  /**
   * A probability with three significant digits, with an exponent below 0.0001; what is smaller
   * than doubles tell is a bound.
   *
   * @param p from 0 to 1
   */
  static String ofProbability(double p) {
    if (p < LEAST_P) {
      return "below 1e-300";
    }
    BigDecimal rounded = new BigDecimal(p).round(THREE_DIGITS);
    int exponent = rounded.precision() - rounded.scale() - 1;
    if (exponent >= -4) {
      return rounded.setScale(2 - exponent, RoundingMode.UNNECESSARY).toPlainString();
    }
    String digits = rounded.setScale(2 - exponent, RoundingMode.UNNECESSARY).unscaledValue() + "";
    return digits.charAt(0) + "." + digits.substring(1) + "e" + exponent;
  }
}

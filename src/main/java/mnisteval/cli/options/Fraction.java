package mnisteval.cli.options;

import java.math.BigDecimal;

/** A number from 0 to 1 in decimal notation, kept exactly. */
public final class Fraction {
  /** More digits than a double has, and few enough for exact arithmetic to be quick. */
  static final int MAX_DECIMALS = 30;

  private Fraction() {}

  /** The number, or null if the text is none, or none from 0 to 1, or has too many decimals. */
  public static BigDecimal parse(String text) {
    BigDecimal value;
    try {
      value = new BigDecimal(text);
    } catch (NumberFormatException e) {
      return null;
    }
    boolean inside = value.signum() >= 0 && value.compareTo(BigDecimal.ONE) <= 0;
    return inside && value.scale() <= MAX_DECIMALS ? value : null;
  }
}

package mnisteval;

import java.math.BigDecimal;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A number from 0 to 1 in decimal notation, kept exactly. */
final class FractionConverter implements ITypeConverter<BigDecimal> {
  /** More digits than a double has, and few enough for exact arithmetic to be quick. */
  private static final int MAX_DECIMALS = 30;

  @Override
  public BigDecimal convert(String text) {
    BigDecimal value;
    try {
      value = new BigDecimal(text);
    } catch (NumberFormatException e) {
      throw notFraction(text);
    }
    if (value.scale() > MAX_DECIMALS || value.signum() < 0 || value.compareTo(BigDecimal.ONE) > 0) {
      throw notFraction(text);
    }
    return value;
  }

  private static TypeConversionException notFraction(String text) {
    return new TypeConversionException(
        "expected a number from 0 to 1 with at most "
            + MAX_DECIMALS
            + " decimals, found '"
            + text
            + "'");
  }
}

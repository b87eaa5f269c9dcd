package mnisteval.cli.options;

import java.math.BigDecimal;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A {@link Fraction} for picocli. */
final class FractionConverter implements ITypeConverter<BigDecimal> {
  @Override
  public BigDecimal convert(String text) {
    BigDecimal value = Fraction.parse(text);
    if (value == null) {
      throw new TypeConversionException(
          "expected a number from 0 to 1 with at most "
              + Fraction.MAX_DECIMALS
              + " decimals, found '"
              + text
              + "'");
    }
    return value;
  }
}

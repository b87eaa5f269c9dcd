package mnisteval.cli.options;

import mnisteval.network.PixelScale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** {@code unit}, {@code raw}, or {@code MEAN,STD} such as {@code 0.1307,0.3081}. */
final class PixelScaleConverter implements ITypeConverter<PixelScale> {
  /** Far beyond any pixel's, and so that sums stay finite. */
  private static final double LARGEST = 1e6;

  @Override
  public PixelScale convert(String text) {
    if (text.equalsIgnoreCase("unit")) {
      return PixelScale.UNIT;
    }
    if (text.equalsIgnoreCase("raw")) {
      return PixelScale.RAW;
    }
    int comma = text.indexOf(',');
    if (comma < 0) {
      throw new TypeConversionException("expected unit, raw or MEAN,STD, found '" + text + "'");
    }
    double mean = number(text.substring(0, comma));
    double std = number(text.substring(comma + 1));
    if (!(Math.abs(mean) <= LARGEST && std >= 1 / LARGEST && std <= LARGEST)) {
      throw new TypeConversionException(
          "expected numbers MEAN,STD, the mean at most 1e6 and STD from 1e-6 to 1e6, found '"
              + text
              + "'");
    }
    return PixelScale.normalized(text, mean, std);
  }

  private static double number(String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }
}

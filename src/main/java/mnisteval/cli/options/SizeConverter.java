package mnisteval.cli.options;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A number of bytes, from 1: digits, and K, M or G for as many times 1024, 1024^2 or 1024^3. */
final class SizeConverter implements ITypeConverter<Long> {
  /** Enough for any size with a unit; times 1024^3, far from what a long holds. */
  private static final int MAX_DIGITS = 9;

  @Override
  public Long convert(String text) {
    int shift = text.isEmpty() ? 0 : shift(text.charAt(text.length() - 1));
    int digits = shift == 0 ? text.length() : text.length() - 1;
    long size = 0;
    for (int i = 0; i < digits; i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        throw notSize(text);
      }
      size = size * 10 + digit;
    }
    if (size == 0 || digits > MAX_DIGITS) {
      throw notSize(text);
    }
    return size << shift;
  }

  private static int shift(char unit) {
    return switch (unit) {
      case 'K', 'k' -> 10;
      case 'M', 'm' -> 20;
      case 'G', 'g' -> 30;
      default -> 0;
    };
  }

  private static TypeConversionException notSize(String text) {
    return new TypeConversionException(
        "expected a number of bytes from 1 to 999999999, or of K, M or G, found '" + text + "'");
  }
}

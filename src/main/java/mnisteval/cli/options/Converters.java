package mnisteval.cli.options;

import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import mnisteval.evaluation.Gate;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Converts the texts of options to numbers and files; an error says what was expected and what was
 * found.
 */
public final class Converters {
  /** More digits than a double has, and few enough for exact arithmetic to be quick. */
  private static final int MAX_DECIMALS = 30;

  /** Far beyond 36, the log loss of a network that is always wrong and sure of it. */
  private static final BigDecimal LARGEST_LOG_LOSS = BigDecimal.valueOf(100);

  private Converters() {}

  /**
   * Returns a number from 0 to 1 in decimal notation, kept exactly, or null if the text is none or
   * has more than 30 decimals.
   */
  public static BigDecimal fraction(String text) {
    return decimal(text, BigDecimal.ONE);
  }

  private static BigDecimal decimal(String text, BigDecimal most) {
    BigDecimal value;
    try {
      value = new BigDecimal(text);
    } catch (NumberFormatException e) {
      return null;
    }
    boolean inside = value.signum() >= 0 && value.compareTo(most) <= 0;
    return inside && value.scale() <= MAX_DECIMALS ? value : null;
  }

  /**
   * Returns an accuracy from 0 to 1: a decimal as {@link #fraction} reads it, or a fraction of two
   * whole numbers such as 59732/60000; null if the text is neither.
   */
  public static Gate.Bound bound(String text) {
    int line = text.indexOf('/');
    if (line < 0) {
      BigDecimal decimal = fraction(text);
      return decimal == null ? null : Gate.Bound.of(decimal);
    }
    BigDecimal number = count(text.substring(0, line));
    BigDecimal over = count(text.substring(line + 1));
    boolean inside = number != null && over != null && number.compareTo(over) <= 0;
    return inside && over.signum() > 0 ? new Gate.Bound(number, over) : null;
  }

  private static BigDecimal count(String digits) {
    return digits.matches("[0-9]{1,18}") ? new BigDecimal(digits) : null;
  }

  static TypeConversionException expected(String what, String found) {
    return new TypeConversionException("expected " + what + ", found '" + found + "'");
  }

  /** Converts a number from 0 to 1. */
  static final class OfFraction implements ITypeConverter<BigDecimal> {
    @Override
    public BigDecimal convert(String text) {
      BigDecimal value = fraction(text);
      if (value == null) {
        throw expected("a number from 0 to 1 with at most " + MAX_DECIMALS + " decimals", text);
      }
      return value;
    }
  }

  /** Converts a log loss. */
  static final class OfLogLoss implements ITypeConverter<BigDecimal> {
    @Override
    public BigDecimal convert(String text) {
      BigDecimal value = decimal(text, LARGEST_LOG_LOSS);
      if (value == null) {
        String range = "a number from 0 to " + LARGEST_LOG_LOSS + " with at most ";
        throw expected(range + MAX_DECIMALS + " decimals", text);
      }
      return value;
    }
  }

  /** Converts an accuracy. */
  static final class OfBound implements ITypeConverter<Gate.Bound> {
    @Override
    public Gate.Bound convert(String text) {
      Gate.Bound bound = bound(text);
      if (bound == null) {
        throw expected(
            "a number from 0 to 1 with at most "
                + MAX_DECIMALS
                + " decimals, or a fraction such as 9352/10000",
            text);
      }
      return bound;
    }
  }

  /** Converts the name of a file. */
  public static final class OfPath implements ITypeConverter<Path> {
    /** The JVM's character for bytes that are no text in the locale's encoding. */
    private static final char UNREADABLE = '\ufffd';

    @Override
    public Path convert(String text) {
      if (text.isEmpty()) {
        // To the file system it is the folder that the program runs in.
        throw expected("a file name", text);
      }
      try {
        Path path = Path.of(text);
        if (text.indexOf(UNREADABLE) < 0 || Files.exists(path)) {
          return path;
        }
      } catch (InvalidPathException e) {
        if (text.indexOf('\0') >= 0) {
          throw new TypeConversionException("no file can be called '" + text + "'");
        }
      }
      // The JVM takes file names for text in the encoding of the locale, and knows no other way.
      throw new TypeConversionException(
          "the locale has no such name as '"
              + text
              + "': set LC_ALL to C.UTF-8, rename the file, or give it by --weights - < FILE");
    }
  }

  /** Converts a number of bytes: digits, and K, M or G for times 1024, 1024^2 or 1024^3. */
  static final class OfSize implements ITypeConverter<Long> {
    @Override
    public Long convert(String text) {
      if (!text.matches("[0-9]{1,9}[KMGkmg]?")) {
        throw notSize(text);
      }
      int unit = "KMG".indexOf(Character.toUpperCase(text.charAt(text.length() - 1))) + 1;
      long size = Long.parseLong(unit == 0 ? text : text.substring(0, text.length() - 1));
      if (size == 0) {
        throw notSize(text);
      }
      return size << 10 * unit;
    }

    private static TypeConversionException notSize(String text) {
      return expected("a number of bytes from 1 to 999999999, or of K, M or G", text);
    }
  }
}

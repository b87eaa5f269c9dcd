package mnisteval.cli.options;

import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import mnisteval.evaluation.ClassOrder;
import mnisteval.evaluation.Gate;
import mnisteval.network.Activation;
import mnisteval.network.PixelScale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Converts the texts of options to values; an error says what was expected and what was found. */
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

  private static TypeConversionException expected(String what, String found) {
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

  /**
   * The value of an option.
   *
   * @param value null for {@code auto}
   */
  record Setting<T>(T value) {
    private static boolean isAuto(String text) {
      return text.equalsIgnoreCase("auto");
    }
  }

  /** Converts names of activations with commas between them. */
  static final class OfActivations implements ITypeConverter<Setting<List<Activation>>> {
    @Override
    public Setting<List<Activation>> convert(String text) {
      if (Setting.isAuto(text)) {
        return new Setting<>(null);
      }
      List<Activation> list = new ArrayList<>();
      for (String name : text.split(",", -1)) {
        Activation activation = Activation.of(name);
        if (Setting.isAuto(name)) {
          throw expected("auto by itself, or other activations", text);
        }
        if (activation == null) {
          String start = Activation.LEAKY_RELU + ":";
          throw name.toLowerCase(Locale.ROOT).startsWith(start)
              ? expected(start + "SLOPE with a slope from 0 to 1", name)
              : expected("auto or one of " + Activation.names(), name);
        }
        list.add(activation);
      }
      return new Setting<>(List.copyOf(list));
    }
  }

  /**
   * Converts {@code unit}, {@code raw}, {@code MEAN,STD} such as {@code 0.1307,0.3081}, or {@code
   * LOW..HIGH} such as {@code 0.01..1}.
   */
  static final class OfPixelScale implements ITypeConverter<Setting<PixelScale>> {
    /** Far beyond any pixel's, and so that sums stay finite. */
    private static final double LARGEST = 1e6;

    @Override
    public Setting<PixelScale> convert(String text) {
      return new Setting<>(Setting.isAuto(text) ? null : scale(text));
    }

    private static PixelScale scale(String text) {
      if (text.equalsIgnoreCase("unit")) {
        return PixelScale.UNIT;
      }
      if (text.equalsIgnoreCase("raw")) {
        return PixelScale.RAW;
      }
      int dots = text.indexOf("..");
      if (dots >= 0) {
        return range(text, number(text.substring(0, dots)), number(text.substring(dots + 2)));
      }
      int comma = text.indexOf(',');
      if (comma < 0) {
        throw expected("unit, raw, MEAN,STD, LOW..HIGH or auto", text);
      }
      double mean = number(text.substring(0, comma));
      double std = number(text.substring(comma + 1));
      if (!(Math.abs(mean) <= LARGEST && std >= 1 / LARGEST && std <= LARGEST)) {
        throw expected("numbers MEAN,STD, the mean at most 1e6 and STD from 1e-6 to 1e6", text);
      }
      return PixelScale.normalized(text, mean, std);
    }

    private static PixelScale range(String text, double low, double high) {
      // The third of three dots may belong to either number.
      boolean clear = !text.contains("...");
      if (!(clear && Math.abs(low) <= LARGEST && Math.abs(high) <= LARGEST && low != high)) {
        throw expected("two numbers LOW..HIGH from -1e6 to 1e6, such as 0.01..1", text);
      }
      return new PixelScale(text, low, high);
    }

    private static double number(String text) {
      try {
        return Double.parseDouble(text);
      } catch (NumberFormatException e) {
        return Double.NaN;
      }
    }
  }

  /** Converts labels and ranges of them, such as {@code 1-9,0}, each label once. */
  static final class OfClassOrder implements ITypeConverter<ClassOrder> {
    /** One-hot rows, of which a file has at most 65,536 columns, have no higher label. */
    private static final int LARGEST = 65_535;

    private static final Pattern RANGE = Pattern.compile("([0-9]{1,5})(?:-([0-9]{1,5}))?");

    @Override
    public ClassOrder convert(String text) {
      Set<Integer> labels = new LinkedHashSet<>();
      for (String part : text.split(",", -1)) {
        Matcher range = RANGE.matcher(part.strip());
        if (!range.matches()) {
          throw expected("labels and ranges such as 1-9,0", text);
        }
        int first = label(range.group(1));
        int last = range.group(2) == null ? first : label(range.group(2));
        int step = last < first ? -1 : 1;
        for (int label = first; label != last + step; label += step) {
          if (!labels.add(label)) {
            throw new TypeConversionException(
                "expected each label once, found " + label + " twice");
          }
        }
      }
      return new ClassOrder(labels.stream().mapToInt(Integer::intValue).toArray());
    }

    private static int label(String digits) {
      int label = Integer.parseInt(digits);
      if (label > LARGEST) {
        throw expected("labels from 0 to " + LARGEST, digits);
      }
      return label;
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

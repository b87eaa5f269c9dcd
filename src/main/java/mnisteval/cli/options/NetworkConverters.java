package mnisteval.cli.options;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import mnisteval.evaluation.ClassOrder;
import mnisteval.network.Activation;
import mnisteval.network.PixelScale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Converts the texts of options that say how a network is run. */
final class NetworkConverters {
  private NetworkConverters() {}

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
          throw Converters.expected("auto by itself, or other activations", text);
        }
        if (activation == null) {
          String start = Activation.LEAKY_RELU + ":";
          throw name.toLowerCase(Locale.ROOT).startsWith(start)
              ? Converters.expected(start + "SLOPE with a slope from 0 to 1", name)
              : Converters.expected("auto or one of " + Activation.names(), name);
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
        throw Converters.expected("unit, raw, MEAN,STD, LOW..HIGH or auto", text);
      }
      double mean = number(text.substring(0, comma));
      double std = number(text.substring(comma + 1));
      if (!(Math.abs(mean) <= LARGEST && std >= 1 / LARGEST && std <= LARGEST)) {
        throw Converters.expected(
            "numbers MEAN,STD, the mean at most 1e6 and STD from 1e-6 to 1e6", text);
      }
      return PixelScale.normalized(text, mean, std);
    }

    private static PixelScale range(String text, double low, double high) {
      // The third of three dots may belong to either number.
      boolean clear = !text.contains("...");
      if (!(clear && Math.abs(low) <= LARGEST && Math.abs(high) <= LARGEST && low != high)) {
        throw Converters.expected("two numbers LOW..HIGH from -1e6 to 1e6, such as 0.01..1", text);
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
          throw Converters.expected("labels and ranges such as 1-9,0", text);
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
        throw Converters.expected("labels from 0 to " + LARGEST, digits);
      }
      return label;
    }
  }
}

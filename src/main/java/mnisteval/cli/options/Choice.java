package mnisteval.cli.options;

import java.util.Locale;
import mnisteval.idx.Split;
import mnisteval.network.Activation;
import mnisteval.weights.layers.Layout;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** One of a few words, in any case. */
abstract class Choice<E extends Enum<E>> implements ITypeConverter<E> {
  private final E[] values;

  private Choice(E[] values) {
    this.values = values;
  }

  @Override
  public E convert(String text) {
    StringBuilder words = new StringBuilder();
    for (E value : values) {
      if (word(value).equalsIgnoreCase(text)) {
        return value;
      }
      String separator =
          value == values[0] ? "" : value == values[values.length - 1] ? " or " : ", ";
      words.append(separator).append(word(value));
    }
    throw new TypeConversionException("expected " + words + ", found '" + text + "'");
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static final class OfActivation extends Choice<Activation> {
    OfActivation() {
      super(Activation.values());
    }
  }

  static final class OfFormat extends Choice<ReportOptions.Format> {
    OfFormat() {
      super(ReportOptions.Format.values());
    }
  }

  static final class OfLayout extends Choice<Layout> {
    OfLayout() {
      super(Layout.values());
    }
  }

  static final class OfSplit extends Choice<Split> {
    OfSplit() {
      super(Split.values());
    }
  }
}

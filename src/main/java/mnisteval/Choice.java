package mnisteval;

import java.util.Locale;
import mnisteval.idx.Split;
import mnisteval.network.Activation;
import mnisteval.network.PixelScale;
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
      if (value.name().equalsIgnoreCase(text)) {
        return value;
      }
      String separator =
          value == values[0] ? "" : value == values[values.length - 1] ? " or " : ", ";
      words.append(separator).append(value.name().toLowerCase(Locale.ROOT));
    }
    throw new TypeConversionException("expected " + words + ", found '" + text + "'");
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

  static final class OfPixelScale extends Choice<PixelScale> {
    OfPixelScale() {
      super(PixelScale.values());
    }
  }

  static final class OfSplit extends Choice<Split> {
    OfSplit() {
      super(Split.values());
    }
  }
}

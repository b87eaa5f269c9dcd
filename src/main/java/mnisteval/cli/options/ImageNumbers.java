package mnisteval.cli.options;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Some images of a set by their numbers.
 *
 * @param ranges in any order; they may overlap
 */
public record ImageNumbers(List<Range> ranges) {
  /** Numbers from a first to a last one, both included. */
  public record Range(long first, long last) {}

  /** Returns the lowest number. */
  public long first() {
    return ranges.stream().mapToLong(Range::first).min().orElseThrow();
  }

  /** Returns the highest number. */
  public long last() {
    return ranges.stream().mapToLong(Range::last).max().orElseThrow();
  }

  /** Returns whether a number is one of them. */
  public boolean contains(long number) {
    return ranges.stream().anyMatch(range -> range.first <= number && number <= range.last);
  }

  /** Converts a number, or two with a hyphen between them such as {@code 0-9}. */
  public static final class OfRange implements ITypeConverter<Range> {
    private static final Pattern RANGE = Pattern.compile("([0-9]{1,18})(?:-([0-9]{1,18}))?");

    @Override
    public Range convert(String text) {
      Matcher range = RANGE.matcher(text);
      if (range.matches()) {
        long first = Long.parseLong(range.group(1));
        long last = range.group(2) == null ? first : Long.parseLong(range.group(2));
        if (first <= last) {
          return new Range(first, last);
        }
      }
      throw new TypeConversionException(
          "expected numbers from 0 and ranges such as 0-9,17, found '" + text + "'");
    }
  }
}

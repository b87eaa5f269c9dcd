package mnisteval.report.page;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.function.Function;
import mnisteval.report.Rounded;

/** Says how a page shows what is not a text: whole numbers as {@link Rounded#count}. */
final class PageText implements Function<Object, String> {
  private final Writer out;

  /**
   * Makes one for a page.
   *
   * @param out that the page is written to
   */
  PageText(Writer out) {
    this.out = out;
  }

  /** A part of a page that is too long to be held as a text. */
  interface Part {
    void write(Writer out) throws IOException;
  }

  /**
   * Returns the text of a value, not null; a {@link Part} is written instead and leaves no text.
   */
  @Override
  public String apply(Object value) {
    if (value instanceof Long count) {
      return Rounded.count(count);
    }
    if (value instanceof Part part) {
      try {
        part.write(out);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return "";
    }
    return value.toString();
  }
}

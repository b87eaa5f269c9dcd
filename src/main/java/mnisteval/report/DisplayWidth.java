package mnisteval.report;

import org.jline.utils.WCWidth;

/** Counts the columns of a terminal that a {@link mnisteval.input.Printable} text takes. */
final class DisplayWidth {
  private DisplayWidth() {}

  static int of(String text) {
    return text.codePoints().map(WCWidth::wcwidth).sum();
  }

  /** The text, or if it takes more than {@code columns}, its beginning and an ellipsis. */
  static String cut(String text, int columns) {
    if (of(text) <= columns) {
      return text;
    }
    int width = 0;
    int end = 0;
    while (width + WCWidth.wcwidth(text.codePointAt(end)) < columns) {
      width += WCWidth.wcwidth(text.codePointAt(end));
      end += Character.charCount(text.codePointAt(end));
    }
    return text.substring(0, end) + "…";
  }
}

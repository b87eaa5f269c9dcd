package mnisteval.report.page;

import mnisteval.input.Printable;

/** Text from outside, made safe in HTML. */
final class HtmlText {
  private HtmlText() {}

  /** The name of a file in HTML, which may be broken between its words. */
  static String breakable(String name) {
    return escape(name).replaceAll("[/_.-]+", "$0<wbr>");
  }

  /**
   * Makes any text safe in HTML, between tags or in a quoted attribute, and {@link Printable}, so
   * that a name cannot pass for another one.
   */
  static String escape(String raw) {
    if (isPlain(raw)) {
      return raw;
    }
    return Printable.of(raw)
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }

  /** Returns whether a text is of ASCII without a special meaning, as nearly all numbers are. */
  private static boolean isPlain(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' ' || c > '~' || c == '&' || c == '<' || c == '>' || c == '"' || c == '\'') {
        return false;
      }
    }
    return true;
  }
}

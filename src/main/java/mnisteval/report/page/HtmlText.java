package mnisteval.report.page;

import com.samskivert.mustache.Mustache;
import mnisteval.input.Printable;

/**
 * Makes any text safe to stand in HTML, between tags or in a quoted attribute, and {@link
 * Printable}, so that a name can't pass for another one.
 */
final class HtmlText implements Mustache.Escaper {
  @Override
  public String escape(String raw) {
    String plain = Printable.of(raw);
    StringBuilder html = new StringBuilder(plain.length());
    for (int i = 0; i < plain.length(); i++) {
      char c = plain.charAt(i);
      switch (c) {
        case '&' -> html.append("&amp;");
        case '<' -> html.append("&lt;");
        case '>' -> html.append("&gt;");
        case '"' -> html.append("&quot;");
        case '\'' -> html.append("&#39;");
        default -> html.append(c);
      }
    }
    return html.toString();
  }
}

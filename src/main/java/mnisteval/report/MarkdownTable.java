package mnisteval.report;

import java.util.List;
import mnisteval.report.Table.Align;

/**
 * A table in GitHub's Markdown, and text in it that stays text, whatever it holds.
 *
 * <p>Letters, digits and the signs that mean nothing in Markdown are written as they are. Text with
 * any other is put into {@code <code>}, where GitHub makes no mentions, issues or formulas of it,
 * with each such sign as a numeric reference: CommonMark says that these never stand for structure,
 * and they hold no bar that would end a table's cell.
 */
final class MarkdownTable {
  private static final String HARMLESS = " -'%,()=/";

  private MarkdownTable() {}

  /** Appends the table, after an empty line. */
  static void append(Table table, StringBuilder markdown) {
    markdown.append('\n');
    line(table.headings(), markdown);
    for (int i = 0; i < table.columns(); i++) {
      markdown.append(table.align(i) == Align.RIGHT ? "| ---: " : "| --- ");
    }
    markdown.append("|\n");
    for (List<String> row : table.rows()) {
      line(row, markdown);
    }
  }

  private static void line(List<String> cells, StringBuilder markdown) {
    for (String cell : cells) {
      markdown.append("| ").append(text(cell)).append(cell.isEmpty() ? "" : " ");
    }
    markdown.append("|\n");
  }

  /**
   * Inline Markdown that shows the text.
   *
   * @param text printable: on one line, without control characters
   */
  static String text(String text) {
    StringBuilder plain = new StringBuilder(text.length());
    boolean code = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (isPlain(text, i)) {
        plain.append(c);
      } else {
        plain.append("&#").append((int) c).append(';');
        code = true;
      }
    }
    return code ? "<code>" + plain + "</code>" : plain.toString();
  }

  private static boolean isPlain(String text, int index) {
    char c = text.charAt(index);
    if (c == '.') {
      // As in 0.5; between letters it can make a link.
      return index > 0 && isDigit(text.charAt(index - 1));
    }
    return c > '~' || isDigit(c) || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || isHarmless(c);
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isHarmless(char c) {
    return HARMLESS.indexOf(c) >= 0;
  }
}

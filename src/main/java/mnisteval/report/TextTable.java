package mnisteval.report;

import java.util.List;
import mnisteval.report.Table.Align;

/** A table as lines whose columns stand under each other, two spaces apart. */
final class TextTable {
  private static final int GAP = 2;

  private final Table table;
  private final int[] widths;
  private final StringBuilder text;

  private TextTable(Table table, StringBuilder text) {
    this.table = table;
    this.text = text;
    widths = new int[table.columns()];
  }

  /** Appends a line with the headings and one a row. */
  static void append(Table table, StringBuilder text) {
    TextTable lines = new TextTable(table, text);
    lines.measure(table.headings());
    lines.rows(true);
  }

  /** Appends a line a row. */
  static void appendRows(Table table, StringBuilder text) {
    new TextTable(table, text).rows(false);
  }

  private void rows(boolean withHeadings) {
    for (List<String> row : table.rows()) {
      measure(row);
    }
    if (withHeadings) {
      line(table.headings());
    }
    for (List<String> row : table.rows()) {
      line(row);
    }
  }

  private void measure(List<String> cells) {
    for (int i = 0; i < widths.length; i++) {
      widths[i] = Math.max(widths[i], DisplayWidth.of(cells.get(i)));
    }
  }

  /** Spaces are put before the next text only, so that no line ends with one. */
  private void line(List<String> cells) {
    int pending = 0;
    for (int i = 0; i < widths.length; i++) {
      String cell = cells.get(i);
      int padding = widths[i] - DisplayWidth.of(cell);
      boolean right = table.align(i) == Align.RIGHT;
      if (!cell.isEmpty()) {
        text.append(" ".repeat(right ? pending + padding : pending)).append(cell);
        pending = right ? 0 : padding;
      } else {
        pending += padding;
      }
      pending += GAP;
    }
    text.append('\n');
  }
}

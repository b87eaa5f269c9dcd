package mnisteval.cli.inspect;

import java.util.ArrayList;
import java.util.List;

/** Rows of texts in columns that are as wide as their widest. */
final class Table {
  /** One long text would widen all rows; a shape can have 64 dimensions, and a name any length. */
  private static final int MAX_CELL = 40;

  private final List<String[]> rows = new ArrayList<>();
  private final int leftAligned;

  /**
   * A table without rows.
   *
   * @param leftAligned how many of the first columns start at the left; the others end at the right
   */
  Table(int leftAligned) {
    this.leftAligned = leftAligned;
  }

  /** Adds a row of as many cells as the others have; of a long text, its beginning. */
  void add(String... row) {
    for (int column = 0; column < row.length; column++) {
      if (row[column].length() > MAX_CELL) {
        row[column] = row[column].substring(0, MAX_CELL) + "…";
      }
    }
    rows.add(row);
  }

  List<String> lines() {
    int[] widths = widths();
    List<String> lines = new ArrayList<>();
    for (String[] row : rows) {
      StringBuilder line = new StringBuilder();
      for (int column = 0; column < row.length; column++) {
        String padding = " ".repeat(widths[column] - row[column].length());
        line.append("  ");
        line.append(column < leftAligned ? row[column] + padding : padding + row[column]);
      }
      lines.add(line.toString().stripTrailing());
    }
    return lines;
  }

  private int[] widths() {
    int[] widths = new int[rows.isEmpty() ? 0 : rows.get(0).length];
    for (String[] row : rows) {
      for (int column = 0; column < row.length; column++) {
        widths[column] = Math.max(widths[column], row[column].length());
      }
    }
    return widths;
  }
}

package mnisteval.report;

import java.util.ArrayList;
import java.util.List;
import org.jline.utils.WCWidth;

/** A table for people to read: rows of {@link mnisteval.input.Printable} cells under headings. */
public final class Table {
  private static final String GAP = "  ";
  private static final int PAIRS_A_LINE = 10;

  private final List<String> headings = new ArrayList<>();
  private final List<Boolean> rightAligned = new ArrayList<>();
  private final List<List<String>> rows = new ArrayList<>();

  /** Adds columns whose cells start at the left edge. */
  public Table left(String... columns) {
    return columns(false, columns);
  }

  /** Adds columns whose cells end at the right edge. */
  public Table right(String... columns) {
    return columns(true, columns);
  }

  private Table columns(boolean right, String... columns) {
    for (String heading : columns) {
      headings.add(heading);
      rightAligned.add(right);
    }
    return this;
  }

  /** Adds a row of as many cells as there are columns. */
  public Table row(Object... cells) {
    List<String> row = new ArrayList<>();
    for (Object cell : cells) {
      row.add(cell.toString());
    }
    rows.add(row);
    return this;
  }

  List<String> headings() {
    return headings;
  }

  boolean isRightAligned(int column) {
    return rightAligned.get(column);
  }

  List<List<String>> rows() {
    return rows;
  }

  /** A line with the headings and a line for each row; columns are two spaces apart. */
  public List<String> lines() {
    List<List<String>> all = new ArrayList<>();
    all.add(headings);
    all.addAll(rows);
    return lines(all);
  }

  /** The lines without the headings. */
  List<String> rowLines() {
    return lines(rows);
  }

  private List<String> lines(List<List<String>> cells) {
    int[] widths = new int[headings.size()];
    for (List<String> row : cells) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], width(row.get(i)));
      }
    }
    List<String> lines = new ArrayList<>();
    for (List<String> row : cells) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < widths.length; i++) {
        String padding = " ".repeat(widths[i] - width(row.get(i)));
        line.append(i == 0 ? "" : GAP);
        line.append(rightAligned.get(i) ? padding + row.get(i) : row.get(i) + padding);
      }
      lines.add(line.toString().stripTrailing());
    }
    return lines;
  }

  /** Counts the columns that a character takes; of ASCII, without the table of all others. */
  private static int columns(int point) {
    return point >= ' ' && point <= '~' ? 1 : WCWidth.wcwidth(point);
  }

  /** Counts the columns of a terminal that a text takes. */
  static int width(String text) {
    int width = 0;
    for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
      width += columns(text.codePointAt(i));
    }
    return width;
  }

  /** Returns the text, or if it takes more than {@code columns}, its beginning and an ellipsis. */
  public static String cut(String text, int columns) {
    if (width(text) <= columns) {
      return text;
    }
    int width = 0;
    int end = 0;
    while (width + columns(text.codePointAt(end)) < columns) {
      width += columns(text.codePointAt(end));
      end += Character.charCount(text.codePointAt(end));
    }
    return text.substring(0, end) + "…";
  }

  /**
   * Lays out short texts, such as classes, with a value below each, ten to a line.
   *
   * @param values one for each head
   * @return two lines for each ten heads, all columns equally wide
   */
  public static List<String> pairs(List<String> heads, List<String> values) {
    int width = Math.max(longest(heads), longest(values));
    List<String> lines = new ArrayList<>();
    for (int from = 0; from < heads.size(); from += PAIRS_A_LINE) {
      int to = Math.min(heads.size(), from + PAIRS_A_LINE);
      for (List<String> texts : List.of(heads.subList(from, to), values.subList(from, to))) {
        StringBuilder line = new StringBuilder();
        for (String text : texts) {
          line.append(GAP).append(" ".repeat(width - text.length())).append(text);
        }
        lines.add(line.toString());
      }
    }
    return lines;
  }

  private static int longest(List<String> texts) {
    int longest = 0;
    for (String text : texts) {
      longest = Math.max(longest, text.length());
    }
    return longest;
  }
}

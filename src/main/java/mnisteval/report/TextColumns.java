package mnisteval.report;

import java.util.ArrayList;
import java.util.List;

/** Short texts and what belongs to each below it, ten to a line. */
public final class TextColumns {
  private static final int IN_A_LINE = 10;

  private TextColumns() {}

  /**
   * Lays them out.
   *
   * @param heads such as classes
   * @param values one a head
   * @return two lines for each ten of them, every column as wide as the widest
   */
  public static List<String> of(List<String> heads, List<String> values) {
    int width = 0;
    for (int i = 0; i < heads.size(); i++) {
      width = Math.max(width, Math.max(heads.get(i).length(), values.get(i).length()));
    }
    List<String> lines = new ArrayList<>();
    for (int from = 0; from < heads.size(); from += IN_A_LINE) {
      int to = Math.min(heads.size(), from + IN_A_LINE);
      lines.add(line(heads.subList(from, to), width));
      lines.add(line(values.subList(from, to), width));
    }
    return lines;
  }

  private static String line(List<String> texts, int width) {
    StringBuilder line = new StringBuilder();
    for (String text : texts) {
      line.append("  ").append(" ".repeat(width - text.length())).append(text);
    }
    return line.toString();
  }
}

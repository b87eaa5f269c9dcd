package mnisteval.report;

import java.util.ArrayList;
import java.util.List;
import mnisteval.input.Printable;

/** Rows of cells under headings, before a format lays them out. All texts are {@link Printable}. */
final class Table {
  /** Which edge of a column its texts touch. */
  enum Align {
    LEFT,
    RIGHT
  }

  private final List<Align> aligns = new ArrayList<>();
  private final List<String> headings = new ArrayList<>();
  private final List<List<String>> rows = new ArrayList<>();

  /** Adds a column, before the first row. */
  Table column(Align align, String heading) {
    aligns.add(align);
    headings.add(heading);
    return this;
  }

  /** Adds a row of as many cells as there are columns. */
  Table row(String... cells) {
    rows.add(List.of(cells));
    return this;
  }

  int columns() {
    return headings.size();
  }

  Align align(int column) {
    return aligns.get(column);
  }

  List<String> headings() {
    return headings;
  }

  List<List<String>> rows() {
    return rows;
  }
}

package mnisteval.report;

import mnisteval.input.Printable;

/**
 * Texts as cells of CSV (RFC 4180): in quotation marks where they hold a comma or quotation mark,
 * which is doubled. They are {@link Printable}, so that a row is a line. A text that a spreadsheet
 * would take for a formula, by its first sign {@code = + - @}, has an apostrophe before it.
 */
public final class CsvText {
  private static final String STARTS_FORMULA = "=+-@";

  private CsvText() {}

  /** Returns a text from outside as a cell; numbers need none of this. */
  public static String cell(String text) {
    String cell = Printable.of(text);
    if (!cell.isEmpty() && STARTS_FORMULA.indexOf(cell.charAt(0)) >= 0) {
      cell = "'" + cell;
    }
    boolean quoted = cell.indexOf(',') >= 0 || cell.indexOf('"') >= 0;
    return quoted ? '"' + cell.replace("\"", "\"\"") + '"' : cell;
  }
}

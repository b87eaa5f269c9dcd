package mnisteval.report.page;

import java.util.ArrayList;
import java.util.List;
import mnisteval.evaluation.metrics.Metrics;
import mnisteval.report.ClassNames;
import mnisteval.report.Rounded;

/**
 * The confusion matrix as a heat map.
 *
 * @param layout classes of the element: {@code wide} if it needs the width of the page, {@code
 *     upright} if the names above its columns have to be turned, {@code large} if its numbers need
 *     wide columns
 * @param names of the columns
 * @param rows none if there are too many
 * @param confused the most frequent mistakes
 */
record MatrixView(String layout, List<String> names, List<Row> rows, List<Pair> confused) {
  /** The classes that fit beside the gallery. */
  private static final int NARROW = 14;

  private static final long FOUR_DIGITS = 9999;
  private static final int MISTAKE_SHADES = 7;
  private static final int RIGHT_SHADES = 5;

  /** The images of one true class, by predicted class. */
  record Row(String name, List<Cell> cells) {}

  /**
   * The images of one true and one predicted class.
   *
   * @param shade {@code m1} to {@code m7} for mistakes, {@code r1} to {@code r5} for what is right,
   *     {@code none} if there are no images
   * @param pair {@code true-predicted} if there are mistakes to show, otherwise null
   */
  record Cell(String images, String shade, String pair) {}

  /** A mistake that is made often. */
  record Pair(String actual, String predicted, String images, String pair) {}

  /** Whether the rows are shown. */
  boolean rowsFit() {
    return !rows.isEmpty();
  }

  /** Whether there are mistakes. */
  boolean mistaken() {
    return !confused.isEmpty();
  }

  static MatrixView of(Metrics metrics, ClassNames names) {
    long[][] confusion = metrics.confusion();
    List<String> columns = new ArrayList<>();
    List<Row> rows = new ArrayList<>();
    int classes = metrics.classes().size();
    if (classes <= HtmlReport.MOST_IN_MATRIX) {
      long most = mostMistakes(confusion);
      for (int actual = 0; actual < confusion.length; actual++) {
        double recall = metrics.classes().get(actual).recall();
        columns.add(names.of(actual));
        rows.add(new Row(names.of(actual), cells(confusion[actual], actual, recall, most)));
      }
    }
    return new MatrixView(
        layout(rows.isEmpty() ? new long[0][] : confusion, classes, names),
        columns,
        rows,
        confused(metrics, names));
  }

  private static List<Cell> cells(long[] row, int actual, double recall, long most) {
    List<Cell> cells = new ArrayList<>();
    for (int predicted = 0; predicted < row.length; predicted++) {
      cells.add(cell(row[predicted], actual, predicted, recall, most));
    }
    return cells;
  }

  private static String layout(long[][] confusion, int classes, ClassNames names) {
    long largest = 0;
    for (long[] row : confusion) {
      for (long images : row) {
        largest = Math.max(largest, images);
      }
    }
    return (classes > NARROW ? "wide" : "narrow")
        + (names.areShort(classes) ? "" : " upright")
        + (largest > FOUR_DIGITS ? " large" : "");
  }

  private static long mostMistakes(long[][] confusion) {
    long most = 1;
    for (int actual = 0; actual < confusion.length; actual++) {
      for (int predicted = 0; predicted < confusion.length; predicted++) {
        if (actual != predicted) {
          most = Math.max(most, confusion[actual][predicted]);
        }
      }
    }
    return most;
  }

  private static Cell cell(long images, int actual, int predicted, double recall, long most) {
    String text = Long.toString(images);
    if (images == 0) {
      return new Cell(text, "none", null);
    }
    if (actual == predicted) {
      return new Cell(text, "r" + shade(recall, RIGHT_SHADES), null);
    }
    // The root keeps the many small counts apart.
    double heat = Math.sqrt((double) images / most);
    return new Cell(text, "m" + shade(heat, MISTAKE_SHADES), actual + "-" + predicted);
  }

  private static int shade(double share, int shades) {
    return Math.max(1, (int) Math.ceil(share * shades));
  }

  private static List<Pair> confused(Metrics metrics, ClassNames names) {
    List<Pair> pairs = new ArrayList<>();
    for (Metrics.Confusion pair : metrics.mostConfused()) {
      pairs.add(
          new Pair(
              names.of(pair.actual()),
              names.of(pair.predicted()),
              Rounded.count(pair.count()),
              pair.actual() + "-" + pair.predicted()));
    }
    return pairs;
  }
}

package mnisteval.report.page;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import mnisteval.evaluation.metrics.Metrics;
import mnisteval.report.ClassNames;

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
  /** Layout: a matrix of more classes would make the browser slow, and nobody could read it. */
  static final int MOST_CLASSES = 100;

  /** The classes that fit beside the gallery. */
  private static final int NARROW = 14;

  /** Names up to this length stand above narrow columns as they are. */
  private static final int SHORT_NAME = 3;

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
  record Pair(String actual, String predicted, long images, String pair) {}

  /** Whether the rows are shown. */
  boolean rowsFit() {
    return !rows.isEmpty();
  }

  /** Whether there are mistakes. */
  boolean mistaken() {
    return !confused.isEmpty();
  }

  static MatrixView of(Metrics metrics, ClassNames names) {
    int classes = metrics.classes().size();
    long[][] confusion = classes <= MOST_CLASSES ? metrics.confusion() : new long[0][];
    long largest = 0;
    long mostMistakes = 1;
    for (int actual = 0; actual < confusion.length; actual++) {
      for (int predicted = 0; predicted < confusion.length; predicted++) {
        long images = confusion[actual][predicted];
        largest = Math.max(largest, images);
        mostMistakes = actual == predicted ? mostMistakes : Math.max(mostMistakes, images);
      }
    }
    List<String> columns = new ArrayList<>();
    List<Row> rows = new ArrayList<>();
    for (int actual = 0; actual < confusion.length; actual++) {
      double recall = metrics.classes().get(actual).recall();
      columns.add(names.name(actual));
      rows.add(new Row(names.name(actual), cells(confusion[actual], actual, recall, mostMistakes)));
    }
    boolean shortNames =
        IntStream.range(0, classes).allMatch(i -> names.name(i).length() <= SHORT_NAME);
    String layout =
        (classes > NARROW ? "wide" : "narrow")
            + (shortNames ? "" : " upright")
            + (largest > FOUR_DIGITS ? " large" : "");
    return new MatrixView(layout, columns, rows, confused(metrics, names));
  }

  private static List<Cell> cells(long[] row, int actual, double recall, long mostMistakes) {
    List<Cell> cells = new ArrayList<>();
    for (int predicted = 0; predicted < row.length; predicted++) {
      String images = Long.toString(row[predicted]);
      if (row[predicted] == 0) {
        cells.add(new Cell(images, "none", null));
      } else if (actual == predicted) {
        cells.add(new Cell(images, "r" + shade(recall, RIGHT_SHADES), null));
      } else {
        // The root keeps the many small counts apart.
        double heat = Math.sqrt((double) row[predicted] / mostMistakes);
        cells.add(new Cell(images, "m" + shade(heat, MISTAKE_SHADES), actual + "-" + predicted));
      }
    }
    return cells;
  }

  private static int shade(double share, int shades) {
    return Math.max(1, (int) Math.ceil(share * shades));
  }

  private static List<Pair> confused(Metrics metrics, ClassNames names) {
    List<Pair> pairs = new ArrayList<>();
    for (Metrics.Confusion of : metrics.mostConfused()) {
      String pair = of.actual() + "-" + of.predicted();
      pairs.add(new Pair(names.name(of.actual()), names.name(of.predicted()), of.count(), pair));
    }
    return pairs;
  }
}

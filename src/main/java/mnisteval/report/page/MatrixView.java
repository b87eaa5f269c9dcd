package mnisteval.report.page;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import mnisteval.evaluation.metrics.Metrics;
import mnisteval.report.ClassNames;
import mnisteval.report.Rounded;

/**
 * The confusion matrix as a heat map, with the sums of its rows and columns.
 *
 * @param layout classes of the element: {@code wide} if it needs the width of the page, {@code
 *     upright} if the names above its columns have to be turned, {@code large} if its numbers need
 *     wide columns
 * @param names of the columns
 * @param rows none if there are too many
 * @param sums of the columns
 * @param total how many images there are
 * @param legend what the shades stand for
 * @param confused the most frequent mistakes
 */
record MatrixView(
    String layout,
    List<String> names,
    List<Row> rows,
    List<String> sums,
    String total,
    Legend legend,
    List<Pair> confused) {
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
  record Row(String name, List<Cell> cells, String sum) {}

  /**
   * The values at the ends of the shades.
   *
   * @param lowest recall of a class, in percent
   * @param highest recall of a class, in percent
   * @param most images in a cell of mistakes
   */
  record Legend(String lowest, String highest, long most) {
    /** Whether there is a cell of mistakes. */
    boolean mistaken() {
      return most > 0;
    }
  }

  /** Shades what is right by its recall, between the lowest and the highest of the classes. */
  private record RecallShades(double lowest, double highest) {
    static RecallShades of(Metrics metrics) {
      double lowest = 1;
      double highest = 0;
      for (Metrics.ClassScores of : metrics.classes()) {
        if (of.support() > 0) {
          lowest = Math.min(lowest, of.recall());
          highest = Math.max(highest, of.recall());
        }
      }
      return new RecallShades(Math.min(lowest, highest), highest);
    }

    String shade(double recall) {
      double share = highest == lowest ? 1 : (recall - lowest) / (highest - lowest);
      return "r" + MatrixView.shade(share, RIGHT_SHADES);
    }
  }

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
    long mostMistakes = 0;
    long[] sums = new long[confusion.length];
    for (int actual = 0; actual < confusion.length; actual++) {
      for (int predicted = 0; predicted < confusion.length; predicted++) {
        long images = confusion[actual][predicted];
        sums[predicted] += images;
        largest = Math.max(largest, images);
        mostMistakes = actual == predicted ? mostMistakes : Math.max(mostMistakes, images);
      }
    }
    RecallShades recalls = RecallShades.of(metrics);
    List<String> columns = new ArrayList<>();
    List<Row> rows = new ArrayList<>();
    for (int actual = 0; actual < confusion.length; actual++) {
      Metrics.ClassScores of = metrics.classes().get(actual);
      String right = recalls.shade(of.recall());
      List<Cell> cells = cells(confusion[actual], actual, right, mostMistakes);
      columns.add(names.name(actual));
      rows.add(new Row(names.name(actual), cells, Long.toString(of.support())));
    }
    boolean shortNames =
        IntStream.range(0, classes).allMatch(i -> names.name(i).length() <= SHORT_NAME);
    String layout =
        (classes > NARROW ? "wide" : "narrow")
            + (shortNames ? "" : " upright")
            + (largest > FOUR_DIGITS ? " large" : "");
    Legend legend =
        new Legend(
            Rounded.hundredths(recalls.lowest, 1),
            Rounded.hundredths(recalls.highest, 1),
            mostMistakes);
    String total = Long.toString(metrics.accuracy().total());
    List<String> below = new ArrayList<>();
    for (long sum : sums) {
      below.add(Long.toString(sum));
    }
    return new MatrixView(layout, columns, rows, below, total, legend, confused(metrics, names));
  }

  private static List<Cell> cells(long[] row, int actual, String right, long mostMistakes) {
    List<Cell> cells = new ArrayList<>();
    for (int predicted = 0; predicted < row.length; predicted++) {
      String images = Long.toString(row[predicted]);
      if (row[predicted] == 0) {
        cells.add(new Cell(images, "none", null));
      } else if (actual == predicted) {
        cells.add(new Cell(images, right, null));
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

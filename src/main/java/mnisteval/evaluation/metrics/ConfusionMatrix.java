package mnisteval.evaluation.metrics;

import java.util.ArrayList;
import java.util.List;
import mnisteval.evaluation.metrics.Metrics.Confusion;

/**
 * Images by true class (rows) and predicted class (columns). Of many classes, it takes memory for
 * the pairs there are, not for all there could be: each block of images has a matrix of its own.
 */
final class ConfusionMatrix {
  /** A row of its own for a pair. */
  private static final int BYTES_A_PAIR = 128;

  /** A row a true class, null where there are no images. */
  private final ConfusionRow[] rows;

  ConfusionMatrix(int classes) {
    rows = new ConfusionRow[classes];
  }

  /** Bytes of the heap that so many images take at most: whole rows in the end. */
  long bytes(long images) {
    long whole = (long) rows.length * (rows.length * Long.BYTES + BYTES_A_PAIR);
    return Math.min(whole, images * BYTES_A_PAIR);
  }

  void add(int actual, int predicted) {
    row(actual).add(predicted, 1);
  }

  private ConfusionRow row(int actual) {
    ConfusionRow row = rows[actual];
    if (row == null) {
      row = new ConfusionRow(rows.length);
      rows[actual] = row;
    }
    return row;
  }

  void merge(ConfusionMatrix next) {
    for (int i = 0; i < rows.length; i++) {
      if (next.rows[i] != null) {
        row(i).merge(next.rows[i]);
      }
    }
  }

  int classes() {
    return rows.length;
  }

  /** Images that have each class: the sums of the rows. */
  long[] actual() {
    long[] sums = new long[rows.length];
    for (int i = 0; i < rows.length; i++) {
      sums[i] = rows[i] == null ? 0 : rows[i].sum();
    }
    return sums;
  }

  /** Images that are given each class: the sums of the columns. */
  long[] predicted() {
    long[] sums = new long[rows.length];
    for (ConfusionRow row : rows) {
      for (int i = 0; row != null && i < row.size(); i++) {
        sums[row.column(i)] += row.count(i);
      }
    }
    return sums;
  }

  /** Images that have the class and are given it. */
  long correct(int index) {
    return rows[index] == null ? 0 : rows[index].in(index);
  }

  /** Images that are given the class they have. */
  long correct() {
    long sum = 0;
    for (int i = 0; i < rows.length; i++) {
      sum += correct(i);
    }
    return sum;
  }

  /** All images. */
  long total() {
    long sum = 0;
    for (long images : actual()) {
      sum += images;
    }
    return sum;
  }

  /** A copy of the matrix, with a number for each pair of classes. */
  long[][] matrix() {
    long[][] matrix = new long[rows.length][];
    for (int i = 0; i < rows.length; i++) {
      matrix[i] = rows[i] == null ? new long[rows.length] : rows[i].toArray();
    }
    return matrix;
  }

  /**
   * Pairs of different classes that were taken for each other, most images first; of as many, the
   * lower true class, then the lower predicted one.
   *
   * @param most how many at most
   */
  List<Confusion> mostConfused(int most) {
    List<Confusion> pairs = new ArrayList<>();
    for (int actual = 0; actual < rows.length; actual++) {
      ConfusionRow row = rows[actual];
      for (int i = 0; row != null && i < row.size(); i++) {
        if (row.column(i) != actual && row.count(i) > 0) {
          insert(new Confusion(actual, row.column(i), row.count(i)), pairs, most);
        }
      }
    }
    return List.copyOf(pairs);
  }

  /** Puts a pair behind those of as many images or more, which came before it in the matrix. */
  private static void insert(Confusion pair, List<Confusion> pairs, int most) {
    int at = pairs.size();
    while (at > 0 && pairs.get(at - 1).count() < pair.count()) {
      at--;
    }
    if (at < most) {
      pairs.add(at, pair);
      if (pairs.size() > most) {
        pairs.remove(most);
      }
    }
  }

  /** {@code part / whole}, or 0 if the whole is 0. */
  static double share(long part, long whole) {
    return whole == 0 ? 0 : (double) part / whole;
  }
}

package mnisteval.evaluation.metrics;

import java.util.Arrays;

/**
 * Images of one true class by predicted class: a number a class, or, of many classes, only the
 * numbers that are not 0.
 */
final class ConfusionRow {
  /** A row of so many classes is half a kilobyte, less than it is worth to look for a column. */
  private static final int FEW_CLASSES = 64;

  /** From this part of the columns on, their numbers take no less memory than a whole row. */
  private static final int MOST_LISTED_PART = 4;

  private static final int FIRST_LISTED = 2;

  private final int classes;

  /** The columns of {@code counts}, from left to right, or null if it has all. */
  private int[] columns;

  private long[] counts;
  private int listed;

  ConfusionRow(int classes) {
    this.classes = classes;
    if (classes <= FEW_CLASSES) {
      counts = new long[classes];
    } else {
      columns = new int[FIRST_LISTED];
      counts = new long[FIRST_LISTED];
    }
  }

  void add(int column, long images) {
    if (columns == null) {
      counts[column] += images;
    } else {
      addListed(column, images);
    }
  }

  private void addListed(int column, long images) {
    int at = Arrays.binarySearch(columns, 0, listed, column);
    if (at >= 0) {
      counts[at] += images;
    } else if (listed >= classes / MOST_LISTED_PART) {
      counts = toArray();
      columns = null;
      counts[column] += images;
    } else {
      insert(~at, column, images);
    }
  }

  private void insert(int at, int column, long images) {
    if (listed == columns.length) {
      columns = Arrays.copyOf(columns, 2 * listed);
      counts = Arrays.copyOf(counts, 2 * listed);
    }
    System.arraycopy(columns, at, columns, at + 1, listed - at);
    System.arraycopy(counts, at, counts, at + 1, listed - at);
    columns[at] = column;
    counts[at] = images;
    listed++;
  }

  void merge(ConfusionRow next) {
    for (int i = 0; i < next.size(); i++) {
      add(next.column(i), next.count(i));
    }
  }

  /** How many numbers it holds: all that are not 0, and maybe others. */
  int size() {
    return columns == null ? classes : listed;
  }

  /** The column of the number at {@code i}, more than that of the one before. */
  int column(int i) {
    return columns == null ? i : columns[i];
  }

  /** The number at {@code i}, from 0 to {@code size() - 1}. */
  long count(int i) {
    return counts[i];
  }

  /** The number in a column. */
  long in(int column) {
    int at = columns == null ? column : Arrays.binarySearch(columns, 0, listed, column);
    return at < 0 ? 0 : counts[at];
  }

  /** All numbers. */
  long sum() {
    long sum = 0;
    for (int i = 0; i < size(); i++) {
      sum += counts[i];
    }
    return sum;
  }

  /** A copy with a number for each class. */
  long[] toArray() {
    long[] row = new long[classes];
    for (int i = 0; i < size(); i++) {
      row[column(i)] = counts[i];
    }
    return row;
  }
}

package mnisteval.evaluation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import mnisteval.evaluation.Metrics.Confusion;

/** Images by true class (rows) and predicted class (columns). */
final class ConfusionCounts {
  private final long[][] counts;

  ConfusionCounts(int classes) {
    counts = new long[classes][classes];
  }

  void add(int actual, int predicted) {
    counts[actual][predicted]++;
  }

  void merge(ConfusionCounts next) {
    for (int i = 0; i < counts.length; i++) {
      for (int j = 0; j < counts.length; j++) {
        counts[i][j] += next.counts[i][j];
      }
    }
  }

  int classes() {
    return counts.length;
  }

  /** Images that have the class: the sum of its row. */
  long actual(int index) {
    long sum = 0;
    for (long count : counts[index]) {
      sum += count;
    }
    return sum;
  }

  /** Images that are given the class: the sum of its column. */
  long predicted(int index) {
    long sum = 0;
    for (long[] row : counts) {
      sum += row[index];
    }
    return sum;
  }

  /** Images that have the class and are given it. */
  long correct(int index) {
    return counts[index][index];
  }

  /** Images that are given the class they have. */
  long correct() {
    long sum = 0;
    for (int i = 0; i < counts.length; i++) {
      sum += counts[i][i];
    }
    return sum;
  }

  /** All images. */
  long total() {
    long sum = 0;
    for (int i = 0; i < counts.length; i++) {
      sum += actual(i);
    }
    return sum;
  }

  /** A copy of the matrix. */
  long[][] matrix() {
    long[][] matrix = new long[counts.length][];
    for (int i = 0; i < counts.length; i++) {
      matrix[i] = counts[i].clone();
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
    for (int i = 0; i < counts.length; i++) {
      for (int j = 0; j < counts.length; j++) {
        if (i != j && counts[i][j] > 0) {
          pairs.add(new Confusion(i, j, counts[i][j]));
        }
      }
    }
    // The sort is stable: of equals, the order of the matrix stays.
    pairs.sort(Comparator.comparingLong(Confusion::count).reversed());
    return List.copyOf(pairs.subList(0, Math.min(most, pairs.size())));
  }

  /** {@code part / whole}, or 0 if the whole is 0. */
  static double share(long part, long whole) {
    return whole == 0 ? 0 : (double) part / whole;
  }
}

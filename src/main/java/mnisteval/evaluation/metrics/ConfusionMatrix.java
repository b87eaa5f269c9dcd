package mnisteval.evaluation.metrics;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import mnisteval.evaluation.metrics.Metrics.Confusion;

/**
 * Counts images by true class (rows) and predicted class (columns).
 *
 * <p>Letters: n images, c of them right, t_k of class k, p_k predicted as class k. Products are
 * doubles, which are exact up to 94 million images, and cannot overflow.
 */
final class ConfusionMatrix {
  private final long[][] counts;

  ConfusionMatrix(int classes) {
    counts = new long[classes][classes];
  }

  /** Returns how many bytes of the heap the matrix takes. */
  long bytes() {
    return (long) Long.BYTES * counts.length * counts.length;
  }

  void add(int actual, int predicted) {
    counts[actual][predicted]++;
  }

  void merge(ConfusionMatrix next) {
    for (int i = 0; i < counts.length; i++) {
      for (int j = 0; j < counts.length; j++) {
        counts[i][j] += next.counts[i][j];
      }
    }
  }

  int classes() {
    return counts.length;
  }

  /** Returns how many images have each class: the sums of the rows. */
  long[] actual() {
    long[] sums = new long[counts.length];
    for (int i = 0; i < counts.length; i++) {
      for (long count : counts[i]) {
        sums[i] += count;
      }
    }
    return sums;
  }

  /** Returns how many images are given each class: the sums of the columns. */
  long[] predicted() {
    long[] sums = new long[counts.length];
    for (long[] row : counts) {
      for (int j = 0; j < row.length; j++) {
        sums[j] += row[j];
      }
    }
    return sums;
  }

  /** Returns how many images of a class are given it. */
  long correct(int index) {
    return counts[index][index];
  }

  /** Returns how many images are given the class they have. */
  long correct() {
    long sum = 0;
    for (int i = 0; i < counts.length; i++) {
      sum += counts[i][i];
    }
    return sum;
  }

  /** Returns how many images there are. */
  long total() {
    long sum = 0;
    for (long images : actual()) {
      sum += images;
    }
    return sum;
  }

  /** Returns a copy of the matrix. */
  long[][] matrix() {
    long[][] matrix = new long[counts.length][];
    for (int i = 0; i < counts.length; i++) {
      matrix[i] = counts[i].clone();
    }
    return matrix;
  }

  /**
   * Returns the pairs of different classes that were mistaken for each other, most images first;
   * with equally many, the lower true class first, then the lower predicted one.
   *
   * @param most how many pairs at most
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
    pairs.sort(Comparator.comparingLong(Confusion::count).reversed());
    return List.copyOf(pairs.subList(0, Math.min(most, pairs.size())));
  }

  /**
   * Returns Cohen's kappa (J. Cohen, 1960), the agreement beyond chance: {@code 1 - (n - c) / (n -
   * sum of t_k p_k / n)}.
   *
   * @return at most 1; 0 if all images have one class and are given it, when it is undefined
   */
  double kappa() {
    double n = total();
    double byChance = n * n - sumOfProducts(actual(), predicted());
    return byChance == 0 ? 0 : 1 - (n - correct()) * n / byChance;
  }

  /**
   * Returns the Matthews correlation coefficient for several classes (J. Gorodkin, 2004): {@code (c
   * n - sum of t_k p_k) / sqrt((n^2 - sum of t_k^2) (n^2 - sum of p_k^2))}.
   *
   * @return from -1 to 1; 0 if all images have one class or all are given one
   */
  double matthews() {
    double n = total();
    long[] t = actual();
    long[] p = predicted();
    double variances = (n * n - sumOfProducts(t, t)) * (n * n - sumOfProducts(p, p));
    return variances == 0
        ? 0
        : ((double) correct() * n - sumOfProducts(t, p)) / Math.sqrt(variances);
  }

  private static double sumOfProducts(long[] a, long[] b) {
    double sum = 0;
    for (int k = 0; k < a.length; k++) {
      sum += (double) a[k] * b[k];
    }
    return sum;
  }

  /** Returns {@code part / whole}, or 0 if the whole is 0. */
  static double share(long part, long whole) {
    return whole == 0 ? 0 : (double) part / whole;
  }
}

package mnisteval.evaluation.metrics;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import mnisteval.evaluation.metrics.Metrics.Averages;
import mnisteval.evaluation.metrics.Metrics.ClassScores;
import mnisteval.evaluation.metrics.Metrics.Confusion;

/**
 * Counts images by true class (rows) and predicted class (columns); the metrics of the classes and
 * their averages follow from that.
 *
 * <p>Letters: n images, c of them right, t_k of class k, p_k predicted as class k. Products are
 * doubles, which are exact up to 94 million images, and cannot overflow.
 */
final class ConfusionMatrix {
  private final long[][] counts;

  ConfusionMatrix(int classes) {
    counts = new long[classes][classes];
  }

  /** Returns a matrix that was counted before. */
  static ConfusionMatrix of(long[][] counted) {
    ConfusionMatrix matrix = new ConfusionMatrix(counted.length);
    for (int i = 0; i < counted.length; i++) {
      System.arraycopy(counted[i], 0, matrix.counts[i], 0, counted.length);
    }
    return matrix;
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

  /** Returns how many images have each class: the sums of the rows. */
  long[] actual() {
    long[] sums = new long[counts.length];
    for (int i = 0; i < counts.length; i++) {
      sums[i] = sum(counts[i]);
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

  /** Returns how many images are given the class they have. */
  long correct() {
    long correct = 0;
    for (int k = 0; k < counts.length; k++) {
      correct += counts[k][k];
    }
    return correct;
  }

  /** Returns how many images there are. */
  long total() {
    return sum(actual());
  }

  private static long sum(long[] numbers) {
    long sum = 0;
    for (long number : numbers) {
      sum += number;
    }
    return sum;
  }

  /** Returns a copy of the matrix. */
  long[][] matrix() {
    long[][] copy = new long[counts.length][];
    for (int i = 0; i < counts.length; i++) {
      copy[i] = counts[i].clone();
    }
    return copy;
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
    Collections.sort(pairs);
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

  /** Returns precision, recall and F1 of each class, in order. */
  List<ClassScores> scores() {
    long[] actual = actual();
    long[] predicted = predicted();
    List<ClassScores> scores = new ArrayList<>();
    for (int k = 0; k < counts.length; k++) {
      long correct = counts[k][k];
      double precision = share(correct, predicted[k]);
      double recall = share(correct, actual[k]);
      double f1 = share(2 * correct, predicted[k] + actual[k]);
      scores.add(new ClassScores(k, precision, recall, f1, actual[k]));
    }
    return List.copyOf(scores);
  }

  /** Returns plain averages over the classes that are true or predicted of some image. */
  Averages macro() {
    long[] images = actual();
    long[] predicted = predicted();
    for (int k = 0; k < images.length; k++) {
      images[k] += predicted[k];
    }
    return averages(ones(images));
  }

  /** Returns averages weighted by support: a class counts as often as it is true. */
  Averages weighted() {
    return averages(actual());
  }

  /** Returns the mean recall of the classes that have images. */
  double balancedAccuracy() {
    return averages(ones(actual())).recall();
  }

  /** Returns 1 for each class that has images, and otherwise 0. */
  private static long[] ones(long[] images) {
    long[] ones = new long[images.length];
    for (int k = 0; k < images.length; k++) {
      ones[k] = Long.signum(images[k]);
    }
    return ones;
  }

  private Averages averages(long[] weights) {
    double precision = 0;
    double recall = 0;
    double f1 = 0;
    for (ClassScores scored : scores()) {
      long weight = weights[scored.index()];
      precision += weight * scored.precision();
      recall += weight * scored.recall();
      f1 += weight * scored.f1();
    }
    long divisor = Math.max(1, sum(weights));
    return new Averages(precision / divisor, recall / divisor, f1 / divisor, total());
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

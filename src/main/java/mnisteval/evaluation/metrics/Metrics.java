package mnisteval.evaluation.metrics;

import java.util.List;
import mnisteval.evaluation.Accuracy;

/**
 * All metrics of a network on an image set. Definitions are scikit-learn's; a quotient whose
 * denominator is zero is 0.
 *
 * @param accuracy correct and total
 * @param interval the 95 % Wilson score interval of the accuracy
 * @param topK top-k accuracies, in the order that was asked for
 * @param logLoss mean of {@code -log(p)} of the true class, p clipped to [2^-52, 1 - 2^-52]
 * @param brier mean over images of the sum over classes of {@code (p - [class is true])^2}: 0 to 2
 * @param calibrationError expected calibration error over the bins of {@code reliability}
 * @param reliability 15 bins of equal width over the confidence, from 0 to 1
 * @param balancedAccuracy mean recall of the classes that have images
 * @param kappa Cohen's kappa
 * @param matthews Matthews correlation coefficient for several classes
 * @param classes one entry a class, in order
 * @param macro plain averages over the classes that are true or predicted of some image
 * @param weighted averages weighted by support
 * @param confusion images by true class (rows) and predicted class (columns)
 * @param mostConfused pairs of different classes, most images first, at most 10
 */
public record Metrics(
    Accuracy accuracy,
    Interval interval,
    List<TopK> topK,
    double logLoss,
    double brier,
    double calibrationError,
    List<Bin> reliability,
    double balancedAccuracy,
    double kappa,
    double matthews,
    List<ClassScores> classes,
    Averages macro,
    Averages weighted,
    long[][] confusion,
    List<Confusion> mostConfused) {
  /** Returns these metrics without the lists (but for top-k) and the matrix, which take memory. */
  public Metrics summary() {
    return new Metrics(
        accuracy,
        interval,
        topK,
        logLoss,
        brier,
        calibrationError,
        List.of(),
        balancedAccuracy,
        kappa,
        matthews,
        List.of(),
        macro,
        weighted,
        new long[0][],
        List.of());
  }

  /** From low to high, both from 0 to 1. */
  public record Interval(double low, double high) {
    /** The 0.975 quantile of the normal distribution: 95 % lie within so many deviations. */
    private static final double Z = 1.959963984540054;

    /**
     * Returns the 95 % score interval of {@code part / whole} (E. B. Wilson, Journal of the
     * American Statistical Association 22, 1927), which includes it; 0 to 1 if the whole is 0.
     */
    static Interval wilson(long part, long whole) {
      return whole == 0
          ? new Interval(0, 1)
          : new Interval(low(part, whole), 1 - low(whole - part, whole));
    }

    /** {@code (k + z^2/2 - z sqrt(k (n - k) / n + z^2/4)) / (n + z^2)}, exactly 0 for k = 0. */
    private static double low(double k, double n) {
      double square = Z * Z;
      return (k + square / 2 - Z * Math.sqrt(k * (n - k) / n + square / 4)) / (n + square);
    }
  }

  /** The share of images whose true class is among the k most probable; of equals, the first. */
  public record TopK(int k, double accuracy) {}

  /**
   * Images whose confidence (the largest probability) is above {@code from} and at most {@code to}.
   *
   * @param count images
   * @param confidence their mean confidence, 0 without images
   * @param accuracy the share of them that is right, 0 without images
   */
  public record Bin(double from, double to, long count, double confidence, double accuracy) {
    /** Returns the 95 % Wilson interval of the share that is right. */
    public Interval interval() {
      return Interval.wilson(Math.round(accuracy * count), count);
    }
  }

  /**
   * The metrics of one class.
   *
   * @param index the class, from 0
   * @param precision of the images given this class, the share that has it
   * @param recall of the images that have this class, the share given it
   * @param f1 harmonic mean of the two
   * @param support images that have this class
   */
  public record ClassScores(int index, double precision, double recall, double f1, long support) {
    /** Returns the 95 % Wilson interval of the recall. */
    public Interval interval() {
      return Interval.wilson(Math.round(recall * support), support);
    }
  }

  /** Averages over classes, and the images of all. */
  public record Averages(double precision, double recall, double f1, long support) {}

  /** How many images of one class were taken for another; in order, most images come first. */
  public record Confusion(int actual, int predicted, long count) implements Comparable<Confusion> {
    @Override
    public int compareTo(Confusion other) {
      return Long.compare(other.count, count);
    }
  }
}

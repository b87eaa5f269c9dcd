package mnisteval.evaluation.metrics;

import java.util.Arrays;
import mnisteval.evaluation.Prediction;
import mnisteval.evaluation.Tally;

/**
 * Two networks on the same images.
 *
 * @param disagreements images to which they give different classes
 * @param onlyFirst images that only the first network gets right
 * @param onlySecond images that only the second network gets right
 * @param mcnemar the two-sided p-value of McNemar's exact test: how probable a difference of at
 *     least this size is if both networks are equally good
 */
public record Comparison(long disagreements, long onlyFirst, long onlySecond, double mcnemar) {
  /** What is left out of a sum is less than a billionth of a double's last bit. */
  private static final double NEGLIGIBLE = 0x1p-90;

  /**
   * Returns the comparison of two networks of which the images were counted before.
   *
   * @hidden not part of the API
   */
  public static Comparison of(long disagreements, long onlyFirst, long onlySecond) {
    return new Comparison(disagreements, onlyFirst, onlySecond, mcnemar(onlyFirst, onlySecond));
  }

  /** Compares what two networks give the same images, in the same order. */
  public static Comparison of(PredictedClasses first, PredictedClasses second) {
    if (first.count() != second.count()) {
      throw new IllegalArgumentException(first.count() + " and " + second.count() + " images");
    }
    long disagreements = 0;
    long onlyFirst = 0;
    long onlySecond = 0;
    for (int i = 0; i < first.count(); i++) {
      if (first.predicted(i) != second.predicted(i)) {
        disagreements++;
        onlyFirst += first.correct(i) ? 1 : 0;
        onlySecond += second.correct(i) ? 1 : 0;
      }
    }
    return of(disagreements, onlyFirst, onlySecond);
  }

  /**
   * Returns the two-sided p-value of McNemar's exact test (Q. McNemar, Psychometrika 12, 1947, with
   * the binomial distribution in place of chi-squared): {@code min(1, 2 * sum of C(n, i) / 2^n for
   * i from 0 to m)}, n being the sum and m the lesser of the two counts. If both networks are
   * equally good, each of the n images is as likely to be right for the one as for the other.
   *
   * <p>Takes n steps; the relative error is about n * 1e-16.
   *
   * @return from 0 to 1; 1 if both counts are 0
   */
  public static double mcnemar(long onlyFirst, long onlySecond) {
    long n = onlyFirst + onlySecond;
    long m = Math.min(onlyFirst, onlySecond);
    if (n - 2 * m <= 1) {
      // The sum is half of all, or more: exactly 1, which rounding might miss.
      return 1;
    }
    // C(n, m) = product of (n - m + j) / j for j from 1 to m, every factor being 1 or more. It is
    // halved on its way as often as that keeps it about 1: halving is exact, and it can't overflow.
    double largest = 1;
    long halved = 0;
    for (long j = 1; j <= m; j++) {
      largest = largest * (n - m + j) / j;
      while (largest >= 2) {
        largest /= 2;
        halved++;
      }
    }
    // The other terms as shares of it, C(n, i - 1) = C(n, i) * i / (n - i + 1): they only shrink.
    double sum = 1;
    double term = 1;
    for (long i = m; i > 0 && term > NEGLIGIBLE; i--) {
      term = term * i / (n - i + 1);
      sum += term;
    }
    long exponent = Math.max(halved - n + 1, -10_000);
    return Math.min(1, Math.scalb(largest * sum, (int) exponent));
  }

  /**
   * The class that a network gives each image, and whether it is right, in the order of the images.
   * Takes 2 bytes an image.
   */
  public static final class PredictedClasses implements Tally {
    /** Class k as k where it is right, as ~k (which is negative) where it is wrong. */
    private short[] classes = new short[256];

    private int count;

    @Override
    public long bytes(long images, int pixels) {
      // The array grows by a half, and is copied then.
      return images * 2 * Short.BYTES;
    }

    @Override
    public Tally empty() {
      return new PredictedClasses();
    }

    @Override
    public void add(Prediction image) {
      reserve(1);
      int predicted = image.predicted();
      classes[count++] = (short) (image.correct() ? predicted : ~predicted);
    }

    @Override
    public void merge(Tally next) {
      PredictedClasses other = (PredictedClasses) next;
      reserve(other.count);
      System.arraycopy(other.classes, 0, classes, count, other.count);
      count += other.count;
    }

    private void reserve(int more) {
      int needed = Math.addExact(count, more);
      if (needed > classes.length) {
        long half = classes.length + (classes.length >> 1);
        classes =
            Arrays.copyOf(classes, (int) Math.min(Integer.MAX_VALUE - 8, Math.max(needed, half)));
      }
    }

    int count() {
      return count;
    }

    /** Returns the class given to image {@code image}, from 0 to {@code count() - 1}. */
    int predicted(int image) {
      int at = classes[image];
      return at < 0 ? ~at : at;
    }

    boolean correct(int image) {
      return classes[image] >= 0;
    }
  }
}

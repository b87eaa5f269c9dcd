package mnisteval.evaluation.metrics;

import java.math.BigInteger;
import java.util.List;

/**
 * All that a {@link MetricsTally} has counted, as integers: sums are multiples of 2^-1074.
 *
 * @param confusion images by true class (rows) and predicted class (columns)
 * @param ranks images by the rank of their true class, from 0
 * @param logLoss sum of {@code -log(p)} of the true class
 * @param brier sum of the Brier scores
 * @param bins {@value #BINS} of equal width over the confidence, from low to high
 * @hidden not part of the API
 */
public record MetricsCounts(
    long[][] confusion, long[] ranks, BigInteger logLoss, BigInteger brier, List<Bin> bins) {
  /** How many bins of confidence there are. */
  public static final int BINS = CalibrationBins.BINS;

  /** The weight of the last bit of a sum is 2^-{@value}. */
  public static final int FRACTION_BITS = ExactSum.FRACTION_BITS;

  /** The largest log loss of an image: that of the probability 2^-52, rounded up. */
  private static final long LARGEST_LOSS = 37;

  /** The largest Brier score of an image is 2, and a little more by rounding. */
  private static final long LARGEST_BRIER = 3;

  /**
   * Images of a bin of confidence.
   *
   * @param images how many
   * @param correct how many of them are right
   * @param confidence the sum of their confidence
   */
  public record Bin(long images, long correct, BigInteger confidence) {}

  /** Returns how many images were counted. */
  public long total() {
    long total = 0;
    for (long[] row : confusion) {
      for (long count : row) {
        total += count;
      }
    }
    return total;
  }

  /** Returns how many images are right. */
  public long correct() {
    long correct = 0;
    for (int k = 0; k < confusion.length; k++) {
      correct += confusion[k][k];
    }
    return correct;
  }

  /**
   * Returns whether these can be the counts of so many images: none is negative, all have as many
   * images, and no sum is larger than so many images make it.
   *
   * @param images from 0 to 2^62
   */
  public boolean areOf(long images) {
    BigInteger matrix = BigInteger.ZERO;
    for (long[] row : confusion) {
      matrix = matrix.add(sum(row));
    }
    BigInteger inBins = sum(bins.stream().mapToLong(Bin::images).toArray());
    BigInteger right = sum(bins.stream().mapToLong(Bin::correct).toArray());
    BigInteger all = BigInteger.valueOf(images);
    return matrix.equals(all)
        && sum(ranks).equals(all)
        && inBins.equals(all)
        && ranks[0] == correct()
        && right.equals(BigInteger.valueOf(correct()))
        && isUpTo(logLoss, images, LARGEST_LOSS)
        && isUpTo(brier, images, LARGEST_BRIER)
        && bins.stream().allMatch(bin -> bin.correct <= bin.images)
        && bins.stream().allMatch(bin -> isUpTo(bin.confidence, bin.images, 1));
  }

  /** Returns the sum of counts, or -1 if one is negative. */
  private static BigInteger sum(long[] counts) {
    BigInteger sum = BigInteger.ZERO;
    for (long count : counts) {
      if (count < 0) {
        return BigInteger.ONE.negate();
      }
      sum = sum.add(BigInteger.valueOf(count));
    }
    return sum;
  }

  private static boolean isUpTo(BigInteger sum, long images, long largest) {
    BigInteger most = ExactSum.units(images).multiply(BigInteger.valueOf(largest));
    return sum.signum() >= 0 && sum.compareTo(most) <= 0;
  }
}

package mnisteval.evaluation.metrics;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import mnisteval.evaluation.metrics.Metrics.Bin;

/**
 * Compares a network's confidence with its accuracy: counts images, and those that are right, in
 * bins of equal width over the confidence (M. P. Naeini and others, AAAI 2015; 15 bins as C. Guo
 * and others, ICML 2017).
 */
final class CalibrationBins {
  static final int BINS = 15;

  private final long[] images = new long[BINS];
  private final long[] correct = new long[BINS];
  private final ExactSum[] confidence = new ExactSum[BINS];

  CalibrationBins() {
    for (int i = 0; i < BINS; i++) {
      confidence[i] = new ExactSum();
    }
  }

  /** Returns bins that were counted before. */
  static CalibrationBins of(List<MetricsCounts.Bin> counted) {
    CalibrationBins bins = new CalibrationBins();
    for (int i = 0; i < BINS; i++) {
      bins.images[i] = counted.get(i).images();
      bins.correct[i] = counted.get(i).correct();
      bins.confidence[i] = ExactSum.of(counted.get(i).confidence());
    }
    return bins;
  }

  /** Returns what was counted, from low to high. */
  List<MetricsCounts.Bin> counts() {
    List<MetricsCounts.Bin> counts = new ArrayList<>();
    for (int i = 0; i < BINS; i++) {
      counts.add(new MetricsCounts.Bin(images[i], correct[i], confidence[i].units()));
    }
    return List.copyOf(counts);
  }

  /** Returns how many bytes of the heap these bins take. */
  static long bytes() {
    return BINS * (2L * Long.BYTES + ExactSum.BYTES);
  }

  /** Adds an image whose most probable class has this probability, above 0 and at most 1. */
  void add(double probability, boolean right) {
    int bin = bin(probability);
    images[bin]++;
    confidence[bin].add(probability);
    if (right) {
      correct[bin]++;
    }
  }

  /** Returns the bin i with {@code edge(i) < probability <= edge(i + 1)}. */
  private static int bin(double probability) {
    int bin = Math.min(BINS - 1, (int) (probability * BINS));
    // An edge itself belongs below, and the rounded product may reach it too soon; never too late.
    return probability <= edge(bin) ? bin - 1 : bin;
  }

  private static double edge(int i) {
    return (double) i / BINS;
  }

  void merge(CalibrationBins next) {
    for (int i = 0; i < BINS; i++) {
      images[i] += next.images[i];
      correct[i] += next.correct[i];
      confidence[i].merge(next.confidence[i]);
    }
  }

  /** Returns all bins, from low to high. */
  List<Bin> bins() {
    List<Bin> bins = new ArrayList<>();
    for (int i = 0; i < BINS; i++) {
      long n = images[i];
      double accuracy = ConfusionMatrix.share(correct[i], n);
      bins.add(new Bin(edge(i), edge(i + 1), n, confidence[i].mean(n), accuracy));
    }
    return List.copyOf(bins);
  }

  /** Returns the mean over all images of |accuracy - confidence| of their bin. */
  double error() {
    BigInteger sum = BigInteger.ZERO;
    long total = 0;
    for (int i = 0; i < BINS; i++) {
      sum = sum.add(ExactSum.units(correct[i]).subtract(confidence[i].units()).abs());
      total += images[i];
    }
    return ExactSum.quotient(sum, total);
  }
}

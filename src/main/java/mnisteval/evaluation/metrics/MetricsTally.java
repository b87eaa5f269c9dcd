package mnisteval.evaluation.metrics;

import java.util.ArrayList;
import java.util.List;
import mnisteval.evaluation.Accuracy;
import mnisteval.evaluation.Prediction;
import mnisteval.evaluation.Tally;
import mnisteval.evaluation.metrics.Metrics.TopK;
import mnisteval.input.InputException;
import mnisteval.network.Network;

/**
 * Counts and sums what all {@link Metrics} are computed from: the confusion matrix, the rank of the
 * true class, log loss, Brier score and calibration bins.
 *
 * <p>The rank is the number of classes with a larger logit, or with an equal one of an earlier
 * output. So top-1 accuracy is the accuracy, of equals the first being predicted; scikit-learn,
 * which takes the last of equals in top-k accuracy alone, may give another number where logits are
 * equal.
 *
 * <p>Counts and sums are exact, so that tallies of parts of the images, merged in any order and
 * grouping, give the same metrics to the last bit.
 */
public final class MetricsTally implements Tally {
  /**
   * The most classes of a network in a report, as many as a label of one byte names. The matrix of
   * more would harm whoever ranks many networks: it takes more than half a megabyte of each.
   */
  public static final int MAX_CLASSES = 256;

  /** Probabilities are clipped to this far from 0 and 1, as scikit-learn does: 2^-52. */
  private static final double EPSILON = Math.ulp(1.0);

  /** As many pairs as fit a screen; the confusion matrix has them all. */
  private static final int MOST_CONFUSED = 10;

  private final ConfusionMatrix confusion;
  private final CalibrationBins calibration;
  private final long[] ranks;
  private final ExactSum logLoss;
  private final ExactSum brier;

  /**
   * Makes an empty tally.
   *
   * @param classes how many classes the network has, from 1
   */
  public MetricsTally(int classes) {
    confusion = new ConfusionMatrix(classes);
    calibration = new CalibrationBins();
    ranks = new long[classes];
    logLoss = new ExactSum();
    brier = new ExactSum();
  }

  /**
   * Makes a tally of images that were counted before.
   *
   * @param counts of another tally
   * @hidden not part of the API
   */
  public MetricsTally(MetricsCounts counts) {
    confusion = ConfusionMatrix.of(counts.confusion());
    calibration = CalibrationBins.of(counts.bins());
    ranks = counts.ranks().clone();
    logLoss = ExactSum.of(counts.logLoss());
    brier = ExactSum.of(counts.brier());
  }

  /**
   * Returns all that was counted, from which an equal tally can be made.
   *
   * @hidden not part of the API
   */
  public MetricsCounts counts() {
    return new MetricsCounts(
        confusion.matrix(), ranks.clone(), logLoss.units(), brier.units(), calibration.counts());
  }

  /**
   * Makes an empty tally for a network.
   *
   * @param file the file's name in messages
   * @throws InputException if it has more classes than {@link #MAX_CLASSES}
   */
  public static MetricsTally of(String file, Network network) throws InputException {
    if (network.classes() > MAX_CLASSES) {
      throw InputException.of(
          file,
          "too many classes for a report, whose confusion matrix has a cell for each pair"
              + " (expected at most %d, found %d)",
          MAX_CLASSES,
          network.classes());
    }
    return new MetricsTally(network.classes());
  }

  @Override
  public long bytes(long images, int pixels) {
    return (long) Long.BYTES * 2 * ranks.length
        + confusion.bytes()
        + CalibrationBins.bytes()
        + 2 * ExactSum.BYTES;
  }

  @Override
  public MetricsTally empty() {
    return new MetricsTally(ranks.length);
  }

  @Override
  public void add(Prediction image) {
    int label = image.label();
    double[] p = image.probabilities();
    confusion.add(label, image.predicted());
    ranks[image.rank()]++;
    calibration.add(p[image.predicted()], image.correct());
    logLoss.add(loss(p[label]));
    brier.add(squaredError(p, label));
  }

  /** Returns {@code -log(p)} of a probability, which is clipped. */
  static double loss(double p) {
    return -Math.log(Math.min(Math.max(p, EPSILON), 1 - EPSILON));
  }

  private static double squaredError(double[] p, int label) {
    double sum = 0;
    for (int j = 0; j < p.length; j++) {
      double error = j == label ? 1 - p[j] : p[j];
      sum += error * error;
    }
    return sum;
  }

  @Override
  public void merge(Tally next) {
    MetricsTally other = (MetricsTally) next;
    confusion.merge(other.confusion);
    calibration.merge(other.calibration);
    for (int i = 0; i < ranks.length; i++) {
      ranks[i] += other.ranks[i];
    }
    logLoss.merge(other.logLoss);
    brier.merge(other.brier);
  }

  /**
   * Returns how many images are right, of all that were added.
   *
   * @hidden not part of the API
   */
  public Accuracy accuracy() {
    return new Accuracy(confusion.correct(), confusion.total());
  }

  /**
   * Returns the metrics of all images that were added.
   *
   * @param topK the values of k for top-k accuracy, each from 1 to the number of classes
   */
  public Metrics metrics(int[] topK) {
    Accuracy accuracy = accuracy();
    return new Metrics(
        accuracy,
        Metrics.Interval.wilson(accuracy.correct(), accuracy.total()),
        topK(topK, accuracy.total()),
        logLoss.mean(accuracy.total()),
        brier.mean(accuracy.total()),
        calibration.error(),
        calibration.bins(),
        confusion.balancedAccuracy(),
        confusion.kappa(),
        confusion.matthews(),
        confusion.scores(),
        confusion.macro(),
        confusion.weighted(),
        confusion.matrix(),
        confusion.mostConfused(MOST_CONFUSED));
  }

  private List<TopK> topK(int[] wanted, long total) {
    List<TopK> shares = new ArrayList<>();
    for (int k : wanted) {
      long images = 0;
      for (int rank = 0; rank < k; rank++) {
        images += ranks[rank];
      }
      shares.add(new TopK(k, ConfusionMatrix.share(images, total)));
    }
    return List.copyOf(shares);
  }
}

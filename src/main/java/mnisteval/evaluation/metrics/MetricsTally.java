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
 * Counts and sums all that {@link Metrics} are computed from: the confusion matrix, the rank of the
 * true class, log loss, Brier score and calibration bins.
 *
 * <p>The rank is the number of classes with a larger logit, or with an equal one and a lower index.
 * So top-1 accuracy is the accuracy, of equals the first being predicted; scikit-learn, which takes
 * the last of equals in top-k accuracy alone, may give another number where logits are equal.
 */
public final class MetricsTally implements Tally {
  /**
   * The confusion matrix of so many takes 8 MB as it is reported, and nobody can read that of more.
   */
  public static final int MAX_CLASSES = 1000;

  /** Probabilities are clipped to this far from 0 and 1, as scikit-learn does: 2^-52. */
  private static final double EPSILON = Math.ulp(1.0);

  private static final int MOST_CONFUSED = 10;

  private final ConfusionMatrix confusion;
  private final CalibrationBins calibration = new CalibrationBins();
  private final long[] ranks;
  private double logLoss;
  private double brier;

  /**
   * A tally for networks of so many classes.
   *
   * @param classes from 1
   */
  public MetricsTally(int classes) {
    confusion = new ConfusionMatrix(classes);
    ranks = new long[classes];
  }

  /**
   * A tally for a network.
   *
   * @param file the name of its file in messages
   * @throws InputException if it has more classes than {@link #MAX_CLASSES}
   */
  public static MetricsTally of(String file, Network network) throws InputException {
    if (network.classes() > MAX_CLASSES) {
      throw new InputException(
          file,
          "too many classes for a confusion matrix (expected at most "
              + MAX_CLASSES
              + ", found "
              + network.classes()
              + ")");
    }
    return new MetricsTally(network.classes());
  }

  @Override
  public long bytes(long images, int pixels) {
    return (long) Long.BYTES * 2 * ranks.length + confusion.bytes(images);
  }

  @Override
  public Tally empty() {
    return new MetricsTally(ranks.length);
  }

  @Override
  public void add(Prediction image) {
    int label = image.label();
    double[] p = image.probabilities();
    confusion.add(label, image.predicted());
    ranks[rank(image.logits(), label)]++;
    calibration.add(p[image.predicted()], image.correct());
    logLoss -= Math.log(Math.min(Math.max(p[label], EPSILON), 1 - EPSILON));
    brier += squaredError(p, label);
  }

  private static int rank(double[] logits, int label) {
    int rank = 0;
    for (int j = 0; j < logits.length; j++) {
      if (logits[j] > logits[label] || (logits[j] == logits[label] && j < label)) {
        rank++;
      }
    }
    return rank;
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
    logLoss += other.logLoss;
    brier += other.brier;
  }

  /**
   * The metrics of all images that were added.
   *
   * @param topK the values of k for top-k accuracy, each from 1 to the number of classes
   */
  public Metrics metrics(int[] topK) {
    return metrics(topK, MetricsDetail.MATRIX);
  }

  /**
   * The metrics of all images that were added, or as many of them as are wanted.
   *
   * @param topK the values of k for top-k accuracy, each from 1 to the number of classes
   */
  public Metrics metrics(int[] topK, MetricsDetail detail) {
    boolean classes = detail != MetricsDetail.FIGURES;
    Accuracy evaluation = new Accuracy(confusion.correct(), confusion.total());
    PerClassMetrics figures = new PerClassMetrics(confusion);
    Agreement agreement = Agreement.of(confusion);
    long divisor = Math.max(1, evaluation.total());
    return new Metrics(
        evaluation,
        WilsonInterval.interval(evaluation.correct(), evaluation.total()),
        topK(topK, evaluation.total()),
        logLoss / divisor,
        brier / divisor,
        calibration.error(),
        classes ? calibration.bins() : List.of(),
        figures.balancedAccuracy(),
        agreement.kappa(),
        agreement.matthews(),
        classes ? figures.scores() : List.of(),
        figures.macro(),
        figures.weighted(),
        detail == MetricsDetail.MATRIX ? confusion.matrix() : new long[0][],
        classes ? confusion.mostConfused(MOST_CONFUSED) : List.of());
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

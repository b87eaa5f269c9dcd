package mnisteval.evaluation.metrics;

import java.util.ArrayList;
import java.util.List;
import mnisteval.evaluation.metrics.Metrics.Averages;
import mnisteval.evaluation.metrics.Metrics.ClassScores;

/** Precision, recall and F1 of each class, and their averages. */
final class PerClassMetrics {
  private final long[] predicted;
  private final List<ClassScores> scores;

  PerClassMetrics(ConfusionMatrix counts) {
    long[] actual = counts.actual();
    predicted = counts.predicted();
    List<ClassScores> all = new ArrayList<>();
    for (int k = 0; k < counts.classes(); k++) {
      all.add(scores(counts.correct(k), predicted[k], actual[k], k));
    }
    this.scores = List.copyOf(all);
  }

  private static ClassScores scores(long correct, long predicted, long actual, int index) {
    return new ClassScores(
        index,
        ConfusionMatrix.share(correct, predicted),
        ConfusionMatrix.share(correct, actual),
        ConfusionMatrix.share(2 * correct, predicted + actual),
        actual);
  }

  /** Returns one entry for each class, in order. */
  List<ClassScores> scores() {
    return scores;
  }

  /** Returns plain averages over the classes that are true or predicted of some image. */
  Averages macro() {
    return averages(false);
  }

  /** Returns averages weighted by support: a class counts as often as it is true. */
  Averages weighted() {
    return averages(true);
  }

  private Averages averages(boolean bySupport) {
    double precision = 0;
    double recall = 0;
    double f1 = 0;
    long weights = 0;
    long images = 0;
    for (ClassScores scored : scores) {
      long weight = bySupport ? scored.support() : occurs(scored) ? 1 : 0;
      precision += weight * scored.precision();
      recall += weight * scored.recall();
      f1 += weight * scored.f1();
      weights += weight;
      images += scored.support();
    }
    long divisor = Math.max(1, weights);
    return new Averages(precision / divisor, recall / divisor, f1 / divisor, images);
  }

  private boolean occurs(ClassScores scored) {
    return scored.support() > 0 || predicted[scored.index()] > 0;
  }

  /** Returns the mean recall of the classes that have images. */
  double balancedAccuracy() {
    double sum = 0;
    int classes = 0;
    for (ClassScores scored : scores) {
      if (scored.support() > 0) {
        sum += scored.recall();
        classes++;
      }
    }
    return classes == 0 ? 0 : sum / classes;
  }
}

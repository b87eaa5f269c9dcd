package mnisteval.evaluation.metrics;

/**
 * Two networks on the same images.
 *
 * @param disagreements images to which they give different classes
 * @param onlyFirst images that only the first network gets right
 * @param onlySecond images that only the second network gets right
 * @param mcnemar the two-sided p-value of McNemar's exact test: how probable a difference of at
 *     least this size is if both are equally good
 */
public record Comparison(long disagreements, long onlyFirst, long onlySecond, double mcnemar) {
  /**
   * Compares two networks.
   *
   * @param first what the one gives every image
   * @param second what the other gives the same images, in the same order
   */
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
    return new Comparison(
        disagreements, onlyFirst, onlySecond, McNemarTest.exact(onlyFirst, onlySecond));
  }
}

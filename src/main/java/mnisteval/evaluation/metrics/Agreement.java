package mnisteval.evaluation.metrics;

/**
 * How far truth and prediction agree beyond what chance would bring about. Letters: n images, c of
 * them right, t_k that have class k, p_k that are given class k. Products are doubles, which are
 * exact up to 94 million images, and can't overflow.
 */
record Agreement(double n, double c, double tp, double tt, double pp) {
  /** Makes the sums over k of {@code t_k p_k}, {@code t_k t_k} and {@code p_k p_k}. */
  static Agreement of(ConfusionMatrix counts) {
    long[] actual = counts.actual();
    long[] predicted = counts.predicted();
    double tp = 0;
    double tt = 0;
    double pp = 0;
    for (int k = 0; k < counts.classes(); k++) {
      double t = actual[k];
      double p = predicted[k];
      tp += t * p;
      tt += t * t;
      pp += p * p;
    }
    return new Agreement(counts.total(), counts.correct(), tp, tt, pp);
  }

  /**
   * Cohen's kappa (J. Cohen, 1960): {@code 1 - (n - c) / (n - tp / n)}.
   *
   * @return at most 1; 0 if all images have one class and are given it, when it has no value
   */
  double kappa() {
    double byChance = n * n - tp;
    return byChance == 0 ? 0 : 1 - (n - c) * n / byChance;
  }

  /**
   * Matthews correlation coefficient for several classes (J. Gorodkin, 2004): {@code (c n - tp) /
   * sqrt((n^2 - tt) (n^2 - pp))}.
   *
   * @return from -1 to 1; 0 if all images have one class or all are given one
   */
  double matthews() {
    double variances = (n * n - tt) * (n * n - pp);
    return variances == 0 ? 0 : (c * n - tp) / Math.sqrt(variances);
  }
}

package mnisteval.evaluation.metrics;

import mnisteval.evaluation.metrics.Metrics.Interval;

/**
 * The score interval of a share (E. B. Wilson, Journal of the American Statistical Association 22,
 * 1927): the shares that a test at 5 % would not reject, given what was counted.
 */
final class WilsonInterval {
  /** The 0.975 quantile of the normal distribution: 95 % lie within so many deviations. */
  private static final double Z = 1.959963984540054;

  private WilsonInterval() {}

  /** The 95 % interval of {@code part / whole}, which it holds; 0 to 1 if the whole is 0. */
  static Interval interval(long part, long whole) {
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

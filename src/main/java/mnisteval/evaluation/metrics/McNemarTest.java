package mnisteval.evaluation.metrics;

/**
 * McNemar's exact test of two classifiers (Q. McNemar, Psychometrika 12, 1947, with the binomial
 * distribution in place of chi-squared). Of n images that only one of the two gets right, each is
 * as likely to be the one's as the other's if they are equally good.
 */
final class McNemarTest {
  /** What is left out of the sum is less than a billionth of a double's last bit. */
  private static final double NEGLIGIBLE = 0x1p-90;

  private McNemarTest() {}

  /**
   * The two-sided p-value: {@code min(1, 2 * sum of C(n, i) / 2^n for i from 0 to m)}, n being the
   * sum and m the lesser of the two counts. Takes n steps, and errs by about n * 1e-16 of it.
   *
   * @param onlyFirst images that only the first gets right
   * @param onlySecond images that only the second gets right
   * @return from 0 to 1; 1 if both counts are 0
   */
  static double exact(long onlyFirst, long onlySecond) {
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
}

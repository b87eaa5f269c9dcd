package mnisteval.network;

/**
 * {@code 1 / (1 + exp(-x))} of many numbers, within 4e-16 of the exact value.
 *
 * <p>exp is computed as {@code 2^(k/64) * exp(r)}, with k the whole number nearest to {@code 64 x /
 * ln 2} and {@code |r| <= ln 2 / 128}: the first factor from a table, the second from the Taylor
 * series to the fifth power, whose next term is below 4e-17. {@code Math.exp} is one call a number;
 * here the series and the quotient are vector instructions, and only the table is looked into one
 * by one. See P. T. P. Tang, Table-driven implementation of the exponential function, ACM TOMS 15
 * (1989).
 */
final class Sigmoid {
  /** Beyond, exp would leave the range of its exponent, and 1 / (1 + exp) is 1 or below 1e-300. */
  private static final double LARGEST = 700;

  private static final int STEPS = 64;
  private static final double STEPS_BY_LN2 = STEPS / Math.log(2);

  /** ln 2 / 64 in two parts, the first so short that its product with k is exact. */
  private static final double LN2_HIGH = 0x1.62e42fefap-1 / STEPS;

  private static final double LN2_LOW = 0x1.cf79abc9e3b39p-40 / STEPS;

  /** Added to a number below 2^51, leaves its nearest whole number in the lowest bits. */
  private static final double ROUNDER = 0x1.8p52;

  /** The bits of 2^(i/64). */
  private final long[] powers = new long[STEPS];

  private final double[] rounded;
  private final double[] series;

  /** For rows of so many numbers at most. */
  Sigmoid(int longest) {
    rounded = new double[longest];
    series = new double[longest];
    for (int i = 0; i < STEPS; i++) {
      powers[i] = Double.doubleToRawLongBits(Math.pow(2, (double) i / STEPS));
    }
  }

  /** Replaces the first {@code count} numbers. */
  void apply(double[] x, int count) {
    reduce(x, rounded, series, count);
    scale(rounded, count);
    divide(x, rounded, series, count);
  }

  private static void reduce(double[] x, double[] rounded, double[] series, int count) {
    for (int i = 0; i < count; i++) {
      double v = -Math.max(-LARGEST, Math.min(LARGEST, x[i]));
      double whole = v * STEPS_BY_LN2 + ROUNDER;
      double k = whole - ROUNDER;
      double r = v - k * LN2_HIGH - k * LN2_LOW;
      rounded[i] = whole;
      series[i] = 1 + r * (1 + r * (1 / 2. + r * (1 / 6. + r * (1 / 24. + r * (1 / 120.)))));
    }
  }

  /**
   * Replaces what holds k in its lowest bits by 2^(k/64): k mod 64 by the table, the rest as
   * exponent.
   */
  private void scale(double[] rounded, int count) {
    long[] table = powers;
    for (int i = 0; i < count; i++) {
      long k = Double.doubleToRawLongBits(rounded[i]);
      rounded[i] = Double.longBitsToDouble(table[(int) k & STEPS - 1] + (k >> 6 << 52));
    }
  }

  private static void divide(double[] x, double[] power, double[] series, int count) {
    for (int i = 0; i < count; i++) {
      x[i] = 1 / (1 + power[i] * series[i]);
    }
  }
}

package mnisteval.network;

/**
 * Computes {@code 1 / (1 + exp(-x))} of many numbers: within 4e-16 of the exact value in float64,
 * within {@link #FLOAT_ERROR} in float32.
 *
 * <p>{@code Math.exp} is one call for each number; these loops become vector instructions. In
 * float64, exp is {@code 2^(k/64) * exp(r)}, with k the whole number nearest to {@code 64 x / ln 2}
 * and {@code |r| <= ln 2 / 128}: the first factor comes from a table, the second from the Taylor
 * series to the fifth power, whose next term is below 4e-17. Only the table is looked into one by
 * one. See P. T. P. Tang, Table-driven implementation of the exponential function, ACM TOMS 15
 * (1989).
 *
 * <p>In float32, exp is {@code exp(x / 32)^32}: the Taylor series to the fourth power, squared five
 * times. Its relative error is at most 32 times that of the series, which is half an ulp a step
 * and, for |x| around 5 where it counts most, 1e-7; the slope of the sigmoid is at most a quarter.
 */
final class Sigmoid {
  /** The largest error of a result in float32. */
  static final double FLOAT_ERROR = 4e-6;

  /** Beyond, the sigmoid is within 3e-9 of 0 or 1. */
  private static final float FLOAT_LARGEST = 20;

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

  /** Makes room for rows of at most {@code longest} numbers. */
  Sigmoid(int longest) {
    rounded = new double[longest];
    series = new double[longest];
    for (int i = 0; i < STEPS; i++) {
      powers[i] = Double.doubleToRawLongBits(Math.pow(2, (double) i / STEPS));
    }
  }

  /** Replaces the first {@code count} numbers by their sigmoids. */
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
   * Replaces numbers with k in their lowest bits by 2^(k/64): k mod 64 by the table, the rest as
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

  /** Replaces the first {@code count} numbers by their sigmoids. */
  static void apply(float[] x, int count) {
    for (int i = 0; i < count; i++) {
      float r = Math.max(-FLOAT_LARGEST, Math.min(FLOAT_LARGEST, x[i])) * (-1 / 32f);
      float exp = 1 + r * (1 + r * (1 / 2f + r * (1 / 6f + r * (1 / 24f))));
      exp *= exp;
      exp *= exp;
      exp *= exp;
      exp *= exp;
      exp *= exp;
      x[i] = 1 / (1 + exp);
    }
  }
}

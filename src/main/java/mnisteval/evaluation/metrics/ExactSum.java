package mnisteval.evaluation.metrics;

import java.math.BigInteger;

/**
 * An exact sum of doubles from 0 on: whatever the order and the grouping in which they are added
 * and merged, the sum is the same, and its value is rounded once.
 *
 * <p>It is a number in fixed point whose last bit is that of the smallest double, 2^-1074, as in U.
 * Kulisch's long accumulator. Each limb holds 32 of its bits, and for a while more, so that adding
 * needs no carry.
 */
final class ExactSum {
  /** The weight of the last bit is 2^-{@value}. */
  static final int FRACTION_BITS = 1074;

  /** Enough for 2^63 addends below 2^64. */
  private static final int LIMBS = (FRACTION_BITS + 64 + 63 + 31) / 32;

  private static final long MASK = 0xffff_ffffL;
  private static final long HIDDEN_BIT = 1L << 52;

  /** How often 32 bits can be added to a limb before it is full. */
  private static final int MOST_ADDENDS = 1 << 30;

  /** Bytes of a sum. */
  static final int BYTES = LIMBS * Long.BYTES + 32;

  private final long[] limbs = new long[LIMBS];

  /** No limb is above this number of 32 bits. */
  private int addends;

  /**
   * Adds a number.
   *
   * @param x from 0 to below 2^64
   */
  void add(double x) {
    if (!(x >= 0 && x < 0x1p64)) {
      throw new IllegalArgumentException("expected 0 to 2^64, found " + x);
    }
    if (addends == MOST_ADDENDS) {
      carry();
    }
    addends++;
    // Adding 0 makes 0 of -0.
    long bits = Double.doubleToRawLongBits(x + 0.0);
    int exponent = (int) (bits >>> 52);
    long significand = bits & HIDDEN_BIT - 1 | (exponent == 0 ? 0 : HIDDEN_BIT);
    int place = Math.max(0, exponent - 1);
    int limb = place >>> 5;
    int shift = place & 31;
    long above = significand >>> 32 - shift;
    limbs[limb] += significand << shift & MASK;
    limbs[limb + 1] += above & MASK;
    limbs[limb + 2] += above >>> 32;
  }

  /** Adds the numbers of another sum. */
  void merge(ExactSum other) {
    if (addends + (long) other.addends > MOST_ADDENDS) {
      carry();
      other.carry();
    }
    addends += other.addends;
    for (int i = 0; i < LIMBS; i++) {
      limbs[i] += other.limbs[i];
    }
  }

  /** Makes every limb less than 2^32. */
  private void carry() {
    for (int i = 0; i < LIMBS - 1; i++) {
      limbs[i + 1] += limbs[i] >>> 32;
      limbs[i] &= MASK;
    }
    addends = 1;
  }

  /**
   * Returns a sum whose value is known.
   *
   * @param units a multiple of 2^-1074, from 0 to below 2^63 as a sum
   */
  static ExactSum of(BigInteger units) {
    ExactSum sum = new ExactSum();
    for (int i = 0; i < LIMBS; i++) {
      sum.limbs[i] = units.shiftRight(32 * i).longValue() & MASK;
    }
    sum.addends = 1;
    return sum;
  }

  /** Returns the sum as a multiple of 2^-1074. */
  BigInteger units() {
    carry();
    byte[] bytes = new byte[LIMBS * Integer.BYTES];
    for (int i = 0; i < bytes.length; i++) {
      bytes[bytes.length - 1 - i] = (byte) (limbs[i >>> 2] >>> 8 * (i & 3));
    }
    return new BigInteger(1, bytes);
  }

  /** Returns an integer as a multiple of 2^-1074. */
  static BigInteger units(long number) {
    return BigInteger.valueOf(number).shiftLeft(FRACTION_BITS);
  }

  /** Returns the sum / count, the double nearest to it; 0 if the count is 0. */
  double mean(long count) {
    return quotient(units(), count);
  }

  /**
   * Returns a multiple of 2^-1074 / count, the double nearest to it; 0 if the count is 0.
   *
   * @param units from 0
   * @param count from 0; the quotient has to be 0 or at least 2^-1022
   */
  static double quotient(BigInteger units, long count) {
    if (count == 0 || units.signum() == 0) {
      return 0;
    }
    BigInteger divisor = BigInteger.valueOf(count);
    // So that the quotient has 64 bits or 65, more than the 54 that rounding looks at.
    int shift = 64 + divisor.bitLength() - units.bitLength();
    BigInteger[] parts =
        units
            .shiftLeft(Math.max(0, shift))
            .divideAndRemainder(divisor.shiftLeft(Math.max(0, -shift)));
    // One bit for all that is left: without it, more than half might look like half.
    BigInteger rounded = parts[0].shiftLeft(1).or(BigInteger.valueOf(parts[1].signum()));
    return Math.scalb(rounded.doubleValue(), -FRACTION_BITS - shift - 1);
  }
}

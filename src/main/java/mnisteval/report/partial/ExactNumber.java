package mnisteval.report.partial;

import java.math.BigInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import mnisteval.evaluation.metrics.MetricsCounts;

/**
 * An exact sum as a text, as C and Java write numbers in hexadecimal: {@code 0x1f3p-52} is 0x1f3 *
 * 2^-52.
 */
final class ExactNumber {
  /** No sum of 2^63 numbers below 2^64 has more digits. */
  private static final Pattern TEXT = Pattern.compile("0x([0-9a-f]{1,301})p(-?[0-9]{1,4})");

  private ExactNumber() {}

  /** Returns the text of a multiple of 2^-1074, from 0. */
  static String text(BigInteger units) {
    if (units.signum() == 0) {
      return "0x0p0";
    }
    int zeros = units.getLowestSetBit();
    int exponent = zeros - MetricsCounts.FRACTION_BITS;
    return "0x" + units.shiftRight(zeros).toString(16) + "p" + exponent;
  }

  /** Returns the number of a text as a multiple of 2^-1074, or null if it is none. */
  static BigInteger units(String text) {
    Matcher parts = TEXT.matcher(text);
    if (!parts.matches()) {
      return null;
    }
    int shift = Integer.parseInt(parts.group(2)) + MetricsCounts.FRACTION_BITS;
    boolean fits = shift >= 0 && shift <= MetricsCounts.FRACTION_BITS + 64;
    return fits ? new BigInteger(parts.group(1), 16).shiftLeft(shift) : null;
  }
}

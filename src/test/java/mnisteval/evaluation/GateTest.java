package mnisteval.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.BigInteger;
import mnisteval.report.PythonFloat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class GateTest {
  /** 18703 / 20000 is 0.93515 and 18705 / 20000 is 0.93525: the bounds themselves. */
  @ParameterizedTest(name = "{0} / {1}: {2}")
  @CsvSource({
    "18702, 20000, false",
    "18703, 20000, true",
    "18704, 20000, true",
    "18705, 20000, true",
    "18706, 20000, false",
    "9351,  10000, false",
    "9352,  10000, true",
    "9353,  10000, false",
  })
  void boundsAreIncludedExactly(long correct, long total, boolean holds) {
    assertHolds(holds, Gate.expect(bound("0.9352"), decimal("0.00005")), correct, total);
  }

  /** 0.1 + 0.2 is more than 0.3 in doubles, and 0.7 + 0.1 is less than 0.8. */
  @ParameterizedTest(name = "{0} ± {1}, {2} / {3}: {4}")
  @CsvSource({
    "0.1, 0.2, 3, 10, true",
    "0.7, 0.1, 8, 10, true",
    "0.3, 0.2, 1, 10, true",
    "0.1, 0.2, 300001, 1000000, false",
    "0.7, 0.1, 800001, 1000000, false",
    "0.3, 0.2, 99999,  1000000, false",
  })
  void boundsAreDecimalsAndNotDoubles(
      String accuracy, String tolerance, long correct, long total, boolean holds) {
    assertHolds(holds, Gate.expect(bound(accuracy), decimal(tolerance)), correct, total);
  }

  /**
   * 1 / 3 lies between 0.333333 and 0.333334. It lies above 0.3333333333333333 too, but is printed
   * so; a digit less makes another number.
   */
  @ParameterizedTest(name = "{0} ± {1}, {2} / {3}: {4}")
  @CsvSource({
    "0.333333,         0,        1,       3, false",
    "0.333333,         0.000001, 1,       3, true",
    "0.333334,         0.000001, 1,       3, true",
    "0.333334,         0.000000, 1,       3, false",
    "0.3333333333333333, 0,      1,       3, true",
    "0.333333333333333, 0,       1,       3, false",
    "0.33333333333333333333, 0,  1,       3, true",
    "0.33,             0.003,    1,       3, false",
    "0.33,             0.004,    1,       3, true",
    "0.6667,           0.00005,  2,       3, true",
    "0.6667,           0.00003,  2,       3, false",
  })
  void onlyAPrintedAccuracyIsRounded(
      String accuracy, String tolerance, long correct, long total, boolean holds) {
    assertHolds(holds, Gate.expect(bound(accuracy), decimal(tolerance)), correct, total);
  }

  @ParameterizedTest(name = "{0} / {1}: {2}")
  @CsvSource({
    "9351,  10000, false",
    "9352,  10000, true",
    "9353,  10000, false",
    "18703, 20000, false",
    "1169,  1250,  true",
  })
  void withoutToleranceOnlyTheAccuracyItselfHolds(long correct, long total, boolean holds) {
    assertHolds(holds, Gate.expect(bound("0.9352"), decimal("0")), correct, total);
  }

  @Test
  void expectationsMayReachBeyondZeroAndOne() {
    assertHolds(true, Gate.expect(bound("0.99999"), decimal("0.00005")), 10_000, 10_000);
    assertHolds(true, Gate.expect(bound("0.00001"), decimal("0.00005")), 0, 10_000);
    assertHolds(true, Gate.expect(bound("0.5"), decimal("1")), 3, 4);
  }

  @ParameterizedTest(name = "{0} / {1}: {2}")
  @CsvSource({
    "0,     10000, false",
    "8499,  10000, false",
    "8500,  10000, true",
    "8501,  10000, true",
    "10000, 10000, true",
    "84999, 100000, false",
    "17,    20,    true",
  })
  void minimumIsIncluded(long correct, long total, boolean holds) {
    assertHolds(holds, Gate.atLeast("min-accuracy", bound("0.85")), correct, total);
  }

  @Test
  void minimumOfZeroAlwaysHolds() {
    assertHolds(true, Gate.atLeast("min-accuracy", bound("0")), 0, 3);
    assertHolds(true, Gate.atLeast("min-accuracy", bound("0")), 3, 3);
  }

  @Test
  void minimumOfOneWantsAll() {
    assertHolds(false, Gate.atLeast("min-accuracy", bound("1")), 9_999, 10_000);
    assertHolds(true, Gate.atLeast("min-accuracy", bound("1")), 10_000, 10_000);
  }

  /**
   * Neither count nor product fits a double. 2^53 + 1 of 2^54 is more than a half, but Python
   * prints 0.5; of 2^53 + 2 it prints 0.5000000000000001.
   */
  @Test
  void countsBeyondDoublesAreCompared() {
    long half = 1L << 53;
    assertHolds(true, Gate.expect(bound("0.5"), decimal("0")), half, 2 * half);
    assertHolds(true, Gate.expect(bound("0.5"), decimal("0")), half + 1, 2 * half);
    assertHolds(false, Gate.expect(bound("0.5"), decimal("0")), half + 2, 2 * half);
  }

  @Test
  void saysWhatIsWantedInPlainDecimals() {
    assertEquals("0.9352 ± 0.00005", Gate.expect(bound("0.9352"), decimal("0.00005")).wanted());
    assertEquals("0.9352 ± 0.00000001", Gate.expect(bound("0.9352"), decimal("1e-8")).wanted());
    assertEquals("1 ± 0", Gate.expect(bound("1"), decimal("0")).wanted());
    assertEquals("at least 0.85", Gate.atLeast("min-accuracy", bound("0.85")).wanted());
    assertEquals("at least 0.00000085", Gate.atLeast("min-accuracy", bound("8.5e-7")).wanted());
  }

  /** 59732 / 60000 is 0.99553 and then threes: the printed decimal is above it. */
  @ParameterizedTest(name = "{0}: {1} of 60000: {2}")
  @CsvSource({
    "0.9955333333333334, 59732, true",
    "0.9955333333333334, 59731, false",
    "0.9955333333333335, 59732, false",
    "0.9955333333333333, 59732, true",
  })
  void thePrintedAccuracyIsReached(String printed, long correct, boolean holds) {
    assertHolds(holds, Gate.atLeast("min-accuracy", bound(printed)), correct, 60_000);
  }

  /** With all images from 1 to 2,000; what is not in lowest terms was the same number before. */
  @Test
  void everyAccuracyIsWhatItIsPrintedAs() {
    for (int total = 1; total <= 2000; total++) {
      for (int correct = 0; correct <= total; correct++) {
        if (BigInteger.valueOf(correct).gcd(BigInteger.valueOf(total)).equals(BigInteger.ONE)) {
          Gate printed = Gate.expect(bound(PythonFloat.text(correct, total)), BigDecimal.ZERO);
          assertTrue(printed.holds(new Accuracy(correct, total)), printed.wanted());
        }
      }
    }
  }

  /** 2/3 is 0.666…67 in no decimal of any length; 4/6 is the same, and one image less is not. */
  @ParameterizedTest(name = "{0} of 6: {1}")
  @CsvSource({"3, false", "4, true", "5, false"})
  void fractionsAreCompared(long correct, boolean holds) {
    Gate.Bound twoThirds = new Gate.Bound(decimal("2"), decimal("3"));
    assertHolds(holds, Gate.expect(twoThirds, decimal("0")), correct, 6);
    assertHolds(correct >= 4, Gate.atLeast("min-accuracy", twoThirds), correct, 6);
    assertEquals("2/3 ± 0.1", Gate.expect(twoThirds, decimal("0.1")).wanted());
  }

  /** 2/3 - 1/6 is a half, and 2/3 + 1/6 is 5/6; 0.16 is less than a sixth, 0.17 more. */
  @Test
  void fractionsHaveATolerance() {
    Gate.Bound twoThirds = new Gate.Bound(decimal("2"), decimal("3"));
    assertHolds(false, Gate.expect(twoThirds, decimal("0.16")), 1, 2);
    assertHolds(true, Gate.expect(twoThirds, decimal("0.17")), 1, 2);
    assertHolds(false, Gate.expect(twoThirds, decimal("0.16")), 5, 6);
    assertHolds(true, Gate.expect(twoThirds, decimal("0.17")), 5, 6);
  }

  private static Gate.Bound bound(String text) {
    return Gate.Bound.of(decimal(text));
  }

  private static BigDecimal decimal(String text) {
    return new BigDecimal(text);
  }

  private static void assertHolds(boolean expected, Gate gate, long correct, long total) {
    assertEquals(expected, gate.holds(new Accuracy(correct, total)));
  }
}

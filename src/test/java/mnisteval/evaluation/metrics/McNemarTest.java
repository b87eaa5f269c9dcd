package mnisteval.evaluation.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class McNemarTest {
  /** {@code make_metrics.py mcnemar B C}: math.comb and fractions, rounded once. */
  @ParameterizedTest
  @CsvSource({
    "0, 6, 0.03125",
    "7, 3, 0.34375",
    "5, 15, 0.04138946533203125",
    "15, 5, 0.04138946533203125",
    "0, 60, 1.7347234759768071e-18",
    "100, 130, 0.055613577781392386",
    "400, 1600, 2.2803404122146458e-169",
    "0, 1000, 1.8665272370064378e-301",
    "9900, 10100, 0.15938343598473378",
    "50000, 51000, 0.0016696304559915586",
  })
  void isExact(long onlyFirst, long onlySecond, double expected) {
    assertEquals(expected, Comparison.mcnemar(onlyFirst, onlySecond), 1e-12 * expected);
  }

  /** The same, of a million and more: the script takes a minute, we take milliseconds. */
  @ParameterizedTest
  @CsvSource({
    "999000, 1001000, 0.15750684732297776",
    "490000, 510000, 5.5443632876992246e-89",
  })
  void staysStableForMillions(long onlyFirst, long onlySecond, double expected) {
    assertEquals(expected, Comparison.mcnemar(onlyFirst, onlySecond), 1e-10 * expected);
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "1, 0", "0, 1", "7, 7", "7, 8", "1000000, 1000000"})
  void isOneWithoutADifferenceWorthTheName(long onlyFirst, long onlySecond) {
    assertEquals(1, Comparison.mcnemar(onlyFirst, onlySecond));
  }

  /** 2^-1079 is below the least double, 2^-1074; 2^-1073 is not. */
  @Test
  void underflowsToZero() {
    assertEquals(0x1p-1073, Comparison.mcnemar(0, 1074));
    assertEquals(0, Comparison.mcnemar(0, 1080));
    assertEquals(0, Comparison.mcnemar(3_000_000_000L, 0));
  }
}

package mnisteval.evaluation.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import mnisteval.evaluation.Accuracy;
import org.junit.jupiter.api.Test;

/** Five images of two classes, of which three are right, counted by hand. */
final class MetricsCountsTest {
  private static final BigInteger ONE = ExactSum.units(1);

  private final long[][] confusion = {{2, 1}, {1, 1}};
  private final long[] ranks = {3, 2};
  private BigInteger logLoss = ONE.multiply(BigInteger.valueOf(4));
  private BigInteger brier = ONE;
  private final List<MetricsCounts.Bin> bins = bins();

  private static List<MetricsCounts.Bin> bins() {
    MetricsCounts.Bin none = new MetricsCounts.Bin(0, 0, BigInteger.ZERO);
    List<MetricsCounts.Bin> bins = new ArrayList<>(Collections.nCopies(MetricsCounts.BINS, none));
    bins.set(8, new MetricsCounts.Bin(3, 1, ONE.add(ONE.shiftRight(1))));
    bins.set(14, new MetricsCounts.Bin(2, 2, ONE.shiftLeft(1)));
    return bins;
  }

  private MetricsCounts counts() {
    return new MetricsCounts(confusion, ranks, logLoss, brier, bins);
  }

  @Test
  void areThoseOfFiveImages() {
    assertTrue(counts().areOf(5));
    assertEquals(5, counts().total());
    assertEquals(3, counts().correct());
    assertFalse(counts().areOf(4));
    assertFalse(counts().areOf(6));
  }

  @Test
  void everyImageHasARank() {
    ranks[1] = 3;
    assertFalse(counts().areOf(5));
  }

  @Test
  void anImageThatIsRightHasRankZero() {
    ranks[0] = 2;
    ranks[1] = 3;
    assertFalse(counts().areOf(5));
  }

  @Test
  void noCountIsNegative() {
    confusion[0][1] = -1;
    confusion[1][0] = 3;
    assertFalse(counts().areOf(5));
  }

  @Test
  void countsThatOverflowAreNone() {
    confusion[0][0] = Long.MAX_VALUE;
    confusion[1][1] = Long.MAX_VALUE;
    confusion[0][1] = 6;
    assertFalse(counts().areOf(5));
  }

  @Test
  void noSumIsLargerThanItsImagesMakeIt() {
    logLoss = ONE.multiply(BigInteger.valueOf(5 * 37 + 1));
    assertFalse(counts().areOf(5));
    logLoss = ONE;
    assertTrue(counts().areOf(5));
    brier = ONE.shiftLeft(4);
    assertFalse(counts().areOf(5));
    brier = ONE.negate();
    assertFalse(counts().areOf(5));
  }

  @Test
  void noBinHasMoreConfidenceOrRightOnesThanImages() {
    MetricsCounts.Bin bin = bins.get(8);
    bins.set(8, new MetricsCounts.Bin(3, 1, ONE.shiftLeft(2)));
    assertFalse(counts().areOf(5));
    bins.set(8, new MetricsCounts.Bin(4, 1, bin.confidence()));
    assertFalse(counts().areOf(5));
    bins.set(8, new MetricsCounts.Bin(3, 2, bin.confidence()));
    assertFalse(counts().areOf(5));
    bins.set(8, bin);
    assertTrue(counts().areOf(5));
  }

  /** Of a tally, its counts, and of these a tally. */
  @Test
  void makeAnEqualTally() {
    MetricsTally tally = new MetricsTally(counts());
    assertEquals(0.8, tally.metrics(new int[] {1}).logLoss());
    assertEquals(0.2, tally.metrics(new int[] {1}).brier());
    MetricsCounts again = tally.counts();
    assertEquals(logLoss, again.logLoss());
    assertEquals(bins, again.bins());
    tally.merge(new MetricsTally(counts()));
    assertEquals(new Accuracy(6, 10), tally.accuracy());
    assertTrue(tally.counts().areOf(10));
  }

  @Test
  void sumsOfAllSizesAreMadeOfTheirUnits() {
    Random random = new Random(1);
    for (int i = 0; i < 1000; i++) {
      BigInteger units = new BigInteger(random.nextInt(1074 + 63), random);
      assertEquals(units, ExactSum.of(units).units());
    }
    ExactSum sum = ExactSum.of(ONE);
    sum.add(0.5);
    sum.merge(ExactSum.of(ONE));
    assertEquals(2.5, sum.mean(1));
  }
}

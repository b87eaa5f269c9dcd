package mnisteval.evaluation.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import mnisteval.evaluation.metrics.Metrics.Interval;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class IntervalTest {
  /** wilson(part, whole) of make_metrics.py. */
  @ParameterizedTest
  @CsvSource({
    "1, 3, 0.061491944720396208, 0.79234039919795218",
    "10, 20, 0.29929800819821228, 0.70070199180178772",
    "31, 60, 0.39307810032592494, 0.63824950460267216",
    "9352, 10000, 0.93020602181354983, 0.93985974600461331",
    "9999, 10000, 0.9994337311025987, 0.9999823473263989",
    "7500000, 8000000, 0.93733205287806476, 0.9376675269625786",
  })
  void isThatOfNumpy(long part, long whole, double low, double high) {
    Interval interval = Interval.wilson(part, whole);
    assertEquals(low, interval.low(), 1e-14);
    assertEquals(high, interval.high(), 1e-14);
  }

  /** By hand: z^2 / (10 + z^2), z^2 being 3.841458820694124. */
  @Test
  void startsAtZeroIfNothingIsRight() {
    Interval interval = Interval.wilson(0, 10);
    assertEquals(0, interval.low());
    assertEquals(3.841458820694124 / 13.841458820694124, interval.high(), 1e-15);
  }

  @Test
  void endsAtOneIfAllIsRight() {
    for (int whole = 1; whole < 2000; whole++) {
      assertEquals(1, Interval.wilson(whole, whole).high());
      assertEquals(0, Interval.wilson(0, whole).low());
    }
  }

  @Test
  void isSymmetric() {
    Interval few = Interval.wilson(3, 11);
    Interval many = Interval.wilson(8, 11);
    assertEquals(1 - few.low(), many.high(), 1e-15);
    assertEquals(1 - few.high(), many.low(), 1e-15);
  }

  @Test
  void saysNothingOfNothing() {
    assertEquals(new Interval(0, 1), Interval.wilson(0, 0));
  }
}

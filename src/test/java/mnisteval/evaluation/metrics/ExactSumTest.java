package mnisteval.evaluation.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Expected values are sums of BigDecimal, which has every double exactly, or by hand. */
final class ExactSumTest {
  private static ExactSum sum(double... numbers) {
    ExactSum sum = new ExactSum();
    for (double number : numbers) {
      sum.add(number);
    }
    return sum;
  }

  /** The exact sum of what is meant by -1074 binary places. */
  private static BigDecimal value(ExactSum sum) {
    return new BigDecimal(sum.units()).divide(BigDecimal.valueOf(2).pow(1074));
  }

  /** Numbers of every size: log losses, squares of tiny probabilities, the smallest double. */
  private static List<Double> numbers(Random random, int count) {
    List<Double> numbers = new ArrayList<>(List.of(Double.MIN_VALUE, 0.0, -0.0, 1.0, 0x1.fp63));
    while (numbers.size() < count) {
      numbers.add(Math.scalb(random.nextDouble(), random.nextInt(1138) - 1074));
      numbers.add(-Math.log(random.nextDouble()));
    }
    Collections.shuffle(numbers, random);
    return numbers;
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void addsAsBigDecimalDoes(long seed) {
    ExactSum sum = new ExactSum();
    BigDecimal expected = BigDecimal.ZERO;
    for (double number : numbers(new Random(seed), 500)) {
      sum.add(number);
      expected = expected.add(new BigDecimal(number));
    }
    assertEquals(0, expected.compareTo(value(sum)));
    // 60 digits, and then a double: only a quotient that is halfway for 40 digits might differ.
    BigDecimal mean = expected.divide(BigDecimal.valueOf(497), new MathContext(60));
    assertEquals(mean.doubleValue(), sum.mean(497));
  }

  /** The parts are merged two by two, in an order of chance, so that every grouping may come. */
  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13, 14, 15, 16, 17, 18})
  void mergesInAnyOrderAndGrouping(long seed) {
    Random random = new Random(seed);
    List<Double> numbers = numbers(random, 300);
    ExactSum whole = new ExactSum();
    List<ExactSum> parts = new ArrayList<>();
    for (double number : numbers) {
      whole.add(number);
      if (parts.isEmpty() || random.nextInt(10) == 0) {
        parts.add(new ExactSum());
      }
      parts.get(random.nextInt(parts.size())).add(number);
    }
    while (parts.size() > 1) {
      ExactSum other = parts.remove(random.nextInt(parts.size()));
      parts.get(random.nextInt(parts.size())).merge(other);
    }
    assertEquals(whole.units(), parts.get(0).units());
  }

  /**
   * Ten times the double 0.1, which is above a tenth by 5.6e-18, is nearest to 1; a loop gives
   * less.
   */
  @Test
  void roundsOnce() {
    ExactSum sum = new ExactSum();
    for (int i = 0; i < 10; i++) {
      sum.add(0.1);
    }
    assertEquals(1.0, sum.mean(1));
    assertEquals(0.1, sum.mean(10));
    assertEquals(
        0x1.0p-1074,
        sum(Double.MIN_VALUE, 1).units().subtract(ExactSum.units(1)).intValue() * Double.MIN_VALUE);
  }

  /** 2^53 + 1 lies halfway between two doubles: the even one, unless the least bit is added. */
  @Test
  void roundsHalfToEven() {
    assertEquals(0x1p53, sum(0x1p53, 1).mean(1));
    assertEquals(0x1p53 + 2, sum(0x1p53, 1, Double.MIN_VALUE).mean(1));
    assertEquals(0x1p53 + 4, sum(0x1p53, 3).mean(1));
    assertEquals(0x1.8p52, sum(0x1p53, 0x1p52).mean(2));
  }

  /** By hand: 2^63 thirds of 3 * 2^-1; more addends than a limb has room for without a carry. */
  @Test
  void holdsAsManyAsThereCanBe() {
    ExactSum sum = sum(1.5);
    for (int i = 0; i < 62; i++) {
      ExactSum same = new ExactSum();
      same.merge(sum);
      sum.merge(same);
    }
    assertEquals(1.5, sum.mean(1L << 62));
    assertEquals(ExactSum.units(3).shiftLeft(61), sum.units());
  }

  @Test
  void aMeanOfNothingIsZero() {
    assertEquals(0, new ExactSum().mean(0));
    assertEquals(0, new ExactSum().mean(7));
  }

  @ParameterizedTest
  @ValueSource(doubles = {-Double.MIN_VALUE, 0x1p64, Double.NaN, Double.POSITIVE_INFINITY})
  void refusesWhatItHasNoPlaceFor(double number) {
    IllegalArgumentException error =
        assertThrows(IllegalArgumentException.class, () -> new ExactSum().add(number));
    assertEquals("expected 0 to 2^64, found " + number, error.getMessage());
  }
}

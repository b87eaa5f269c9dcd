package mnisteval.report.page;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AxisTest {
  /** The step is the least of 1, 2, 5, 10, … of which six hold the values. */
  @ParameterizedTest
  @CsvSource({
    "0.8890, 0.9816, 88, 100", // 9.26 points: steps of 2
    "0.9302, 0.9885, 93, 99", // 5.83: steps of 1
    "0.9839, 0.9885, 98.3, 98.9", // 0.46: steps of 0.1
    "0.0, 1.0, 0, 100",
    "0.05, 0.4, 0, 40", // 35: steps of 10
    "1.0, 1.0, 99.9, 100",
    "0.0, 0.0, 0, 0.1",
    "0.5, 0.5, 49.9, 50",
  })
  void isZoomedToRoundNumbers(double least, double most, String low, String high) {
    assertEquals(List.of(low, high), Axis.of(least, most).ends());
  }

  @Test
  void placesSharesFrom0To100() {
    Axis axis = Axis.of(0.8890, 0.9816);
    assertEquals(0, axis.at(0.88));
    assertEquals(100, axis.at(1));
    assertEquals(50, axis.at(0.94));
    assertEquals(46, axis.at(0.9352)); // 5.52 of 12 points
    assertEquals(0, axis.at(0.5), "beyond the end");
  }

  @Test
  void drawsALineAStep() {
    assertEquals(
        "M0.0 0V10M16.7 0V10M33.3 0V10M50.0 0V10M66.7 0V10M83.3 0V10M100.0 0V10",
        Axis.of(0.8890, 0.9816).grid());
  }
}

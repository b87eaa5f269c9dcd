package mnisteval.report.page;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * A zoomed axis of shares: the range that holds the values, widened to round percentages. Lengths
 * on it go from 0 to 100.
 *
 * @param low where it begins, from 0 to 1
 * @param high where it ends, above {@code low}
 * @param step between two lines of its grid
 */
record Axis(double low, double high, double step) {
  private static final double[] STEPS = {0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2};

  /** About so many lines of the grid can be told apart where the axis is narrow. */
  private static final int MOST_STEPS = 6;

  /** The axis of values from {@code least} to {@code most}, both from 0 to 1. */
  static Axis of(double least, double most) {
    double step = STEPS[STEPS.length - 1];
    for (int i = STEPS.length - 1; i >= 0; i--) {
      step = most - least <= MOST_STEPS * STEPS[i] ? STEPS[i] : step;
    }
    // In steps, so that a value on a line of the grid is not pushed to the next one.
    double from = Math.max(0, Math.floor(least / step + 1e-9));
    double to = Math.max(1, Math.min(Math.rint(1 / step), Math.ceil(most / step - 1e-9)));
    return new Axis(Math.min(from, to - 1) * step, to * step, step);
  }

  /** The place of a share, moved to the end of the axis that it is beyond. */
  double at(double share) {
    return tenth(Math.max(0, Math.min(100, 100 * (share - low) / (high - low))));
  }

  /** The SVG path of the lines of the grid, 10 high. */
  String grid() {
    StringBuilder path = new StringBuilder();
    for (int i = 0; i <= Math.round((high - low) / step); i++) {
      path.append('M').append(at(low + i * step)).append(" 0V10");
    }
    return path.toString();
  }

  /** Where it begins and ends, in percent without the sign. */
  List<String> ends() {
    List<String> ends = new ArrayList<>();
    for (double end : new double[] {low, high}) {
      BigDecimal tenths = BigDecimal.valueOf(Math.round(end * 1000), 1);
      ends.add(tenths.stripTrailingZeros().toPlainString());
    }
    return ends;
  }

  /** Rounded to what can be seen, so that the page stays small. */
  static double tenth(double length) {
    return Math.round(length * 10) / 10.0;
  }
}

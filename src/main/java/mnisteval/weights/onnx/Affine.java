package mnisteval.weights.onnx;

import java.util.Arrays;
import mnisteval.weights.array.FormatException;

/**
 * The function {@code scale * x + shift} of each number of a row, to which the operators Add, Sub,
 * Mul and Div with constants add up. Scale and shift are one number for all, or one for each.
 */
final class Affine {
  private final Budget budget;
  private double[] scale = {1};
  private double[] shift = {0};

  /** Starts with x itself. */
  Affine(Budget budget) {
    this.budget = budget;
  }

  /** Returns what x is multiplied by: one number, or one for each. */
  double[] scale() {
    return scale;
  }

  /** Returns what is added then: one number, or one for each. */
  double[] shift() {
    return shift;
  }

  /** Returns whether this is x itself. */
  boolean isIdentity() {
    return !isScaled() && !isShifted();
  }

  /** Returns whether x is multiplied by anything but 1. */
  boolean isScaled() {
    return !isAll(scale, 1);
  }

  /** Returns whether anything but 0 is added. */
  boolean isShifted() {
    return !isAll(shift, 0);
  }

  private static boolean isAll(double[] numbers, double expected) {
    for (double number : numbers) {
      if (number != expected) {
        return false;
      }
    }
    return true;
  }

  /** Adds to the result: one number, or one for each. */
  void add(double[] numbers) {
    widen(numbers.length);
    for (int i = 0; i < shift.length; i++) {
      shift[i] += numbers[numbers.length == 1 ? 0 : i];
    }
  }

  /** Multiplies the result: by one number, or by one for each. */
  void multiply(double[] factors) {
    widen(factors.length);
    for (int i = 0; i < scale.length; i++) {
      scale[i] *= factors[factors.length == 1 ? 0 : i];
      shift[i] *= factors[factors.length == 1 ? 0 : i];
    }
  }

  /** Makes as many numbers of one; a constant of another length fits nothing. */
  private void widen(int length) {
    if (length == 1 || length == scale.length) {
      return;
    }
    if (scale.length > 1) {
      throw FormatException.of(
          "an ONNX model with a constant of %d numbers where there are %d", length, scale.length);
    }
    budget.take(2L * Double.BYTES * length);
    double factor = scale[0];
    double number = shift[0];
    scale = new double[length];
    shift = new double[length];
    Arrays.fill(scale, factor);
    Arrays.fill(shift, number);
  }
}

package mnisteval.weights.onnx;

import static mnisteval.weights.array.FormatException.shown;

import java.nio.ByteBuffer;
import java.util.PrimitiveIterator;
import mnisteval.weights.array.DType;
import mnisteval.weights.array.FormatException;
import mnisteval.weights.array.NdArray;

/**
 * A product with weights, and what is done to the numbers before and after it:
 *
 * <pre>
 *   y[j] = scale[j] * (sum over i of (s[i] * x[i] + t[i]) * W[i, j]) + shift[j]
 *        = sum over i of x[i] * (s[i] * W[i, j] * scale[j])
 *          + scale[j] * (sum over i of t[i] * W[i, j]) + shift[j]
 * </pre>
 */
final class LinearLayer {
  private static final DType DOUBLE = new DType('f', Double.BYTES, true);

  private final String name;
  private final NdArray matrix;
  private final Affine before;
  private final Affine after;
  private final Budget budget;

  /**
   * Starts a layer.
   *
   * @param name of the weights in the file
   * @param matrix of shape (inputs, outputs)
   * @param before what is done to the numbers that enter it
   * @throws FormatException if that is meant for another number of inputs
   */
  LinearLayer(String name, NdArray matrix, Affine before, Budget budget) {
    this.name = name;
    this.matrix = matrix;
    this.before = before;
    this.budget = budget;
    after = new Affine(budget);
    requireLength(before, inputs(), "inputs");
  }

  private void requireLength(Affine affine, int expected, String what) {
    int found = affine.scale().length;
    if (found != 1 && found != expected) {
      throw FormatException.of(
          "an ONNX model with a constant of %d numbers beside %s (expected 1 or %d, its %s)",
          found, shown(name), expected, what);
    }
  }

  /** Returns the name of the weights in the file. */
  String name() {
    return name;
  }

  private int inputs() {
    return matrix.shape()[0];
  }

  /** Returns the number of outputs. */
  int outputs() {
    return matrix.shape()[1];
  }

  /** Returns what is done to the sums, to which more may be added. */
  Affine after() {
    return after;
  }

  /** Returns whether anything is done to the numbers that enter the layer. */
  boolean changesInputs() {
    return !before.isIdentity();
  }

  /**
   * Returns whether the numbers that enter the layer, seen as {@code (x - mean) / std}, are made of
   * pixels from 0 to 1: each mean is from 0 to 1, and no deviation more than 1.
   */
  boolean takesUnitPixels() {
    for (int i = 0; i < before.scale().length; i++) {
      double mean = -before.shift()[i] / before.scale()[i];
      if (!(mean >= 0 && mean <= 1 && Math.abs(before.scale()[i]) >= 1)) {
        return false;
      }
    }
    return true;
  }

  /**
   * Returns the weights, in which what is multiplied before and after is contained.
   *
   * @return the matrix itself if nothing is
   */
  NdArray weights() {
    requireLength(after, outputs(), "outputs");
    if (!before.isScaled() && !after.isScaled()) {
      return matrix;
    }
    ByteBuffer bytes = allocate((long) inputs() * outputs());
    PrimitiveIterator.OfDouble all = matrix.iterator();
    for (int i = 0; i < inputs(); i++) {
      double factor = of(before.scale(), i);
      for (int j = 0; j < outputs(); j++) {
        bytes.putDouble(factor * all.nextDouble() * of(after.scale(), j));
      }
    }
    return array(bytes, matrix.shape());
  }

  /**
   * Returns the bias, in which what is added before and after is contained; zeros if nothing is.
   */
  NdArray bias() {
    budget.take((long) Double.BYTES * outputs());
    double[] sums = new double[outputs()];
    if (before.isShifted()) {
      // Nothing is copied, but a matrix that many layers share would take much time.
      budget.take((long) Double.BYTES * matrix.size());
      PrimitiveIterator.OfDouble all = matrix.iterator();
      for (int i = 0; i < inputs(); i++) {
        double number = of(before.shift(), i);
        for (int j = 0; j < sums.length; j++) {
          sums[j] += number * all.nextDouble();
        }
      }
    }
    ByteBuffer bytes = allocate(sums.length);
    for (int j = 0; j < sums.length; j++) {
      bytes.putDouble(of(after.scale(), j) * sums[j] + of(after.shift(), j));
    }
    return array(bytes, new int[] {sums.length});
  }

  private static double of(double[] numbers, int index) {
    return numbers[numbers.length == 1 ? 0 : index];
  }

  private ByteBuffer allocate(long numbers) {
    budget.take(Double.BYTES * numbers);
    return ByteBuffer.allocate(Math.toIntExact(Double.BYTES * numbers));
  }

  private static NdArray array(ByteBuffer bytes, int[] shape) {
    return NdArray.of(DOUBLE, shape, false, bytes.array(), 0, bytes.capacity());
  }
}

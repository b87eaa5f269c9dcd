package mnisteval.weights.onnx;

import java.util.Arrays;
import mnisteval.weights.array.NdArray;

/**
 * The shape of a value as far as it is known, whose first dimension is that of the images. It tells
 * whether a transposition leaves the pixels in their order, and which constants have one number for
 * each of them.
 */
final class ImageShape {
  /** -1 for a dimension that is free; null if nothing is known. */
  private long[] dims;

  /** The shape of the graph's input, of which the same is true; none at all if nothing is known. */
  private final long[] input;

  /**
   * Starts with the shape of the graph's input.
   *
   * @param dims of which -1 is free; none if nothing is known
   */
  ImageShape(long[] dims) {
    input = dims.clone();
    this.dims = dims.length == 0 ? null : dims.clone();
  }

  /**
   * Returns whether an image, or all there is if the graph takes one image without a dimension for
   * more, may have so many numbers; true where the shape is not known.
   */
  boolean hasInputs(int numbers) {
    if (input.length < 2) {
      return true;
    }
    long each = 1;
    for (int i = 1; i < input.length; i++) {
      if (input[i] < 0) {
        return true;
      }
      // More than there are numbers fit nothing, and their product could overflow.
      each = input[i] > numbers || each > numbers ? numbers + 1L : each * input[i];
    }
    return each == numbers || input[0] > 1 && numbers / input[0] == each && numbers % input[0] == 0;
  }

  /** Forgets the shape, which a reshaping without a change of order makes another one. */
  void forget() {
    dims = null;
  }

  /** Takes the shape of so many rows of numbers. */
  void rows(int numbers) {
    dims = new long[] {-1, numbers};
  }

  /**
   * Changes the order of the dimensions.
   *
   * @param order which dimension comes first, second and so on; null for the opposite order
   * @return whether the numbers stay in their order, since only dimensions of 1 change places
   */
  boolean transpose(long[] order) {
    if (dims == null || order != null && order.length != dims.length) {
      return false;
    }
    long[] turned = new long[dims.length];
    long last = -1;
    for (int i = 0; i < turned.length; i++) {
      long from = order == null ? turned.length - 1 - i : order[i];
      if (from < 0 || from >= dims.length) {
        return false;
      }
      turned[i] = dims[(int) from];
      if (turned[i] != 1) {
        if (from <= last) {
          return false;
        }
        last = from;
      }
    }
    dims = turned;
    return true;
  }

  /** Returns whether a constant has one number for all, or one for each number of an image. */
  boolean takes(NdArray constant) {
    if (constant.size() <= 1) {
      return constant.size() == 1;
    }
    long[] shape = withoutOnes(constant.shape(), 0);
    long[] image = dims == null ? null : withoutOnes(dims, 1);
    return image == null ? shape.length == 1 : Arrays.equals(shape, image);
  }

  private static long[] withoutOnes(int[] shape, int from) {
    long[] wide = new long[shape.length];
    for (int i = 0; i < wide.length; i++) {
      wide[i] = shape[i];
    }
    return withoutOnes(wide, from);
  }

  /** Returns the dimensions from the first one on that is not 1. */
  private static long[] withoutOnes(long[] shape, int from) {
    int start = from;
    while (start < shape.length && shape[start] == 1) {
      start++;
    }
    return Arrays.copyOfRange(shape, start, shape.length);
  }
}

package mnisteval.weights.array;

import java.util.NoSuchElementException;
import java.util.PrimitiveIterator;

/**
 * An array of real numbers of any number of dimensions, as they lie in the file. Guarantees that
 * all elements lie within its bytes.
 */
public final class NdArray {
  /** Dimensions, as in numpy. A long shape in many arrays would keep the user waiting. */
  public static final int MAX_RANK = 64;

  private final DType dtype;
  private final int[] shape;
  private final int[] strides;
  private final byte[] bytes;
  private final int offset;
  private final int size;

  private NdArray(DType dtype, int[] shape, int[] strides, byte[] bytes, int offset, int size) {
    this.dtype = dtype;
    this.shape = shape;
    this.strides = strides;
    this.bytes = bytes;
    this.offset = offset;
    this.size = size;
  }

  /**
   * Returns an array whose elements lie one after the other.
   *
   * @param fortranOrder whether the first dimension runs fastest, and not the last (C order)
   * @param bytes a file, or a part of it, which must not change
   * @param offset where the first element starts
   * @param length bytes of all elements
   * @throws FormatException if shape and dtype ask for another length
   */
  public static NdArray of(
      DType dtype, int[] shape, boolean fortranOrder, byte[] bytes, int offset, int length) {
    checkLength(dtype, shape, length);
    int[] strides = new int[shape.length];
    int stride = 1;
    for (int i = 0; i < shape.length; i++) {
      int dimension = fortranOrder ? i : shape.length - 1 - i;
      strides[dimension] = stride;
      stride *= shape[dimension];
    }
    return new NdArray(dtype, shape, strides, bytes, offset, length / dtype.size());
  }

  /**
   * Returns an array whose elements may lie apart, as PyTorch keeps them.
   *
   * @param strides elements from one index of a dimension to the next, none negative
   * @param first which element of the storage is the first of the array
   * @param offset where the storage starts in the bytes
   * @param length bytes of the storage
   * @throws FormatException if an element lies outside the storage
   */
  public static NdArray strided(
      DType dtype, int[] shape, int[] strides, long first, byte[] bytes, int offset, int length) {
    long size = 1;
    long last = first;
    try {
      for (int i = 0; i < shape.length; i++) {
        size = Math.multiplyExact(size, shape[i]);
        last = Math.addExact(last, Math.multiplyExact(shape[i] - 1L, strides[i]));
      }
    } catch (ArithmeticException e) {
      last = Long.MAX_VALUE;
    }
    long there = length / dtype.size();
    if (size == 0) {
      return new NdArray(dtype, shape, new int[shape.length], bytes, offset, 0);
    }
    if (first < 0 || last < first || last >= there || size > Integer.MAX_VALUE) {
      throw FormatException.of(
          "an array of shape %s that reaches beyond its storage (expected at most %d elements,"
              + " found one at %d)",
          text(shape), there, first < 0 ? first : last);
    }
    int start = offset + (int) first * dtype.size();
    return new NdArray(dtype, shape, strides, bytes, start, (int) size);
  }

  private static void checkLength(DType dtype, int[] shape, int found) {
    long length = dtype.size();
    try {
      for (int dimension : shape) {
        length = Math.multiplyExact(length, dimension);
      }
    } catch (ArithmeticException e) {
      length = Long.MAX_VALUE;
    }
    if (length != found) {
      throw FormatException.of(
          "an array of shape %s and dtype %s with the wrong number of bytes (expected %s, found"
              + " %d)",
          text(shape), dtype, length == Long.MAX_VALUE ? "more than 2^63" : length, found);
    }
  }

  /**
   * Returns the same numbers with the dimensions in another order, as numpy's {@code
   * transpose(axes)}.
   *
   * @param axes which dimension comes first, second and so on: each of them once
   */
  public NdArray transpose(int[] axes) {
    int[] newShape = new int[shape.length];
    int[] newStrides = new int[shape.length];
    boolean[] seen = new boolean[shape.length];
    boolean valid = axes.length == shape.length;
    for (int i = 0; valid && i < shape.length; i++) {
      valid = axes[i] < shape.length && !seen[axes[i]];
      if (valid) {
        seen[axes[i]] = true;
        newShape[i] = shape[axes[i]];
        newStrides[i] = strides[axes[i]];
      }
    }
    if (!valid) {
      throw new FormatException("a numpy array whose axes are not in an order of all of them");
    }
    return new NdArray(dtype, newShape, newStrides, bytes, offset, size);
  }

  /**
   * Returns a part of the array that shares its bytes, as numpy's {@code a[from:to]} of one
   * dimension.
   *
   * @param dimension which one is cut
   * @param from the first index, from 0
   * @param to the index after the last, at most as many as there are
   */
  public NdArray slice(int dimension, int from, int to) {
    int[] newShape = shape.clone();
    newShape[dimension] = to - from;
    int newSize = shape[dimension] == 0 ? 0 : size / shape[dimension] * (to - from);
    int start = newSize == 0 ? offset : offset + from * strides[dimension] * dtype.size();
    return new NdArray(dtype, newShape, strides, bytes, start, newSize);
  }

  /** Returns the type of the elements. */
  public DType dtype() {
    return dtype;
  }

  /** Returns the elements along each dimension; empty for a scalar. */
  public int[] shape() {
    return shape.clone();
  }

  /** Returns the number of dimensions. */
  public int rank() {
    return shape.length;
  }

  /** Returns the number of elements. */
  public int size() {
    return size;
  }

  /**
   * Returns whether the elements lie one after the other, with the first dimension running fastest
   * (Fortran order) or the last (C order). If at most one dimension has more than one element, both
   * are true.
   */
  public boolean isInOrder(boolean fortranOrder) {
    int expected = 1;
    for (int i = 0; i < shape.length; i++) {
      int dimension = fortranOrder ? i : shape.length - 1 - i;
      if (shape[dimension] > 1 && strides[dimension] != expected) {
        return size() == 0;
      }
      expected *= shape[dimension];
    }
    return true;
  }

  /** Returns the shape as Python writes it, such as {@code (784, 50)} or {@code (50,)}. */
  public String shapeText() {
    return text(shape);
  }

  private static String text(int[] shape) {
    StringBuilder text = new StringBuilder("(");
    for (int i = 0; i < shape.length; i++) {
      text.append(i == 0 ? "" : ", ").append(shape[i]);
    }
    return text.append(shape.length == 1 ? ",)" : ")").toString();
  }

  /**
   * Returns all elements in C order, the last dimension running fastest.
   *
   * @return a new array of {@link #size()} numbers, widened to double
   */
  public double[] elements() {
    double[] elements = new double[size];
    Elements all = new Elements();
    for (int i = 0; i < elements.length; i++) {
      elements[i] = all.nextDouble();
    }
    return elements;
  }

  /** Returns an iterator over all elements in C order, which copies nothing. */
  public PrimitiveIterator.OfDouble iterator() {
    return new Elements();
  }

  /** Steps from element to element by the strides, which may be 0. */
  private final class Elements implements PrimitiveIterator.OfDouble {
    private final int[] index = new int[shape.length];
    private int at;
    private int left = size;

    @Override
    public boolean hasNext() {
      return left > 0;
    }

    @Override
    public double nextDouble() {
      if (left == 0) {
        throw new NoSuchElementException();
      }
      left--;
      double element = element(at);
      for (int d = shape.length - 1; d >= 0; d--) {
        at += strides[d];
        if (++index[d] < shape[d]) {
          break;
        }
        at -= strides[d] * shape[d];
        index[d] = 0;
      }
      return element;
    }
  }

  /**
   * Returns the elements of an array of two dimensions.
   *
   * @return new rows, {@code matrix[i][j]} being numpy's {@code a[i, j]}, widened to double
   * @throws IllegalStateException if there are not two dimensions, or no elements
   */
  public double[][] matrix() {
    if (shape.length != 2 || size == 0) {
      throw new IllegalStateException("no matrix of shape " + shapeText());
    }
    double[][] matrix = new double[shape[0]][shape[1]];
    for (int i = 0; i < shape[0]; i++) {
      int start = offset + i * strides[0] * dtype.size();
      dtype.read(bytes, start, strides[1] * dtype.size(), matrix[i]);
    }
    return matrix;
  }

  /** Returns the element that lies so many elements after the first, widened to double. */
  private double element(int at) {
    return dtype.read(bytes, offset + at * dtype.size());
  }
}

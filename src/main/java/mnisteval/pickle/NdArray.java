package mnisteval.pickle;

/**
 * A numpy array: real numbers of any number of dimensions, as they lie in the file. Guarantees that
 * its bytes hold exactly as many elements as its shape says.
 */
public final class NdArray {
  private final DType dtype;
  private final int[] shape;
  private final int[] strides;
  private final Bytes data;

  private NdArray(DType dtype, int[] shape, int[] strides, Bytes data) {
    this.dtype = dtype;
    this.shape = shape;
    this.strides = strides;
    this.data = data;
  }

  /**
   * An array whose elements lie one after the other.
   *
   * @param fortranOrder whether the first dimension runs fastest, and not the last (C order)
   */
  static NdArray of(DType dtype, int[] shape, boolean fortranOrder, Bytes data) {
    checkLength(dtype, shape, data);
    int[] strides = new int[shape.length];
    int stride = 1;
    for (int i = 0; i < shape.length; i++) {
      int dimension = fortranOrder ? i : shape.length - 1 - i;
      strides[dimension] = stride;
      stride *= shape[dimension];
    }
    return new NdArray(dtype, shape, strides, data);
  }

  private static void checkLength(DType dtype, int[] shape, Bytes data) {
    long length = dtype.size();
    try {
      for (int dimension : shape) {
        length = Math.multiplyExact(length, dimension);
      }
    } catch (ArithmeticException e) {
      length = Long.MAX_VALUE;
    }
    if (length != data.length()) {
      throw new PickleFault(
          "an array of shape "
              + text(shape)
              + " and dtype "
              + dtype
              + " with the wrong number of bytes (expected "
              + (length == Long.MAX_VALUE ? "more than 2^63" : Long.toString(length))
              + ", found "
              + data.length()
              + ")");
    }
  }

  /**
   * The same numbers with the dimensions in another order, as numpy's {@code transpose(axes)}.
   *
   * @param axes which dimension comes first, second and so on: each of them once
   */
  NdArray transpose(int[] axes) {
    if (axes.length != shape.length) {
      throw wrongAxes();
    }
    int[] newShape = new int[shape.length];
    int[] newStrides = new int[shape.length];
    boolean[] seen = new boolean[shape.length];
    for (int i = 0; i < shape.length; i++) {
      if (axes[i] >= shape.length || seen[axes[i]]) {
        throw wrongAxes();
      }
      seen[axes[i]] = true;
      newShape[i] = shape[axes[i]];
      newStrides[i] = strides[axes[i]];
    }
    return new NdArray(dtype, newShape, newStrides, data);
  }

  private static PickleFault wrongAxes() {
    return new PickleFault("a numpy array whose axes are not in an order of all of them");
  }

  /** What its elements are. */
  public DType dtype() {
    return dtype;
  }

  /** Elements along each dimension; empty for a scalar. */
  public int[] shape() {
    return shape.clone();
  }

  /** How many dimensions it has. */
  public int rank() {
    return shape.length;
  }

  /** How many elements there are. */
  public int size() {
    return data.length() / dtype.size();
  }

  /**
   * Whether the elements lie one after the other with the first dimension running fastest (Fortran
   * order) or the last (C order); both are so with at most one dimension of more than one element,
   * and neither may be with three.
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

  /** The shape as Python writes it, such as {@code (784, 50)} or {@code (50,)}. */
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
   * All elements in C order, the last dimension running fastest, whatever their order in the file.
   *
   * @return a new array of {@link #size()} numbers, widened to double
   */
  public double[] elements() {
    double[] elements = new double[size()];
    int[] index = new int[shape.length];
    int at = 0;
    for (int i = 0; i < elements.length; i++) {
      elements[i] = element(at);
      for (int d = shape.length - 1; d >= 0; d--) {
        at += strides[d];
        if (++index[d] < shape[d]) {
          break;
        }
        at -= strides[d] * shape[d];
        index[d] = 0;
      }
    }
    return elements;
  }

  /**
   * The elements of an array of two dimensions.
   *
   * @return new rows, {@code matrix[i][j]} being numpy's {@code a[i, j]}, widened to double
   * @throws IllegalStateException if there are not two dimensions, or no elements
   */
  public double[][] matrix() {
    if (shape.length != 2 || size() == 0) {
      throw new IllegalStateException("no matrix of shape " + shapeText());
    }
    double[][] matrix = new double[shape[0]][shape[1]];
    for (int i = 0; i < shape[0]; i++) {
      double[] row = matrix[i];
      int at = i * strides[0];
      for (int j = 0; j < row.length; j++) {
        row[j] = element(at);
        at += strides[1];
      }
    }
    return matrix;
  }

  /**
   * An element, widened to double.
   *
   * @param index from 0 to {@link #size()} - 1, in the order of the file
   */
  public double element(int index) {
    return dtype.read(data.source(), data.offset() + index * dtype.size());
  }
}

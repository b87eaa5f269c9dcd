package mnisteval.weights.pickle;

import java.math.BigInteger;
import mnisteval.weights.array.DType;
import mnisteval.weights.array.FormatException;
import mnisteval.weights.array.NdArray;

/** A numpy array while it is read: BUILD gives it its content after the memo has it. */
final class PickledArray {
  private NdArray content;

  PickledArray() {}

  PickledArray(NdArray content) {
    this.content = content;
  }

  /** The state of BUILD: version, shape, dtype, whether in Fortran order, data. */
  void setState(Object state, MemoryBudget budget) {
    Object[] fields = (Object[]) state;
    if (fields.length != 5) {
      throw new FormatException(
          "a numpy array whose state is not (version, shape, dtype, order, data)");
    }
    if (!fields[0].equals(0) && !fields[0].equals(1)) {
      throw new FormatException("a numpy array of an unknown version (expected 0 or 1)");
    }
    boolean fortran =
        fields[3] instanceof Boolean flag ? flag : ((Number) fields[3]).longValue() != 0;
    content =
        array(dtype(fields[2]), dimensions(fields[1], budget), fortran, data(fields[4], budget));
  }

  /**
   * The arguments of {@code _frombuffer}: data, dtype, shape, order as a letter. Order K, of numpy
   * 2.3 and later, is C order with the axes permuted afterwards, as a fifth argument says.
   */
  void setBuffer(Object[] arguments, MemoryBudget budget) {
    String order = text(arguments[3]);
    if (!order.equals("C") && !order.equals("F") && !order.equals("K")) {
      throw new FormatException("a numpy array in an unknown order");
    }
    int[] shape = dimensions(arguments[2], budget);
    boolean fortran = order.equals("F");
    NdArray array = array(dtype(arguments[1]), shape, fortran, data(arguments[0], budget));
    content = order.equals("K") ? array.transpose(dimensions(arguments[4], budget)) : array;
  }

  /** The arguments of {@code scalar}: dtype, data. */
  void setScalar(Object[] arguments, MemoryBudget budget) {
    content = array(dtype(arguments[0]), new int[0], false, data(arguments[1], budget));
  }

  private static NdArray array(DType dtype, int[] shape, boolean fortran, PickledBytes data) {
    return NdArray.of(dtype, shape, fortran, data.source(), data.offset(), data.length());
  }

  /** The array, or null as long as there is none. */
  NdArray content() {
    return content;
  }

  private static DType dtype(Object dtype) {
    return ((PickledDType) dtype).used();
  }

  static int[] dimensions(Object tuple, MemoryBudget budget) {
    Object[] dimensions = (Object[]) tuple;
    if (dimensions.length > 64) {
      throw new FormatException("a numpy array of more than 64 dimensions");
    }
    budget.payBytes(4L * Integer.BYTES * dimensions.length);
    int[] shape = new int[dimensions.length];
    for (int i = 0; i < shape.length; i++) {
      if (dimensions[i] instanceof BigInteger) {
        throw new FormatException("a numpy array with a dimension beyond 64 bits");
      }
      if (dimensions[i] instanceof Double) {
        throw new FormatException("a numpy array with a dimension that is no whole number");
      }
      long dimension = ((Number) dimensions[i]).longValue();
      if (dimension < 0 || dimension > Integer.MAX_VALUE) {
        throw new FormatException("a numpy array with a dimension of " + dimension);
      }
      shape[i] = (int) dimension;
    }
    return shape;
  }

  /** Raw bytes; protocol 0 of Python 2 has them as text of the characters 0 to 255. */
  private static PickledBytes data(Object data, MemoryBudget budget) {
    return data instanceof String text ? PickledBytes.ofLatin1(text, budget) : (PickledBytes) data;
  }

  /** A short text, which Python 2 wrote as text and Python 3 may have written as bytes. */
  static String text(Object text) {
    return text instanceof PickledBytes bytes ? bytes.latin1() : (String) text;
  }
}

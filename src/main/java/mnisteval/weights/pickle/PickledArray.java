package mnisteval.weights.pickle;

import java.math.BigInteger;
import mnisteval.weights.array.DType;
import mnisteval.weights.array.FormatException;
import mnisteval.weights.array.NdArray;

/** A numpy array while it is read: BUILD gives it its content after the memo has it. */
final class PickledArray {
  /** As in numpy. Without it, one long tuple in many arrays would keep the user waiting. */
  private static final int MAX_RANK = 64;

  private NdArray content;

  PickledArray(NdArray content) {
    this.content = content;
  }

  /**
   * Makes an array of the arguments of {@code _frombuffer}: data, dtype, shape, order as a letter.
   * Order K, of numpy 2.3 and later, is C order with the axes permuted afterwards, as a fifth
   * argument says.
   */
  static PickledArray ofBuffer(Object[] arguments, MemoryBudget budget) {
    String order = PickledBytes.text(arguments[3]);
    if (!order.equals("C") && !order.equals("F") && !order.equals("K")) {
      throw new FormatException("a numpy array in an unknown order");
    }
    int[] shape = dimensions(arguments[2], budget);
    NdArray array = array(arguments[1], shape, order.equals("F"), arguments[0], budget);
    return new PickledArray(
        order.equals("K") ? array.transpose(dimensions(arguments[4], budget)) : array);
  }

  /** Makes a number of the arguments of {@code scalar}: dtype, data. */
  static PickledArray ofScalar(Object[] arguments, MemoryBudget budget) {
    return new PickledArray(array(arguments[0], new int[0], false, arguments[1], budget));
  }

  /** Takes the state of BUILD: version, shape, dtype, whether in Fortran order, data. */
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
    content = array(fields[2], dimensions(fields[1], budget), fortran, fields[4], budget);
  }

  /** Makes an array whose data are bytes, or text of the characters 0 to 255 (Python 2). */
  private static NdArray array(
      Object dtype, int[] shape, boolean fortran, Object data, MemoryBudget budget) {
    DType used = ((PickledDType) dtype).used();
    PickledBytes bytes =
        data instanceof String text ? PickledBytes.ofLatin1(text, budget) : (PickledBytes) data;
    return NdArray.of(used, shape, fortran, bytes.source(), bytes.offset(), bytes.length());
  }

  /** Returns the array, or null before BUILD. */
  NdArray content() {
    return content;
  }

  static int[] dimensions(Object tuple, MemoryBudget budget) {
    Object[] dimensions = (Object[]) tuple;
    if (dimensions.length > MAX_RANK) {
      throw FormatException.of("a numpy array of more than %d dimensions", MAX_RANK);
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
        throw FormatException.of("a numpy array with a dimension of %d", dimension);
      }
      shape[i] = (int) dimension;
    }
    return shape;
  }
}

package mnisteval.weights.pickle;

import static mnisteval.weights.array.FormatException.shown;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import mnisteval.weights.array.DType;
import mnisteval.weights.array.FormatException;
import mnisteval.weights.array.NdArray;

/**
 * A numpy array while it is read: BUILD gives it its content after the memo has it. The content is
 * numbers, or of an array of dtype object, the objects.
 */
final class PickledArray {
  private NdArray content;

  /** The objects in lists that are nested as the shape says, or the only one of shape (). */
  private Object objects;

  private boolean holdsObjects;

  PickledArray(NdArray content) {
    this.content = content;
  }

  /**
   * Makes an array of the arguments of {@code _frombuffer}: data, dtype, shape, order as a letter.
   * Order K, of numpy 2.3 and later, is C order with the axes permuted afterwards, as a fifth
   * argument says.
   */
  static PickledArray ofBuffer(Object[] arguments, PickleInput pickle) {
    String order = PickledBytes.text(arguments[3]);
    if (!order.equals("C") && !order.equals("F") && !order.equals("K")) {
      throw new FormatException("a numpy array in an unknown order");
    }
    int[] shape = dimensions(arguments[2], pickle);
    NdArray array = array(arguments[1], shape, order.equals("F"), arguments[0], pickle);
    return new PickledArray(
        order.equals("K") ? array.transpose(dimensions(arguments[4], pickle)) : array);
  }

  /** Makes a number of the arguments of {@code scalar}: dtype, data. */
  static PickledArray ofScalar(Object[] arguments, PickleInput pickle) {
    return new PickledArray(array(arguments[0], new int[0], false, arguments[1], pickle));
  }

  /**
   * Makes an array of the bytes that follow in the pickle, which are skipped.
   *
   * @throws FormatException if there are fewer than the shape and the dtype ask for
   */
  static PickledArray ofStream(
      ElementType dtype, int[] shape, boolean fortran, PickleInput pickle) {
    DType used = dtype.used();
    int from = pickle.position();
    long length = used.size();
    for (int dimension : shape) {
      length = Math.min(length * dimension, Integer.MAX_VALUE);
    }
    pickle.require((int) length);
    pickle.skip(length);
    return new PickledArray(NdArray.of(used, shape, fortran, pickle.bytes(), from, (int) length));
  }

  /** Takes the state of BUILD: version, shape, dtype, whether in Fortran order, data. */
  void setState(Object state, PickleInput pickle) {
    Object[] fields = (Object[]) state;
    if (fields.length != 5) {
      throw new FormatException(
          "a numpy array whose state is not (version, shape, dtype, order, data)");
    }
    if (!fields[0].equals(0) && !fields[0].equals(1)) {
      throw new FormatException("a numpy array of an unknown version (expected 0 or 1)");
    }
    int[] shape = dimensions(fields[1], pickle);
    if (fields[2] instanceof ElementType type && type.isObjects()) {
      objects = nested((List<?>) fields[4], shape, pickle);
      holdsObjects = true;
      return;
    }
    boolean fortran =
        fields[3] instanceof Boolean flag ? flag : ((Number) fields[3]).longValue() != 0;
    content = array(fields[2], shape, fortran, fields[4], pickle);
  }

  /** Copies a list into nested ones. numpy lists objects in C order, whatever their own is. */
  private static Object nested(List<?> items, int[] shape, PickleInput pickle) {
    long size = 1;
    for (int dimension : shape) {
      size = Math.min(size * dimension, Integer.MAX_VALUE);
    }
    if (size != items.size()) {
      throw FormatException.of(
          "a numpy array with another number of objects than its shape says (expected %d, found"
              + " %d)",
          size, items.size());
    }
    pickle.payBytes((long) Long.BYTES * items.size());
    List<?> level = new ArrayList<>(items);
    for (int i = shape.length - 1; i > 0 && size > 0; i--) {
      List<Object> above = new ArrayList<>();
      for (int at = 0; at < level.size(); at += shape[i]) {
        pickle.payOpcode();
        pickle.payBytes((long) Long.BYTES * shape[i]);
        above.add(new ArrayList<>(level.subList(at, at + shape[i])));
      }
      level = above;
    }
    return shape.length == 0 ? level.get(0) : level;
  }

  /** Makes an array whose data are bytes, or text of the characters 0 to 255 (Python 2). */
  private static NdArray array(
      Object dtype, int[] shape, boolean fortran, Object data, PickleInput pickle) {
    DType used = ((ElementType) dtype).used();
    PickledBytes bytes =
        data instanceof String text ? PickledBytes.ofLatin1(text, pickle) : (PickledBytes) data;
    return NdArray.of(used, shape, fortran, bytes.source(), bytes.offset(), bytes.length());
  }

  /** Returns the items of a list, a tuple or an array of objects, or null of anything else. */
  static List<?> items(Object value) {
    Object list = value instanceof PickledArray array ? array.objects() : value;
    return list instanceof Object[] tuple
        ? Arrays.asList(tuple)
        : list instanceof List<?> items ? items : null;
  }

  /** Returns whether this is an array of Python objects. */
  boolean holdsObjects() {
    return holdsObjects;
  }

  /** Returns the objects in nested lists, or the only one of an array of no dimension. */
  Object objects() {
    return objects;
  }

  /** Returns the array of numbers, or null before BUILD, and if it holds objects. */
  NdArray content() {
    return content;
  }

  static int[] dimensions(Object tuple, PickleInput pickle) {
    Object[] dimensions = (Object[]) tuple;
    if (dimensions.length > NdArray.MAX_RANK) {
      throw FormatException.of("a numpy array of more than %d dimensions", NdArray.MAX_RANK);
    }
    pickle.payBytes(4L * Integer.BYTES * dimensions.length);
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

  /** A numpy dtype while it is read: BUILD gives it its byte order after the memo has it. */
  static final class ElementType {
    /** Null for Python objects. */
    private DType dtype;

    private boolean used;

    /** Takes what {@code numpy.dtype} is called with: a code without byte order, two flags. */
    ElementType(Object[] arguments) {
      if (arguments.length > 2 && (arguments[2].equals(0) || arguments[2].equals(false))) {
        throw new FormatException(
            "a numpy dtype that is shared, whose byte order BUILD would not set");
      }
      String code = PickledBytes.text(arguments[0]);
      dtype = DType.of(code);
      // Pointers of 8 bytes, or of 4 on older machines.
      if (dtype == null && !code.equals("O8") && !code.equals("O4") && !code.equals("O")) {
        throw FormatException.of(
            "holds a numpy array of dtype %s%s; only real numbers of at most 8 bytes are read",
            shown(code), describe(code));
      }
    }

    private static String describe(String code) {
      return switch (code.isEmpty() ? ' ' : code.charAt(0)) {
        case 'V' -> " (structured)";
        case 'U', 'S', 'a' -> " (text)";
        case 'M', 'm' -> " (dates or times)";
        case 'c' -> " (complex)";
        default -> "";
      };
    }

    /** Takes the state of BUILD: version, byte order, fields that only structures have. */
    void setState(Object state) {
      if (used) {
        throw new FormatException("a numpy dtype that changes after an array of it was made");
      }
      Object[] fields = (Object[]) state;
      if (fields[2] != null || fields[3] != null || fields[4] != null) {
        throw new FormatException("holds a structured numpy array; only real numbers are read");
      }
      if (isObjects()) {
        return;
      }
      dtype =
          switch (PickledBytes.text(fields[1])) {
            case "<", "=", "|" -> dtype.withBigEndian(false);
            case ">" -> dtype.withBigEndian(true);
            default -> throw new FormatException("a numpy dtype of unknown byte order");
          };
    }

    boolean isObjects() {
      return dtype == null;
    }

    /**
     * Returns the type, which can't be changed any more.
     *
     * @throws FormatException if it is that of Python objects, which bytes can't hold
     */
    DType used() {
      if (isObjects()) {
        throw new FormatException("bytes in the place of the objects of a numpy array");
      }
      used = true;
      return dtype;
    }
  }
}

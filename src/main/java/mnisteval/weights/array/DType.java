package mnisteval.weights.array;

/**
 * The element type of a numpy array: a real number of a certain width and byte order.
 *
 * @param kind {@code f} float, {@code i} signed, {@code u} unsigned integer, {@code b} bool, {@code
 *     B} bfloat16
 * @param size bytes an element
 * @param bigEndian whether the most significant byte comes first
 */
public record DType(char kind, int size, boolean bigEndian) {
  /** The upper half of a float32, of PyTorch and safetensors; numpy has no such type. */
  public static final DType BFLOAT16 = new DType('B', 2, false);

  /**
   * Reads numpy's name of a type, without byte order.
   *
   * @param code such as {@code f4}
   * @return the type, little-endian, or null if its elements are not real numbers of 1 to 8 bytes
   */
  public static DType of(String code) {
    return switch (code) {
      case "f2", "f4", "f8", "i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8", "b1" ->
          new DType(code.charAt(0), code.charAt(1) - '0', false);
      default -> null;
    };
  }

  /** Returns the same type in this byte order. */
  public DType withBigEndian(boolean newBigEndian) {
    return new DType(kind, size, newBigEndian);
  }

  /**
   * Reads the element whose bytes start at {@code offset}. Integers beyond 2^53 are rounded to the
   * nearest double, as numpy's {@code astype(float)} does; all else is exact.
   */
  double read(byte[] bytes, int offset) {
    long bits = bits(bytes, offset);
    return switch (kind) {
      case 'f' ->
          size == 2
              ? half((int) bits)
              : size == 4 ? Float.intBitsToFloat((int) bits) : Double.longBitsToDouble(bits);
      case 'B' -> Float.intBitsToFloat((int) bits << 16);
      case 'i' -> bits << 64 - 8 * size >> 64 - 8 * size;
      // Halved if it has 64 bits; the lost bit stays in the last one, so that rounding is exact.
      case 'u' -> bits >= 0 ? bits : (double) (bits >>> 1 | bits & 1) * 2;
      default -> bits == 0 ? 0 : 1;
    };
  }

  /**
   * Reads elements that lie apart, as many as there is room for. Those of most networks, float32,
   * are read in a loop of their own, which is fast before the JVM has compiled anything else.
   *
   * @param offset where the first element starts
   * @param step bytes from the start of one element to that of the next
   */
  void read(byte[] bytes, int offset, int step, double[] elements) {
    int at = offset;
    boolean float32 = kind == 'f' && size == 4;
    for (int i = 0; i < elements.length; i++) {
      if (float32) {
        int bits = bytes[at] & 0xff;
        bits |= (bytes[at + 1] & 0xff) << 8;
        bits |= (bytes[at + 2] & 0xff) << 16;
        bits |= bytes[at + 3] << 24;
        elements[i] = Float.intBitsToFloat(bigEndian ? Integer.reverseBytes(bits) : bits);
      } else {
        elements[i] = read(bytes, at);
      }
      at += step;
    }
  }

  private long bits(byte[] bytes, int offset) {
    long bits = 0;
    for (int i = 0; i < size; i++) {
      int at = bigEndian ? offset + i : offset + size - 1 - i;
      bits = bits << 8 | bytes[at] & 0xff;
    }
    return bits;
  }

  /** IEEE 754 binary16: 1 sign bit, 5 exponent bits with bias 15, 10 fraction bits. */
  private static double half(int bits) {
    int exponent = bits >> 10 & 0x1f;
    int fraction = bits & 0x3ff;
    double magnitude;
    if (exponent == 0x1f) {
      magnitude = fraction == 0 ? Double.POSITIVE_INFINITY : Double.NaN;
    } else if (exponent == 0) {
      magnitude = fraction * 0x1p-24;
    } else {
      magnitude = Math.scalb((double) (fraction | 0x400), exponent - 25);
    }
    return (bits & 0x8000) == 0 ? magnitude : -magnitude;
  }

  /** Returns numpy's name, such as {@code <f4}, or {@code bfloat16}. */
  @Override
  public String toString() {
    if (kind == 'B') {
      return "bfloat16";
    }
    String order = size == 1 ? "|" : bigEndian ? ">" : "<";
    return order + kind + size;
  }
}

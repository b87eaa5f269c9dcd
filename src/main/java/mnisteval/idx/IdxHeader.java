package mnisteval.idx;

import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;
import mnisteval.input.InputException;
import mnisteval.input.Signature;
import mnisteval.input.SourceStream;

/**
 * The header of an IDX file: the type of its elements and its dimensions.
 *
 * <pre>
 *   offset  0      1      2      3      4            8            12
 *         +------+------+------+------+------------+------------+-----
 *         |  0   |  0   | type | rank |    dim 0   |    dim 1   | ...   rank dimensions,
 *         +------+------+------+------+------------+------------+-----  big-endian, unsigned
 *         | elements, the last dimension running fastest
 *         +----------------------------------------------------
 * </pre>
 *
 * <p>An array of numpy's has another header, which {@link NumpyArray} reads, and is no other data
 * than that of an IDX file.
 *
 * <p>A header that was read announces fewer than 2^63 bytes, and exactly as many as the file has if
 * the file's length is known.
 */
record IdxHeader(Type type, long[] dimensions) {
  /** An element type of IDX files. All numbers are big-endian. */
  enum Type {
    UNSIGNED_BYTE(0x08, "unsigned bytes", 1),
    SIGNED_BYTE(0x09, "signed bytes", 1),
    SHORT(0x0b, "int16", 0, 1),
    INT(0x0c, "int32", 0, 0, 0, 1),
    FLOAT(0x0d, "float32", 0x3f, 0x80, 0, 0),
    DOUBLE(0x0e, "float64", 0x3f, 0xf0, 0, 0, 0, 0, 0, 0);

    private final int code;
    private final String description;
    private final byte[] one;

    /**
     * Describes a type.
     *
     * @param code the third byte of a file with such elements
     * @param one the bytes of the number 1 in this type
     */
    Type(int code, String description, int... one) {
      this.code = code;
      this.description = description;
      this.one = new byte[one.length];
      for (int i = 0; i < one.length; i++) {
        this.one[i] = (byte) one[i];
      }
    }

    /** Returns the type with this code, or null. */
    static Type of(int code) {
      for (Type type : values()) {
        if (type.code == code) {
          return type;
        }
      }
      return null;
    }

    /** Returns the number of bytes in one element. */
    int size() {
      return one.length;
    }

    /** Returns the bytes of the number 1, most significant first; do not change them. */
    byte[] one() {
      return one;
    }

    @Override
    public String toString() {
      return description;
    }
  }

  static final int MAGIC_BYTES = 4;

  /** Known IDX files have 1 to 4 dimensions; with 255, message lines would be hard to read. */
  private static final int MAX_RANK = 8;

  /** Enough bytes to recognize a file of another format. */
  private static final int SIGNATURE_BYTES = 1024;

  static IdxHeader read(SourceStream content) throws IOException {
    byte[] magic = new byte[MAGIC_BYTES];
    return read(content, magic, content.readNBytes(magic, 0, magic.length));
  }

  /**
   * Reads a header.
   *
   * @param magic its first four bytes
   * @param count how many of them there are
   */
  static IdxHeader read(SourceStream content, byte[] magic, int count) throws IOException {
    if (count == 0) {
      throw new InputException(content.name(), "is empty, expected an IDX file");
    }
    if (magic[0] != 0 || magic[1] != 0) {
      throw notIdx(content, magic, count);
    }
    if (count < MAGIC_BYTES) {
      throw truncated(content, MAGIC_BYTES, count);
    }
    Type type = Type.of(magic[2] & 0xff);
    if (type == null) {
      throw InputException.of(
          content.name(),
          "unknown IDX element type (expected 0x08, 0x09 or 0x0b to 0x0e, found 0x%02x)",
          magic[2]);
    }
    int rank = magic[3] & 0xff;
    if (rank == 0 || rank > MAX_RANK) {
      throw InputException.of(
          content.name(), "unusable IDX rank (expected 1 to %d, found %d)", MAX_RANK, rank);
    }
    IdxHeader header = new IdxHeader(type, dimensions(content, rank));
    header.checkLength(content, MAGIC_BYTES + 4 * rank);
    return header;
  }

  private static long[] dimensions(SourceStream content, int rank) throws IOException {
    byte[] bytes = new byte[4 * rank];
    int count = content.readNBytes(bytes, 0, bytes.length);
    if (count < bytes.length) {
      throw truncated(content, MAGIC_BYTES + bytes.length, MAGIC_BYTES + count);
    }
    long[] dimensions = new long[rank];
    for (int i = 0; i < bytes.length; i++) {
      dimensions[i / 4] = dimensions[i / 4] << 8 | bytes[i] & 0xff;
    }
    return dimensions;
  }

  /**
   * Checks that the file has as many bytes as the header announces, if its length is known.
   *
   * @param length bytes of the header
   */
  void checkLength(SourceStream content, int length) throws InputException {
    long expected = type.size();
    try {
      for (long dimension : dimensions) {
        expected = Math.multiplyExact(expected, dimension);
      }
    } catch (ArithmeticException e) {
      throw InputException.of(
          content.name(), "impossible size (%s are more than 2^63 bytes)", this);
    }
    long found = content.length() - length;
    if (content.length() != SourceStream.UNKNOWN && found != expected) {
      throw InputException.of(
          content.name(),
          "%s (expected %d bytes for %s, found %d)",
          found < expected ? "truncated" : "bytes after the last element",
          expected,
          this,
          found);
    }
  }

  int rank() {
    return dimensions.length;
  }

  /** Returns the length of the first dimension: the number of images or labels. */
  long count() {
    return dimensions[0];
  }

  /** Returns the number of bytes in one element of the first dimension: an image or a label. */
  long stride() {
    long stride = type.size();
    for (int i = 1; i < dimensions.length; i++) {
      stride *= dimensions[i];
    }
    return stride;
  }

  /** Returns type and shape, such as {@code unsigned bytes of shape (10000, 28, 28)}. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(type.toString()).append(" of shape (");
    for (int i = 0; i < dimensions.length; i++) {
      text.append(i == 0 ? "" : ", ").append(dimensions[i]);
    }
    return text.append(dimensions.length == 1 ? ",)" : ")").toString();
  }

  private static InputException notIdx(SourceStream content, byte[] magic, int count)
      throws IOException {
    byte[] start = Arrays.copyOf(magic, SIGNATURE_BYTES);
    int length = count + content.readNBytes(start, count, start.length - count);
    Signature looks = Signature.of(Arrays.copyOf(start, length));
    return InputException.of(
        content.name(),
        "not an IDX file (expected 00 00 at the start, found %s%s)",
        HexFormat.ofDelimiter(" ").formatHex(magic, 0, Math.min(2, count)),
        looks == null ? "" : ", looks like " + looks);
  }

  private static InputException truncated(SourceStream content, int expected, int found) {
    return InputException.of(
        content.name(), "truncated IDX header (expected %d bytes, found %d)", expected, found);
  }
}

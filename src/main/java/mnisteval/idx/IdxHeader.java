package mnisteval.idx;

import java.io.IOException;
import java.util.Arrays;
import mnisteval.input.InputException;
import mnisteval.input.Signature;
import mnisteval.input.SourceStream;

/**
 * The header of an IDX file: what its elements are and how many there are in each dimension.
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
 * Guarantees that the number of bytes it announces is a {@code long}, and that a file whose length
 * is known has exactly that length.
 */
record IdxHeader(IdxType type, long[] dimensions) {
  private static final int MAGIC_BYTES = 4;

  /** Eight dimensions are more than any known IDX file has. */
  private static final int MAX_RANK = 8;

  /** Enough of a file that is something else to tell what it is. */
  private static final int SIGNATURE_BYTES = 1024;

  static IdxHeader read(SourceStream content) throws IOException {
    byte[] magic = new byte[MAGIC_BYTES];
    int count = content.readNBytes(magic, 0, magic.length);
    if (count == 0) {
      throw new InputException(content.name(), "is empty, expected an IDX file");
    }
    if (magic[0] != 0 || magic[1] != 0) {
      throw notIdx(content, magic, count);
    }
    if (count < MAGIC_BYTES) {
      throw truncated(content, MAGIC_BYTES, count);
    }
    IdxType type = IdxType.of(magic[2] & 0xff);
    if (type == null) {
      String found = "0x" + hex(magic[2]);
      throw new InputException(
          content.name(),
          "unknown IDX element type (expected 0x08, 0x09 or 0x0b to 0x0e, found " + found + ")");
    }
    int rank = magic[3] & 0xff;
    if (rank == 0 || rank > MAX_RANK) {
      throw new InputException(
          content.name(), "unusable IDX rank (expected 1 to " + MAX_RANK + ", found " + rank + ")");
    }
    IdxHeader header = new IdxHeader(type, dimensions(content, rank));
    header.checkLength(content);
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

  private void checkLength(SourceStream content) throws InputException {
    long body = bodyLength(content.name());
    long found = content.length() - MAGIC_BYTES - 4L * dimensions.length;
    if (content.length() != SourceStream.UNKNOWN && found != body) {
      String fault = found < body ? "truncated" : "bytes after the last element";
      throw new InputException(
          content.name(),
          fault + " (expected " + body + " bytes for " + this + ", found " + found + ")");
    }
  }

  private long bodyLength(String name) throws InputException {
    long length = type.size();
    try {
      for (long dimension : dimensions) {
        length = Math.multiplyExact(length, dimension);
      }
      return length;
    } catch (ArithmeticException e) {
      throw new InputException(name, "impossible size (" + this + " are more than 2^63 bytes)", e);
    }
  }

  int rank() {
    return dimensions.length;
  }

  /** Elements in the first dimension: images or labels. */
  long count() {
    return dimensions[0];
  }

  /** Bytes in one element of the first dimension: an image or a label. */
  long stride() {
    long stride = type.size();
    for (int i = 1; i < dimensions.length; i++) {
      stride *= dimensions[i];
    }
    return stride;
  }

  /** Type and shape, such as {@code unsigned bytes of shape (10000, 28, 28)}. */
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
    StringBuilder found = new StringBuilder();
    for (int i = 0; i < Math.min(2, count); i++) {
      found.append(i == 0 ? "" : " ").append(hex(magic[i]));
    }
    return new InputException(
        content.name(),
        "not an IDX file (expected 00 00 at the start, found "
            + found
            + (looks == null ? ")" : ", looks like " + looks + ")"));
  }

  private static InputException truncated(SourceStream content, int expected, int found) {
    return new InputException(
        content.name(),
        "truncated IDX header (expected " + expected + " bytes, found " + found + ")");
  }

  private static String hex(byte value) {
    return Integer.toHexString(0x100 | value & 0xff).substring(1);
  }
}

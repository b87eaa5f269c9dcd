package mnisteval.weights;

import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import mnisteval.input.Limit;
import mnisteval.weights.array.FormatException;

/**
 * Decompresses a zlib stream, as joblib writes with {@code compress=3}: a header of two bytes,
 * deflated data, a checksum of four.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc1950">RFC 1950</a>
 */
final class ZlibStream {
  private static final int BUFFER = 1 << 16;

  private ZlibStream() {}

  /** Returns whether a file starts with the two bytes of zlib, deflated in windows of 32 KiB. */
  static boolean isZlib(byte[] bytes) {
    return bytes.length > 2 && bytes[0] == 0x78 && (0x7800 | bytes[1] & 0xff) % 31 == 0;
  }

  /**
   * Decompresses a whole file. Twice: first to count, so that no more memory is taken than needed.
   *
   * @throws FormatException if it is malformed, or decompresses to more than the limit
   */
  static byte[] decompress(byte[] file, Limit limit) {
    long size = inflate(file, new byte[BUFFER], true, limit.bytes() + 1L);
    if (size > limit.bytes()) {
      throw FormatException.of(
          "a zlib stream that decompresses to more than is read (expected at most %d bytes, found"
              + " more%s)",
          limit.bytes(), limit.remedy());
    }
    byte[] bytes = new byte[(int) size];
    inflate(file, bytes, false, size);
    return bytes;
  }

  /**
   * Inflates into an array, or, to count only, again and again into its beginning.
   *
   * @param most bytes after which it stops
   * @return how many bytes there are, or the most or some more
   */
  private static long inflate(byte[] file, byte[] into, boolean count, long most) {
    Inflater inflater = new Inflater();
    try {
      inflater.setInput(file);
      long size = 0;
      while (!inflater.finished() && size < most) {
        int from = count ? 0 : (int) size;
        int more = inflater.inflate(into, from, into.length - from);
        if (more == 0 && !inflater.finished()) {
          throw new FormatException("a zlib stream that ends too soon (truncated?)");
        }
        size += more;
      }
      if (inflater.finished() && inflater.getRemaining() > 0) {
        throw FormatException.of(
            "bytes after the end of a zlib stream (expected none, found %d)",
            inflater.getRemaining());
      }
      return size;
    } catch (DataFormatException e) {
      throw new FormatException("a malformed zlib stream", e);
    } finally {
      inflater.end();
    }
  }
}

package mnisteval.picture;

import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import mnisteval.input.InputException;

/**
 * The chunks of a PNG file. The JDK's reader passes over their checksums, and would show half of an
 * image that lost its other half.
 *
 * <pre>
 *   89 P N G \r \n 1a \n
 *   +--------+------+------+-----+
 *   | length | type | data | CRC |  the first of type IHDR, the last of type IEND; length is that of
 *   +--------+------+------+-----+  the data; the CRC32 is that of type and data; big-endian
 * </pre>
 *
 * @see <a href="https://www.w3.org/TR/png-3/#5Chunk-layout">PNG, chunk layout</a>
 */
final class PngChunks {
  private static final int SIGNATURE = 8;

  /** The second half of the signature, there to show what transfers as text do to a file. */
  private static final long LINE_ENDS = 0x0d0a1a0aL;

  /** Length, type and CRC. */
  private static final int FRAME = 12;

  private PngChunks() {}

  /**
   * Makes sure that all chunks are there up to the end, and those that the image is made of whole.
   *
   * @throws InputException if not
   */
  static void check(byte[] bytes, String name) throws InputException {
    if (bytes.length < SIGNATURE || bigEndian4(bytes, 4) != LINE_ENDS) {
      throw new InputException(
          name, "damaged PNG image (expected 0d 0a 1a 0a at byte 4; was it sent as text?)");
    }
    int at = SIGNATURE;
    String type = "";
    while (!type.equals("IEND")) {
      long length = bytes.length - at < FRAME ? -1 : bigEndian4(bytes, at);
      if (length < 0 || length > bytes.length - at - FRAME) {
        throw new InputException(
            name,
            "truncated PNG image (expected a whole chunk at byte "
                + at
                + ", found "
                + (bytes.length - at)
                + " bytes)");
      }
      type = new String(bytes, at + 4, 4, StandardCharsets.ISO_8859_1);
      checkSum(bytes, at, (int) length, type, name);
      at += FRAME + (int) length;
    }
  }

  /** A type that starts with a small letter is of no importance to the image. */
  private static void checkSum(byte[] bytes, int at, int length, String type, String name)
      throws InputException {
    if ((type.charAt(0) & 0x20) != 0) {
      return;
    }
    CRC32 crc = new CRC32();
    crc.update(bytes, at + 4, 4 + length);
    long expected = bigEndian4(bytes, at + 8 + length);
    if (crc.getValue() != expected) {
      throw new InputException(
          name,
          "damaged PNG image (expected CRC "
              + hex(expected)
              + " of the chunk at byte "
              + at
              + ", found "
              + hex(crc.getValue())
              + ")");
    }
  }

  private static long bigEndian4(byte[] bytes, int at) {
    long number = 0;
    for (int i = at; i < at + 4; i++) {
      number = number << 8 | bytes[i] & 0xff;
    }
    return number;
  }

  private static String hex(long value) {
    return Long.toHexString(0x100000000L | value).substring(1);
  }
}

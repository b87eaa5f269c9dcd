package mnisteval.picture;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import mnisteval.input.InputException;

/**
 * Checks the chunks of a PNG file. The JDK's reader ignores their checksums, and would return half
 * of an image that lost its other half.
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

  /** The second half of the signature: line ends, which change if a file is sent as text. */
  private static final long LINE_ENDS = 0x0d0a1a0aL;

  /** Length, type and CRC. */
  private static final int FRAME = 12;

  private PngChunks() {}

  /**
   * Checks that all chunks up to the end are complete, and those of the image undamaged.
   *
   * @throws InputException if they are not
   */
  static void check(byte[] bytes, String file) throws InputException {
    if (bytes.length < SIGNATURE || bigEndian4(bytes, 4) != LINE_ENDS) {
      throw new InputException(
          file, "damaged PNG image (expected 0d 0a 1a 0a at byte 4; was it sent as text?)");
    }
    int at = SIGNATURE;
    String type = "";
    while (!type.equals("IEND")) {
      long length = bytes.length - at < FRAME ? -1 : bigEndian4(bytes, at);
      if (length < 0 || length > bytes.length - at - FRAME) {
        throw InputException.of(
            file,
            "truncated PNG image (expected a whole chunk at byte %d, found %d bytes)",
            at,
            bytes.length - at);
      }
      type = new String(bytes, at + 4, 4, StandardCharsets.ISO_8859_1);
      checkSum(bytes, at, (int) length, type, file);
      at += FRAME + (int) length;
    }
  }

  /** A type that starts with a small letter is not needed to show the image. */
  private static void checkSum(byte[] bytes, int at, int length, String type, String file)
      throws InputException {
    if ((type.charAt(0) & 0x20) != 0) {
      return;
    }
    CRC32 crc = new CRC32();
    crc.update(bytes, at + 4, 4 + length);
    long expected = bigEndian4(bytes, at + 8 + length);
    if (crc.getValue() != expected) {
      throw InputException.of(
          file,
          "damaged PNG image (expected CRC %08x of the chunk at byte %d, found %08x)",
          expected,
          at,
          crc.getValue());
    }
  }

  private static long bigEndian4(byte[] bytes, int at) {
    return ByteBuffer.wrap(bytes).getInt(at) & 0xffffffffL;
  }
}

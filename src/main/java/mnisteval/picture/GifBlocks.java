package mnisteval.picture;

import mnisteval.input.InputException;

/**
 * The extensions of a GIF file before its first frame. The JDK's reader puts the pieces of one
 * together one after another, and copies all it has for each: 400 KB may take it many seconds.
 *
 * <pre>
 *   GIF89a | width | height | flags | 2 bytes | colours     2, 2 and 1 bytes; 3 x 2^(1 + flags % 8)
 *                                                           if flags &amp; 80, otherwise none
 *   21 | label | pieces | 00     an extension: how to show the next frame (f9), a text to be drawn
 *                                (01), a comment (fe), what a program adds (ff)
 *   piece: length 1 to 255 | bytes
 *
 *   2c ...                       a frame
 * </pre>
 *
 * @see <a href="https://www.w3.org/Graphics/GIF/spec-gif89a.txt">GIF89a, 17 to 26</a>
 */
final class GifBlocks {
  /** A megabyte, which takes the reader less than a second; XMP of 20 KB has 300. */
  private static final int MAX_PIECES = 4096;

  private static final int FLAGS = 10;
  private static final int COLOURS = 13;
  private static final int EXTENSION = 0x21;
  private static final int CONTROL = 0xf9;
  private static final int CONTROL_BYTES = 4;
  private static final int TEXT = 0x01;
  private static final int TEXT_BYTES = 12;

  private GifBlocks() {}

  /**
   * Makes sure that all extensions together are of few pieces.
   *
   * @throws InputException if not
   */
  static void check(byte[] bytes, String name) throws InputException {
    if (bytes.length < COLOURS) {
      return;
    }
    int flags = bytes[FLAGS];
    int at = COLOURS + ((flags & 0x80) == 0 ? 0 : 3 << 1 + (flags & 7));
    int pieces = 0;
    while (at + 2 < bytes.length && bytes[at] == EXTENSION) {
      checkLength(bytes, at, name);
      at += 2;
      for (; at < bytes.length && bytes[at] != 0; at += 1 + (bytes[at] & 0xff)) {
        pieces++;
      }
      at++;
    }
    if (pieces > MAX_PIECES) {
      throw new InputException(
          name,
          "a GIF image of too many pieces of comments and other extensions (expected at most "
              + MAX_PIECES
              + ", found "
              + pieces
              + ")");
    }
  }

  /** Where the length is fixed the reader passes over the one told, and would see other pieces. */
  private static void checkLength(byte[] bytes, int at, String name) throws InputException {
    int label = bytes[at + 1] & 0xff;
    int found = bytes[at + 2] & 0xff;
    int expected = label == CONTROL ? CONTROL_BYTES : label == TEXT ? TEXT_BYTES : found;
    if (found != expected) {
      throw new InputException(
          name,
          "damaged GIF image (expected "
              + expected
              + " bytes in the extension at byte "
              + at
              + ", found "
              + found
              + ")");
    }
    int end = at + 3 + CONTROL_BYTES;
    if (label == CONTROL && end < bytes.length && bytes[end] != 0) {
      throw new InputException(
          name, "damaged GIF image (expected the end of an extension at byte " + end + ")");
    }
  }
}

package mnisteval.picture;

import mnisteval.input.InputException;

/**
 * The segments of a JPEG file up to its end, told as the JDK's reader does, which lets anything lie
 * between them. It goes over the whole image for each scan, and over all it keeps of the segments
 * of programs for each more.
 *
 * <pre>
 *   ff d8                         the image starts
 *   ff | marker | length | ...    a segment; length counts itself and what follows it, big-endian
 *   ff da | length | ... | pixels a scan; in pixels ff 00 stands for ff, and ff d0 to d7 divide them
 *   ff d9                         the image ends; cameras add more of them, and videos
 * </pre>
 *
 * @see <a href="https://www.w3.org/Graphics/JPEG/itu-t81.pdf">ITU-T T.81, annex B</a>
 */
final class JpegSegments {
  /** A progressive JPEG has about ten; so many of 2^24 pixels take two seconds or three. */
  private static final int MAX_SCANS = 40;

  /** A colour profile has 255 parts at most; 100,000 take the reader ten seconds. */
  private static final int MAX_OF_PROGRAMS = 4096;

  private static final int FIRST_ALONE = 0xd0;
  private static final int LAST_ALONE = 0xd9;
  private static final int TEMPORARY = 0x01;
  private static final int END = 0xd9;
  private static final int SCAN = 0xda;
  private static final int FIRST_OF_PROGRAMS = 0xe0;
  private static final int LAST_OF_PROGRAMS = 0xef;

  private JpegSegments() {}

  /**
   * Makes sure that there are few scans and segments of programs.
   *
   * @throws InputException if not
   */
  static void check(byte[] bytes, String name) throws InputException {
    int scans = 0;
    int ofPrograms = 0;
    int at = 2;
    while (at + 1 < bytes.length) {
      int marker = bytes[at + 1] & 0xff;
      if (bytes[at] != (byte) 0xff || marker == 0 || marker == 0xff) {
        at++;
        continue;
      }
      if (marker == END && scans > 0) {
        break; // Before any scan, it is the end of tables, and the image follows.
      }
      scans += marker == SCAN ? 1 : 0;
      ofPrograms += marker >= FIRST_OF_PROGRAMS && marker <= LAST_OF_PROGRAMS ? 1 : 0;
      at += 2;
      if (marker != TEMPORARY && (marker < FIRST_ALONE || marker > LAST_ALONE)) {
        at += length(bytes, at);
      }
    }
    requireAtMost(MAX_SCANS, scans, "scans", name);
    requireAtMost(MAX_OF_PROGRAMS, ofPrograms, "segments of programs", name);
  }

  private static int length(byte[] bytes, int at) {
    int length = at + 1 < bytes.length ? (bytes[at] & 0xff) << 8 | bytes[at + 1] & 0xff : 0;
    return Math.max(2, length);
  }

  private static void requireAtMost(int most, int found, String what, String name)
      throws InputException {
    if (found > most) {
      throw new InputException(
          name,
          "a JPEG image of too many "
              + what
              + " (expected at most "
              + most
              + ", found "
              + found
              + ")");
    }
  }
}

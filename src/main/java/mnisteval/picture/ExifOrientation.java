package mnisteval.picture;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Reads from a JPEG file how the camera was held: its pixels are stored unturned.
 *
 * <pre>
 *   ff d8                                     a JPEG file is segments, up to the pixels (ff da)
 *   ff e1 | length | Exif 00 00 | TIFF ...    length counts itself and what follows it, big-endian
 *
 *   TIFF:  II 2a 00 or MM 00 2a               all numbers little- or big-endian from here on
 *          offset of the directory from II or MM, 4 bytes
 *   directory:  number of entries, 2 bytes
 *   entry:      tag (0112), type (3), count (1), 2 + 2 + 4 bytes; the value, 2 bytes, and 2 unused
 * </pre>
 *
 * @see <a href="https://www.cipa.jp/std/documents/e/DC-X008-Translation-2019-E.pdf">Exif 2.32,
 *     4.5.4 and 4.6.4</a>
 */
final class ExifOrientation {
  private static final int UPRIGHT = 1;
  private static final int START_OF_PIXELS = 0xda;
  private static final int APP1 = 0xe1;
  private static final String EXIF = "Exif\0\0";
  private static final int TAG = 0x0112;
  private static final int ENTRY_BYTES = 12;

  private ExifOrientation() {}

  /** Returns the orientation of a JPEG file, 1 to 8; 1, which is upright, where it has none. */
  static int of(byte[] jpeg) {
    int at = 2;
    while (at + 4 <= jpeg.length && (jpeg[at] & 0xff) == 0xff) {
      int marker = jpeg[at + 1] & 0xff;
      int length = (jpeg[at + 2] & 0xff) << 8 | jpeg[at + 3] & 0xff;
      int end = at + 2 + length;
      if (marker == START_OF_PIXELS || length < 2 || end > jpeg.length) {
        return UPRIGHT;
      }
      int tiff = at + 4 + EXIF.length();
      if (marker == APP1 && tiff <= end && isExif(jpeg, at + 4)) {
        return ofTiff(ByteBuffer.wrap(jpeg, tiff, end - tiff).slice());
      }
      at = end;
    }
    return UPRIGHT;
  }

  private static boolean isExif(byte[] jpeg, int at) {
    return new String(jpeg, at, EXIF.length(), StandardCharsets.ISO_8859_1).equals(EXIF);
  }

  private static int ofTiff(ByteBuffer tiff) {
    if (tiff.limit() < 8) {
      return UPRIGHT;
    }
    tiff.order(tiff.get(0) == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    long directory = tiff.getInt(4) & 0xffffffffL;
    if (directory > tiff.limit() - 2) {
      return UPRIGHT;
    }
    int at = (int) directory + 2;
    int entries = tiff.getShort((int) directory) & 0xffff;
    for (int i = 0; i < entries && at + ENTRY_BYTES <= tiff.limit(); i++) {
      if (tiff.getShort(at) == TAG) {
        int orientation = tiff.getShort(at + 8);
        return orientation >= 1 && orientation <= 8 ? orientation : UPRIGHT;
      }
      at += ENTRY_BYTES;
    }
    return UPRIGHT;
  }
}

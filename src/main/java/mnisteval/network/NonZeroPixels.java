package mnisteval.network;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Which pixels of an image are not zero: of MNIST, one in five.
 *
 * <p>Eight pixels are looked at in one go: which of them are inked makes a number of eight bits,
 * and a table has the places of the bits of each such number. There is no branch for a single
 * pixel, since ink comes as it likes. Places are 16 bits wide, so that four are added to and
 * written in one go.
 */
final class NonZeroPixels {
  /** Most pixels of an image that are searched at a time: their places fit into 16 bits. */
  static final int MOST = 1 << 15;

  private static final long LOW_BITS = 0x7f7f7f7f7f7f7f7fL;

  /** Brings the lowest bit of each byte into the highest byte, in the order of the bytes. */
  private static final long GATHER = 0x0102040810204080L;

  private static final long EACH_OF_FOUR = 0x0001000100010001L;

  /** Of each number of eight bits, the places of its first four bits, and of the others. */
  private final long[] firstFour = new long[256];

  private final long[] others = new long[256];

  private final ByteBuffer places;

  /**
   * For images of so many pixels.
   *
   * @param size from 1
   */
  NonZeroPixels(int size) {
    // Eight places are written where even none may be kept.
    places = littleEndian(new byte[Character.BYTES * (Math.min(size, MOST) + 8)]);
    for (int bits = 0; bits < 256; bits++) {
      int count = 0;
      for (int place = 0; place < 8; place++) {
        if ((bits >> place & 1) != 0) {
          long[] four = count < 4 ? firstFour : others;
          four[bits] |= (long) place << Character.SIZE * (count & 3);
          count++;
        }
      }
    }
  }

  /** Pixels as {@link #find} wants them. */
  static ByteBuffer littleEndian(byte[] pixels) {
    return ByteBuffer.wrap(pixels).order(ByteOrder.LITTLE_ENDIAN);
  }

  /**
   * Finds the inked ones of the pixels that start at {@code offset}, and says how many there are.
   *
   * @param count from 0 to {@link #MOST}, and to the size of an image
   */
  int find(ByteBuffer pixels, int offset, int count) {
    int found = 0;
    int i = 0;
    for (; i + 8 <= count; i += 8) {
      long eight = pixels.getLong(offset + i);
      if (eight != 0) {
        long inked = ((eight & LOW_BITS) + LOW_BITS | eight) & ~LOW_BITS;
        int bits = (int) ((inked >>> 7) * GATHER >>> 56);
        long start = i * EACH_OF_FOUR;
        places.putLong(Character.BYTES * found, firstFour[bits] + start);
        places.putLong(Character.BYTES * (found + 4), others[bits] + start);
        found += Integer.bitCount(bits);
      }
    }
    for (; i < count; i++) {
      if (pixels.get(offset + i) != 0) {
        places.putChar(Character.BYTES * found++, (char) i);
      }
    }
    return found;
  }

  /** Four places from the {@code n}th on, 16 bits each, the first in the lowest. */
  long places(int n) {
    return places.getLong(Character.BYTES * n);
  }

  /** Where the pixel lies that was found as the {@code n}th, from 0, counted from the start. */
  int place(int n) {
    return places.getChar(Character.BYTES * n);
  }
}

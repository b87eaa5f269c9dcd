package mnisteval.network;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Finds the pixels of an image that are not zero: in MNIST, one in five.
 *
 * <pre>
 *   8 pixels, one long     0  0 17 90  0  0  5  0
 *   bits, lowest first     0  0  1  1  0  0  1  0
 *   places, from a table   2  3  6      16 bits each, four in a long
 * </pre>
 *
 * <p>It takes eight pixels at a time, whose bits are the index into the table. There is no branch
 * for a single pixel, since the CPU could not predict it. The number of the first of the eight is
 * added to four places at once.
 */
final class NonZeroPixels {
  /** The largest number of pixels in one search, so that places fit into 16 bits. */
  static final int MOST = 1 << 15;

  private static final long LOW_BITS = 0x7f7f7f7f7f7f7f7fL;

  /** As a factor, brings the lowest bit of each byte into the highest byte, in their order. */
  private static final long GATHER = 0x0102040810204080L;

  private static final long EACH_OF_FOUR = 0x0001000100010001L;

  /** For each number of eight bits, the places of its first four ones, and of the others. */
  private final long[] firstFour = new long[256];

  private final long[] others = new long[256];

  private final ByteBuffer places;

  /** Makes room for the places in images of {@code size} pixels, from 1. */
  NonZeroPixels(int size) {
    // Eight places are written at a time, even if none of them is kept.
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

  /** Wraps pixels for {@link #find}. */
  static ByteBuffer littleEndian(byte[] pixels) {
    return ByteBuffer.wrap(pixels).order(ByteOrder.LITTLE_ENDIAN);
  }

  /**
   * Finds the pixels that are not zero among those from {@code offset} on.
   *
   * @param count how many are searched, from 0 to {@link #MOST} and to the size of an image
   * @return how many are found
   */
  int find(ByteBuffer pixels, int offset, int count) {
    int found = 0;
    int i = 0;
    for (; i + 8 <= count; i += 8) {
      long eight = pixels.getLong(offset + i);
      if (eight != 0) {
        long nonZero = ((eight & LOW_BITS) + LOW_BITS | eight) & ~LOW_BITS;
        int bits = (int) ((nonZero >>> 7) * GATHER >>> 56);
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

  /** Returns four places from the {@code n}th on, 16 bits each, the first in the lowest bits. */
  long places(int n) {
    return places.getLong(Character.BYTES * n);
  }

  /** Returns the place of the {@code n}th pixel found, both from 0, counted from the offset. */
  int place(int n) {
    return places.getChar(Character.BYTES * n);
  }

  /**
   * Finds the pixels that are not zero in an image of runs of zeros.
   *
   * @param runs pairs of unsigned bytes: how many zeros come first, and the pixel after them
   * @param from the index of the first pair
   * @param to the index after the last pair, after which all pixels are zero
   * @param values what each pixel adds to an input
   * @param places receives where they are, counted from 0
   * @param inputs receives what they add
   * @return how many are found
   */
  static int findInRuns(
      byte[] runs, int from, int to, double[] values, int[] places, double[] inputs) {
    int found = 0;
    int place = 0;
    for (int i = from; i < to; i += 2) {
      place += runs[i] & 0xff;
      int pixel = runs[i + 1] & 0xff;
      if (pixel != 0) {
        places[found] = place;
        inputs[found++] = values[pixel];
      }
      place++;
    }
    return found;
  }
}

package mnisteval.network;

import java.nio.ByteBuffer;

/** Which pixels of an image are not zero: of MNIST, one in five. */
final class InkedPixels {
  private final int[] indices;
  private final int size;

  /**
   * For images of so many pixels.
   *
   * @param size from 1
   */
  InkedPixels(int size) {
    this.size = size;
    this.indices = new int[size + 1];
  }

  /** Where in the image the pixels lie that {@link #find} found, in order. */
  int[] indices() {
    return indices;
  }

  /**
   * Finds the pixels of the image that starts at {@code offset}, and says how many there are.
   *
   * @param eight the pixels again, eight of which are read at a time: around the digit, all are
   *     zero
   */
  int find(byte[] pixels, ByteBuffer eight, int offset) {
    int count = 0;
    int i = 0;
    for (; i + 8 <= size; i += 8) {
      if (eight.getLong(offset + i) != 0) {
        count = find(pixels, offset, i, i + 8, count);
      }
    }
    return find(pixels, offset, i, size, count);
  }

  /** No branch, since ink comes as it likes: each index is written, and kept or written over. */
  private int find(byte[] pixels, int offset, int from, int to, int count) {
    int[] found = indices;
    for (int i = from; i < to; i++) {
      found[count] = i;
      count += -(pixels[offset + i] & 0xff) >>> 31;
    }
    return count;
  }
}

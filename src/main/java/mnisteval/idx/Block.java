package mnisteval.idx;

/**
 * Some images in a row, with their labels: what is read, and evaluated, at once. It is filled again
 * and again; image i of the block is image {@code first() + i} of the file.
 */
public final class Block {
  private final byte[] pixels;
  private final int[] labels;
  private final int imageSize;
  private long first;
  private int count;

  Block(int images, int imageSize) {
    this.pixels = new byte[Math.multiplyExact(images, imageSize)];
    this.labels = new int[images];
    this.imageSize = imageSize;
  }

  void fill(long first, int count) {
    this.first = first;
    this.count = count;
  }

  /** Becomes the same as a block that has as many images at most as this one has room for. */
  void copy(Block other) {
    System.arraycopy(other.pixels, 0, pixels, 0, other.count * imageSize);
    System.arraycopy(other.labels, 0, labels, 0, other.count);
    fill(other.first, other.count);
  }

  /** The unsigned bytes of all images, row by row, image after image. */
  public byte[] pixels() {
    return pixels;
  }

  /** The classes, from 0; those past {@link #count()} mean nothing. */
  public int[] labels() {
    return labels;
  }

  /** Pixels in an image. */
  public int imageSize() {
    return imageSize;
  }

  /** The number of the first image, counted from 0 from the beginning of the file. */
  public long first() {
    return first;
  }

  /** How many images there are. */
  public int count() {
    return count;
  }
}

package mnisteval.idx;

/**
 * Consecutive images with their labels, read and evaluated together. A block is filled again and
 * again; image i of the block is image {@code first() + i} of the file.
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

  /** Sets which images the arrays hold now. */
  void fill(long first, int count) {
    this.first = first;
    this.count = count;
  }

  /** Copies another block, which must not have more images than this one has room for. */
  void copy(Block other) {
    System.arraycopy(other.pixels, 0, pixels, 0, other.count * imageSize);
    System.arraycopy(other.labels, 0, labels, 0, other.count);
    fill(other.first, other.count);
  }

  /** Appends images of another block, as many as there is room for. */
  void append(Block other) {
    int more = Math.min(other.count, labels.length - count);
    System.arraycopy(other.pixels, 0, pixels, count * imageSize, more * imageSize);
    System.arraycopy(other.labels, 0, labels, count, more);
    count += more;
  }

  /** Puts the pixels of images that are stored by columns into the order of rows. */
  void transpose(int rows, int columns) {
    byte[] byColumns = new byte[imageSize];
    for (int start = 0; start < count * imageSize; start += imageSize) {
      System.arraycopy(pixels, start, byColumns, 0, imageSize);
      int to = start;
      for (int row = 0; row < rows; row++) {
        for (int column = 0; column < columns; column++) {
          pixels[to++] = byColumns[column * rows + row];
        }
      }
    }
  }

  /**
   * Returns a copy whose images have their rows and columns exchanged.
   *
   * @param side the number of rows, and of columns, of an image
   */
  public Block transposed(int side) {
    Block other = new Block(count, imageSize);
    other.copy(this);
    other.transpose(side, side);
    return other;
  }

  /** Returns the pixels, unsigned bytes (images, rows, columns); only those of count() images. */
  public byte[] pixels() {
    return pixels;
  }

  /** Returns the labels, from 0; those after {@link #count()} mean nothing. */
  public int[] labels() {
    return labels;
  }

  /** Returns the number of pixels in an image. */
  public int imageSize() {
    return imageSize;
  }

  /** Returns the number of the first image, counted from 0 from the beginning of the file. */
  public long first() {
    return first;
  }

  /** Returns the number of images. */
  public int count() {
    return count;
  }
}

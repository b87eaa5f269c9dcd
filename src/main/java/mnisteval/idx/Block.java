package mnisteval.idx;

import java.util.Arrays;

/**
 * Consecutive images with their labels, read and evaluated together. A block is filled again and
 * again; image i of the block is image {@code first() + i} of the file.
 */
public final class Block {
  private final int[] labels;
  private final int imageSize;
  private long first;
  private int count;

  /** The pixels; null or meaningless as long as there are runs that were not expanded. */
  private byte[] pixels;

  /** Pairs of how many zeros come first and the pixel after them, or null if there are pixels. */
  private byte[] runs;

  /** Where the pairs of each image end. */
  private int[] ends;

  private boolean expanded;

  Block(int images, int imageSize) {
    Math.multiplyExact(images, imageSize);
    this.labels = new int[images];
    this.imageSize = imageSize;
  }

  /** Sets which images the arrays hold now. */
  void fill(long first, int count) {
    this.first = first;
    this.count = count;
  }

  /** Returns an array of at least so many bytes for pairs that are to stand for pixels. */
  byte[] makeRuns(int bytes) {
    if (runs == null || runs.length < bytes) {
      runs = new byte[bytes];
    }
    expanded = false;
    return runs;
  }

  /** Copies another block, which must not have more images than this one has room for. */
  void copy(Block other) {
    fill(other.first, 0);
    append(other);
  }

  /** Appends images of another block, as many as there is room for; both have runs, or neither. */
  void append(Block other) {
    int more = Math.min(other.count, labels.length - count);
    if (other.runs == null) {
      System.arraycopy(other.pixels, 0, pixels(), count * imageSize, more * imageSize);
    } else if (more > 0) {
      int start = count == 0 ? 0 : ends[count - 1];
      int bytes = other.ends[more - 1];
      byte[] before = runs;
      byte[] all = makeRuns(start + bytes);
      if (before != null && before != all) {
        System.arraycopy(before, 0, all, 0, start);
      }
      System.arraycopy(other.runs, 0, all, start, bytes);
      for (int i = 0; i < more; i++) {
        runEnds()[count + i] = start + other.ends[i];
      }
    }
    System.arraycopy(other.labels, 0, labels, count, more);
    count += more;
  }

  /** Puts the pixels of images that are stored by columns into the order of rows. */
  void transpose(int rows, int columns) {
    byte[] pixels = pixels();
    runs = null;
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
    if (pixels == null) {
      pixels = new byte[labels.length * imageSize];
    }
    if (runs != null && !expanded) {
      Arrays.fill(pixels, (byte) 0);
      for (int image = 0; image < count; image++) {
        expand(image, pixels, image * imageSize);
      }
      expanded = true;
    }
    return pixels;
  }

  /** Returns a copy of the unsigned bytes (rows, columns) of an image. */
  public byte[] pixels(int image) {
    byte[] copy = new byte[imageSize];
    if (runs == null || expanded) {
      System.arraycopy(pixels(), image * imageSize, copy, 0, imageSize);
    } else {
      expand(image, copy, 0);
    }
    return copy;
  }

  /** Writes the pixels of an image that are not zero. */
  private void expand(int image, byte[] to, int start) {
    int pixel = start;
    for (int i = runsStart(image); i < ends[image]; i += 2) {
      pixel += runs[i] & 0xff;
      to[pixel++] = runs[i + 1];
    }
  }

  /**
   * Returns the pixels as runs of zeros, if the file has them so, or null: pairs of bytes, how many
   * zeros come first, 0 to 255, and the pixel after them.
   *
   * @hidden not part of the API
   */
  public byte[] runs() {
    return runs;
  }

  /**
   * Returns where the pairs of each image end in {@link #runs()}, those of the first starting at 0.
   *
   * @hidden not part of the API
   */
  public int[] runEnds() {
    if (ends == null) {
      ends = new int[labels.length];
    }
    return ends;
  }

  /**
   * Returns where the pairs of an image start in {@link #runs()}.
   *
   * @hidden not part of the API
   */
  public int runsStart(int image) {
    return image == 0 ? 0 : ends[image - 1];
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

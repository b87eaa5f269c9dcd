package mnisteval.idx;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import mnisteval.input.HeapShares;
import mnisteval.input.InputException;
import mnisteval.input.Source;
import org.apache.commons.io.IOUtils;

/**
 * Reads images and their labels side by side, block by block, so that memory does not depend on how
 * many there are. If they are few, they can be kept and read any number of times. Not safe for use
 * by several threads at once.
 */
public final class LabeledImages implements Closeable {
  /**
   * Enough images that loops over those of a block are long, few enough that their sums stay in a
   * core's cache.
   */
  private static final int IMAGES_IN_BLOCK = 500;

  /** Enough images to compare two ways of reading a network, few enough to do so at once. */
  private static final int MOST_IN_SAMPLE = 1000;

  /** Bytes of the sample: 1000 images of 32 x 32. */
  private static final int MOST_SAMPLE_PIXELS = 1 << 20;

  private final IdxReader images;
  private final LabelReader labels;
  private final long first;
  private final long end;
  private long next;
  private List<Block> kept;
  private Block sample;

  /** Blocks of the sample that were read ahead, the next one first. */
  private final List<Block> ahead = new ArrayList<>();

  /** Whether images are stored by columns. */
  private boolean transposed;

  private LabeledImages(IdxReader images, LabelReader labels, long first, long end) {
    this.images = images;
    this.labels = labels;
    this.first = first;
    this.next = first;
    this.end = end;
  }

  static LabeledImages open(Source imageSource, Source labelSource, long offset, long limit)
      throws IOException {
    return open(imageSource, labelSource, null, offset, limit);
  }

  static LabeledImages open(
      Source imageSource, Source labelSource, Split split, long offset, long limit)
      throws IOException {
    return open(new IdxReader(imageSource, "images", split), labelSource, split, offset, limit);
  }

  /**
   * Opens labels beside images that are open already, and closes both if they don't belong
   * together.
   */
  static LabeledImages open(
      IdxReader images, Source labelSource, Split split, long offset, long limit)
      throws IOException {
    LabelReader labels = null;
    try {
      images.requireImages();
      labels = new LabelReader(labelSource, split);
      labels.requireCountOf(images);
      images.requireImagesFrom(offset);
      images.skip(offset);
      labels.skip(offset);
      long count = images.header().count();
      return new LabeledImages(images, labels, offset, offset + Math.min(limit, count - offset));
    } catch (IOException e) {
      IOUtils.closeQuietly(images, labels);
      throw e;
    }
  }

  /** Takes images for stored by columns; to be called before the first block is read. */
  LabeledImages transposed() {
    transposed = true;
    return this;
  }

  /** Returns the image file's name in messages. */
  public String imagesName() {
    return images.name();
  }

  /** Returns the label file's name in messages. */
  public String labelsName() {
    return labels.name();
  }

  /** Returns the entry of a zip archive that the images are, or null if they are a file. */
  public String imagesEntry() {
    return images.entry();
  }

  /** Returns the entry of a zip archive that the labels are, or null if they are a file. */
  public String labelsEntry() {
    return labels.entry();
  }

  /** Returns how many images the file has, whether they are read or not. */
  public long count() {
    return images.header().count();
  }

  /** Returns how many images are still to be read. */
  public long remaining() {
    return end - next;
  }

  /** Returns how many blocks that is, or {@link Integer#MAX_VALUE} if there are more. */
  public int blocks() {
    long size = imagesInBlock();
    return (int) Math.min(Integer.MAX_VALUE, (remaining() + size - 1) / size);
  }

  private int imagesInBlock() {
    return (int) Math.min(IMAGES_IN_BLOCK, IdxReader.MAX_IMAGE_PIXELS / imageSize());
  }

  /** Returns the number of rows of pixels in an image. */
  public int rows() {
    return dimension(transposed ? 2 : 1);
  }

  /** Returns the number of columns of pixels in an image. */
  public int columns() {
    return dimension(transposed ? 1 : 2);
  }

  private int dimension(int index) {
    return (int) images.header().dimensions()[index];
  }

  /** Returns the number of pixels in an image, rows times columns. */
  public int imageSize() {
    return rows() * columns();
  }

  /** Returns the number of bytes of the pixels in a block. */
  public long blockBytes() {
    return Math.min(imagesInBlock(), remaining()) * imageSize();
  }

  /** Returns an empty block of the right size for {@link #next(Block)}. */
  public Block newBlock() {
    return new Block((int) Math.min(imagesInBlock(), remaining()), imageSize());
  }

  /**
   * Fills the block with the next images and labels.
   *
   * @return false, and the block unchanged, if none are left
   * @throws InputException if a file is truncated, too long or otherwise malformed
   */
  public boolean next(Block block) throws IOException {
    int count = (int) Math.min(block.labels().length, remaining());
    if (count == 0) {
      return false;
    }
    if (kept != null) {
      block.copy(kept.get((int) ((next - first) / imagesInBlock())));
    } else if (!ahead.isEmpty()) {
      block.copy(ahead.remove(0));
    } else {
      read(block, count);
    }
    next += count;
    return true;
  }

  /** Fills the block with the next images of the files. */
  private void read(Block block, int count) throws IOException {
    long number = images.position();
    images.read(block, count);
    labels.read(block.labels(), count);
    block.fill(number, count);
    if (transposed) {
      block.transpose(rows(), columns());
    }
    if (sample == null) {
      int room = Math.min(MOST_IN_SAMPLE, MOST_SAMPLE_PIXELS / imageSize());
      sample = new Block((int) Math.min(room, end - first), imageSize());
      sample.fill(first, 0);
    }
    sample.append(block);
  }

  /**
   * Returns the first images, at most 1000 and fewer if they are large, whether they were read
   * before or not. They are read again with the others.
   *
   * @return one block of them, which must not be changed; of very large images it has none
   * @throws InputException if a file is truncated, too long or otherwise malformed
   */
  public Block sample() throws IOException {
    while (sample == null || sample.count() < sample.labels().length) {
      Block block = new Block(imagesInBlock(), imageSize());
      read(block, (int) Math.min(imagesInBlock(), end - images.position()));
      ahead.add(block);
    }
    return sample;
  }

  /** Returns the largest label that was read so far, or -1. */
  public int largestLabel() {
    return labels.largest();
  }

  /**
   * Reads all images into memory, unless they need more than {@link HeapShares#keptImages}; then
   * nothing is read. To be called before the first block is read.
   *
   * @return whether they are kept, so that {@link #rewind()} may follow a run over them
   * @throws InputException if a file is truncated, too long or otherwise malformed
   */
  public boolean keep() throws IOException {
    return keep(HeapShares.keptImages());
  }

  boolean keep(long mostBytes) throws IOException {
    rewind();
    if (end - first > mostBytes / (imageSize() + Integer.BYTES)) {
      return false;
    }
    List<Block> blocks = new ArrayList<>();
    for (Block block = newBlock(); next(block); block = newBlock()) {
      blocks.add(block);
    }
    kept = blocks;
    rewind();
    return true;
  }

  /**
   * Goes back to the first image.
   *
   * @throws IllegalStateException if images were read that are not kept
   */
  public void rewind() {
    if (kept == null && next != first) {
      throw new IllegalStateException("images that were read are not kept");
    }
    next = first;
  }

  @Override
  public void close() throws IOException {
    images.close();
    labels.close();
  }
}

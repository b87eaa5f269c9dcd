package mnisteval.idx;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import mnisteval.input.HeapShares;
import mnisteval.input.InputException;
import mnisteval.input.Source;

/**
 * Images and their labels, read side by side and block by block: memory does not depend on how many
 * there are. Those that are few can be kept, and passed over any number of times. Not safe for use
 * by several threads at once.
 */
public final class LabeledImages implements Closeable {
  /** Enough images to make taking turns at reading cheap, few enough to stay in a core's cache. */
  private static final int IMAGES_IN_BLOCK = 200;

  /** Nearly three times the training images of MNIST. */
  private static final long MOST_KEPT = 128 << 20;

  private final IdxReader images;
  private final LabelReader labels;
  private final long first;
  private final long end;
  private long next;
  private List<Block> kept;

  private LabeledImages(IdxReader images, LabelReader labels, long offset, long end) {
    this.images = images;
    this.labels = labels;
    this.first = offset;
    this.next = offset;
    this.end = end;
  }

  static LabeledImages open(Source imageSource, Source labelSource, long offset, long limit)
      throws IOException {
    IdxReader images = IdxReader.open(imageSource);
    LabelReader labels = null;
    try {
      images.requireImages();
      labels = LabelReader.open(labelSource);
      labels.requireCountOf(images);
      images.requireImagesFrom(offset);
      images.skip(offset);
      labels.skip(offset);
      long count = images.header().count();
      return new LabeledImages(images, labels, offset, offset + Math.min(limit, count - offset));
    } catch (IOException e) {
      images.close();
      if (labels != null) {
        labels.close();
      }
      throw e;
    }
  }

  /** What the image file is called. */
  public String imagesName() {
    return images.name();
  }

  /** What the label file is called. */
  public String labelsName() {
    return labels.name();
  }

  /** How many images will be read. */
  public long remaining() {
    return end - next;
  }

  /** How many blocks that is, or {@link Integer#MAX_VALUE} if there are more. */
  public int blocks() {
    long size = imagesInBlock();
    return (int) Math.min(Integer.MAX_VALUE, (end - next + size - 1) / size);
  }

  private long imagesInBlock() {
    return Math.max(1, Math.min(IMAGES_IN_BLOCK, IdxReader.MAX_IMAGE_PIXELS / imageSize()));
  }

  /** Pixels down. */
  public int rows() {
    return (int) images.header().dimensions()[1];
  }

  /** Pixels across. */
  public int columns() {
    return (int) images.header().dimensions()[2];
  }

  /** Pixels in an image. */
  public int imageSize() {
    return rows() * columns();
  }

  /** Bytes of the pixels of a block. */
  public long blockBytes() {
    return Math.min(imagesInBlock(), end - next) * imageSize();
  }

  /** A block of the right size for {@link #next(Block)}. */
  public Block newBlock() {
    return new Block((int) Math.min(imagesInBlock(), end - next), imageSize());
  }

  /**
   * Fills the block with the next images and labels.
   *
   * @return false, and the block as it was, when there are none left
   * @throws InputException if a file is truncated, goes on too long or is otherwise malformed
   */
  public boolean next(Block block) throws IOException {
    int count = (int) Math.min(block.labels().length, end - next);
    if (count == 0) {
      return false;
    }
    if (kept != null) {
      block.copy(kept.get((int) ((next - first) / imagesInBlock())));
    } else {
      images.read(block.pixels(), count);
      labels.read(block.labels(), count);
      block.fill(next, count);
    }
    next += count;
    return true;
  }

  /**
   * Reads all images into memory, unless they need more than 128 MiB or their share of the heap;
   * then nothing is read. Comes before the first block.
   *
   * @return whether they are kept, so that {@link #rewind()} may follow a pass over them
   * @throws InputException if a file is truncated, goes on too long or is otherwise malformed
   */
  public boolean keep() throws IOException {
    return keep(Math.min(MOST_KEPT, HeapShares.keptImages()));
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

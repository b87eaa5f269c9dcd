package mnisteval.idx;

import java.io.Closeable;
import java.io.IOException;
import mnisteval.input.InputException;
import mnisteval.input.Source;

/**
 * Images and their labels, read side by side and block by block: memory does not depend on how many
 * there are. Not safe for use by several threads at once.
 */
public final class LabeledImages implements Closeable {
  /** Enough images to make taking turns at reading cheap, few enough to stay in a core's cache. */
  private static final int IMAGES_IN_BLOCK = 200;

  /** No image set is this large (4096 x 4096), and a block of such images has to be allocated. */
  private static final long MAX_IMAGE_PIXELS = 1 << 24;

  private final IdxReader images;
  private final LabelReader labels;
  private final long end;
  private long next;

  private LabeledImages(IdxReader images, LabelReader labels, long offset, long end) {
    this.images = images;
    this.labels = labels;
    this.next = offset;
    this.end = end;
  }

  static LabeledImages open(Source imageSource, Source labelSource, long offset, long limit)
      throws IOException {
    IdxReader images = IdxReader.open(imageSource);
    LabelReader labels = null;
    try {
      checkImages(images);
      labels = LabelReader.open(labelSource);
      checkCounts(images, labels, offset);
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

  private static void checkImages(IdxReader images) throws InputException {
    IdxHeader header = images.header();
    if (header.rank() != 3 || header.type() != IdxType.UNSIGNED_BYTE) {
      String hint = header.rank() == 1 ? "; are images and labels swapped?" : "";
      throw new InputException(
          images.name(),
          "not images (expected unsigned bytes of rank 3, found " + header + hint + ")");
    }
    if (header.count() == 0) {
      throw new InputException(
          images.name(), "is an empty set (expected images, found " + header + ")");
    }
    if (header.stride() == 0 || header.stride() > MAX_IMAGE_PIXELS) {
      throw new InputException(
          images.name(),
          "unusable images (expected 1 to "
              + MAX_IMAGE_PIXELS
              + " pixels each, found "
              + header
              + ")");
    }
  }

  private static void checkCounts(IdxReader images, LabelReader labels, long offset)
      throws InputException {
    long count = images.header().count();
    if (labels.count() != count) {
      throw new InputException(
          labels.name(),
          "as many labels as images are needed (expected "
              + count
              + " as in "
              + images.name()
              + ", found "
              + labels.count()
              + ")");
    }
    if (offset >= count) {
      throw new InputException(
          images.name(),
          "no images from the offset on (expected an offset below "
              + count
              + ", found "
              + offset
              + ")");
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
    return Math.max(1, Math.min(IMAGES_IN_BLOCK, MAX_IMAGE_PIXELS / imageSize()));
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
    images.read(block.pixels(), count);
    labels.read(block.labels(), count);
    block.fill(next, count);
    next += count;
    return true;
  }

  @Override
  public void close() throws IOException {
    images.close();
    labels.close();
  }
}

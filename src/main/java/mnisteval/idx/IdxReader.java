package mnisteval.idx;

import java.io.Closeable;
import java.io.IOException;
import mnisteval.input.InputException;
import mnisteval.input.Source;
import mnisteval.input.SourceStream;
import org.apache.commons.io.IOUtils;

/**
 * Reads an IDX file from front to back: its header at once, then as many elements of the first
 * dimension at a time as are asked for.
 */
final class IdxReader implements Closeable {
  /** No image set is this large (4096 x 4096), and a block of such images has to be allocated. */
  static final long MAX_IMAGE_PIXELS = 1 << 24;

  private final SourceStream content;
  private final IdxHeader header;
  private long position;

  private IdxReader(SourceStream content, IdxHeader header) {
    this.content = content;
    this.header = header;
  }

  static IdxReader open(Source source) throws IOException {
    SourceStream content = source.open();
    content.requireProportion();
    try {
      return new IdxReader(content, IdxHeader.read(content));
    } catch (IOException e) {
      content.close();
      throw e;
    }
  }

  String name() {
    return content.name();
  }

  IdxHeader header() {
    return header;
  }

  /** Makes sure that it holds images, at least one, of a size that can be worked with. */
  void requireImages() throws InputException {
    if (header.rank() != 3 || header.type() != IdxType.UNSIGNED_BYTE) {
      String hint = header.rank() == 1 ? "; are images and labels swapped?" : "";
      throw new InputException(
          name(), "not images (expected unsigned bytes of rank 3, found " + header + hint + ")");
    }
    if (header.count() == 0) {
      throw new InputException(name(), "is an empty set (expected images, found " + header + ")");
    }
    if (header.stride() == 0 || header.stride() > MAX_IMAGE_PIXELS) {
      throw new InputException(
          name(),
          "unusable images (expected 1 to "
              + MAX_IMAGE_PIXELS
              + " pixels each, found "
              + header
              + ")");
    }
  }

  /** Makes sure that the offset passes over some images, and not all. */
  void requireImagesFrom(long offset) throws InputException {
    if (offset >= header.count()) {
      throw new InputException(
          name(),
          "no images from the offset on (expected an offset below "
              + header.count()
              + ", found "
              + offset
              + ")");
    }
  }

  /** Fills the buffer's beginning with the next {@code count} elements, which must be there. */
  void read(byte[] buffer, int count) throws IOException {
    int stride = (int) header.stride();
    int expected = count * stride;
    int found = content.readNBytes(buffer, 0, expected);
    if (found < expected) {
      throw truncated(Math.addExact(Math.multiplyExact(position, stride), found));
    }
    position += count;
    if (position == header.count() && content.read() >= 0) {
      throw new InputException(
          name(), "bytes after the last element (expected the end after " + header + ")");
    }
  }

  /** Passes over elements without looking at them. */
  void skip(long count) throws IOException {
    if (count == 0) {
      return;
    }
    long expected = Math.multiplyExact(count, header.stride());
    long found = IOUtils.skip(content, expected);
    if (found < expected) {
      throw truncated(found);
    }
    position += count;
  }

  private InputException truncated(long found) {
    long expected = Math.multiplyExact(header.count(), header.stride());
    return new InputException(
        name(),
        "truncated (expected " + expected + " bytes for " + header + ", found " + found + ")");
  }

  @Override
  public void close() throws IOException {
    content.close();
  }
}

package mnisteval.idx;

import java.io.Closeable;
import java.io.IOException;
import mnisteval.input.InputException;
import mnisteval.input.Source;
import mnisteval.input.SourceStream;

/**
 * Reads an IDX file, or an array of numpy's, from front to back: first its header, then elements of
 * the first dimension, any number at a time.
 */
class IdxReader implements Closeable {
  /** At least one image is held in memory: a header alone must not ask for gigabytes. */
  static final long MAX_IMAGE_PIXELS = 1 << 24;

  private final SourceStream content;
  private final IdxHeader header;
  private long position;

  /** Opens a file that is no archive. */
  IdxReader(Source source) throws IOException {
    this(source, null, null);
  }

  /**
   * Opens a file.
   *
   * @param what the array of an archive that is read: {@code images} or {@code labels}, or null
   * @param split of the arrays in an archive, or null for the test split
   */
  IdxReader(Source source, String what, Split split) throws IOException {
    SourceStream opened = source.open();
    opened.requireProportion();
    try {
      byte[] magic = new byte[IdxHeader.MAGIC_BYTES];
      int count = opened.readNBytes(magic, 0, magic.length);
      if (magic[0] == 'P' && magic[1] == 'K' && what != null) {
        opened = NumpyArray.find(opened, magic, what, split);
        count = opened.readNBytes(magic, 0, magic.length);
      }
      boolean numpy = magic[0] == NumpyArray.FIRST && magic[1] == 'N' && what != null;
      header =
          numpy ? NumpyArray.header(opened, magic, what) : IdxHeader.read(opened, magic, count);
      content = opened;
    } catch (IOException e) {
      opened.close();
      throw e;
    }
  }

  /** Reads elements whose header is known, from a file that is open. */
  IdxReader(SourceStream content, IdxHeader header) {
    this.content = content;
    this.header = header;
  }

  /** Returns the file's name in messages. */
  final String name() {
    return content.name();
  }

  /** Returns the name of the entry of an archive that is read, or null. */
  final String entry() {
    return content.entry();
  }

  final IdxHeader header() {
    return header;
  }

  /** Returns the number of the next element, from 0. */
  final long position() {
    return position;
  }

  /**
   * Checks that the file holds images: one at least, each of 1 to {@link #MAX_IMAGE_PIXELS} pixels.
   */
  final void requireImages() throws InputException {
    if (header.rank() != 3 || header.type() != IdxHeader.Type.UNSIGNED_BYTE) {
      String hint = header.rank() == 1 ? "; are images and labels swapped?" : "";
      throw InputException.of(
          name(), "not images (expected unsigned bytes of rank 3, found %s%s)", header, hint);
    }
    if (header.count() == 0) {
      throw InputException.of(name(), "is an empty set (expected images, found %s)", header);
    }
    if (header.stride() == 0 || header.stride() > MAX_IMAGE_PIXELS) {
      throw InputException.of(
          name(),
          "unusable images (expected 1 to %d pixels each, found %s)",
          MAX_IMAGE_PIXELS,
          header);
    }
  }

  /** Checks that at least one image is left after {@code offset} images have been skipped. */
  final void requireImagesFrom(long offset) throws InputException {
    if (offset >= header.count()) {
      throw InputException.of(
          name(), "no image %d (expected a number from 0 to %d)", offset, header.count() - 1);
    }
  }

  /**
   * Reads the next elements into the start of a buffer.
   *
   * @param count at most as many as are left
   * @throws InputException if the file ends before, or goes on after its last element
   */
  final void read(byte[] buffer, int count) throws IOException {
    readBytes(buffer, count * (int) header.stride());
    advance(count);
  }

  /** Reads the next images into the start of a block, at most as many as are left. */
  void read(Block block, int count) throws IOException {
    read(block.pixels(), count);
  }

  /** Reads so many bytes of the next elements into the start of a buffer. */
  final void readBytes(byte[] buffer, int count) throws IOException {
    int found = content.readNBytes(buffer, 0, count);
    if (found < count) {
      throw truncated(found);
    }
  }

  /** Skips so many bytes of the next elements. */
  final void skipBytes(long count) throws IOException {
    // Mostly nothing is skipped, and then IOUtils need not be loaded.
    long found = count == 0 ? 0 : content.skip(count);
    if (found < count) {
      throw truncated(found);
    }
  }

  /** Counts elements that were read; after the last one, the file has to end. */
  final void advance(long count) throws IOException {
    position += count;
    if (position == header.count() && content.read() >= 0) {
      throw InputException.of(
          name(), "bytes after the last element (expected the end after %s)", header);
    }
  }

  /** Skips the next {@code count} elements. */
  void skip(long count) throws IOException {
    skipBytes(Math.multiplyExact(count, header.stride()));
    position += count;
  }

  /** Skips all elements that are left, and checks that the file ends there. */
  final void skipToEnd() throws IOException {
    skip(header.count() - position);
    read(new byte[0], 0);
  }

  private InputException truncated(long found) {
    long stride = header.stride();
    return InputException.of(
        name(),
        "truncated (expected %d bytes for %s, found %d)",
        header.count() * stride,
        header,
        position * stride + found);
  }

  @Override
  public final void close() throws IOException {
    content.close();
  }
}

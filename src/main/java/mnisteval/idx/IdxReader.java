package mnisteval.idx;

import java.io.Closeable;
import java.io.IOException;
import mnisteval.input.Content;
import mnisteval.input.InputException;
import mnisteval.input.Source;
import org.apache.commons.io.IOUtils;

/**
 * Reads an IDX file from front to back: its header at once, then as many elements of the first
 * dimension at a time as are asked for.
 */
final class IdxReader implements Closeable {
  private final Content content;
  private final IdxHeader header;
  private long position;

  private IdxReader(Content content, IdxHeader header) {
    this.content = content;
    this.header = header;
  }

  static IdxReader open(Source source) throws IOException {
    Content content = source.open();
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

  /** Fills the buffer's beginning with the next {@code count} elements, which must be there. */
  void read(byte[] buffer, int count) throws IOException {
    int stride = (int) header.stride();
    int expected = count * stride;
    int found = IOUtils.read(content, buffer, 0, expected);
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

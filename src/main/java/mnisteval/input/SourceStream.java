package mnisteval.input;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import org.apache.commons.io.input.BoundedInputStream;

/**
 * The unzipped bytes of a source. Every fault of reading them is an {@link InputException} that
 * names the source.
 */
public final class SourceStream extends FilterInputStream {
  /** The {@link #length()} of what is zipped or comes through a pipe. */
  public static final long UNKNOWN = -1;

  /** The JVM copies each read through a buffer of the same size outside the heap: keep it small. */
  private static final int CHUNK = 1 << 16;

  /** Unzipped in less than a second, and five times what MNIST has. */
  private static final long ANY_RATIO_UP_TO = 1L << 28;

  private final String name;
  private final long length;

  private SourceStream(String name, InputStream in, long length) {
    super(in);
    this.name = name;
    this.length = length;
  }

  /** The bytes as they come, unzipped if they are zipped. */
  static SourceStream of(String name, InputStream raw, long length) throws IOException {
    byte[] head = new byte[Signature.SAFETENSORS_BYTES];
    int count = raw.readNBytes(head, 0, head.length);
    PushbackInputStream whole = new PushbackInputStream(raw, head.length);
    whole.unread(head, 0, count);
    boolean gzip = GunzipInputStream.isGzip(head[0] & 0xff, head[1] & 0xff);
    if (gzip && !Signature.isSafetensors(head)) {
      return new SourceStream(name, new GunzipInputStream(name, whole), UNKNOWN);
    }
    return new SourceStream(name, whole, length);
  }

  /** The bytes as they come, zipped or not. */
  static SourceStream raw(String name, InputStream raw, long length) {
    return new SourceStream(name, raw, length);
  }

  /** What the user calls the source. */
  public String name() {
    return name;
  }

  /** How many bytes there are in all, or {@link #UNKNOWN}. */
  public long length() {
    return length;
  }

  /** Whether the source is zipped by gzip. */
  public boolean zipped() {
    return in instanceof GunzipInputStream;
  }

  /**
   * For whoever reads as much as there is: past 256 MiB, reading fails if a hundred times as much
   * comes out as is zipped, so that time is in proportion to what the source holds.
   */
  public void requireProportion() {
    if (in instanceof GunzipInputStream gunzip) {
      gunzip.requireProportion(ANY_RATIO_UP_TO);
    }
  }

  /**
   * All the bytes.
   *
   * @throws InputException if there are more, or the file changes while it is read
   */
  byte[] all(Limit limit) throws InputException {
    try {
      return length == UNKNOWN ? upTo(limit) : exactly(limit);
    } catch (IOException e) {
      throw named(e);
    }
  }

  private byte[] exactly(Limit limit) throws IOException {
    if (length > limit.bytes()) {
      throw tooLarge(limit, Long.toString(length));
    }
    byte[] bytes = new byte[(int) length];
    if (readNBytes(bytes, 0, bytes.length) < length || read() >= 0) {
      throw new InputException(name, "changed while it was read (expected " + length + " bytes)");
    }
    return bytes;
  }

  private byte[] upTo(Limit limit) throws IOException {
    BoundedInputStream bounded =
        BoundedInputStream.builder().setInputStream(this).setMaxCount(limit.bytes() + 1L).get();
    byte[] bytes = bounded.readAllBytes();
    if (bytes.length > limit.bytes()) {
      throw tooLarge(limit, "more");
    }
    return bytes;
  }

  private InputException tooLarge(Limit limit, String found) {
    return new InputException(
        name,
        "too large (expected at most "
            + limit.bytes()
            + " bytes, found "
            + found
            + limit.remedy()
            + ")");
  }

  @Override
  public int read() throws InputException {
    try {
      return in.read();
    } catch (IOException e) {
      throw named(e);
    }
  }

  @Override
  public int read(byte[] buffer, int offset, int count) throws InputException {
    try {
      return in.read(buffer, offset, Math.min(count, CHUNK));
    } catch (IOException e) {
      throw named(e);
    }
  }

  @Override
  public long skip(long count) throws InputException {
    try {
      return in.skip(count);
    } catch (IOException e) {
      throw named(e);
    }
  }

  @Override
  public void close() throws InputException {
    try {
      in.close();
    } catch (IOException e) {
      throw named(e);
    }
  }

  private InputException named(IOException e) {
    return e instanceof InputException problem ? problem : Source.unreadable(name, e);
  }
}

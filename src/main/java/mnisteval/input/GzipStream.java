package mnisteval.input;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.PushbackInputStream;
import java.util.Locale;
import java.util.zip.CRC32;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;

/**
 * Decompresses gzip members, one after another, until the input ends (RFC 1952).
 *
 * <p>The JDK's own {@code GZIPInputStream} ignores whatever follows a member and is no member, and
 * stops after the first one if a slow pipe has not delivered the second yet. Here such bytes are an
 * error, except zeros, with which some tools fill up the last block.
 */
final class GzipStream extends InflaterInputStream {
  /** As many bytes must fit into the buffer of the stream that is read. */
  static final int BUFFER = 1 << 14;

  private static final int HEADER = 10;
  private static final int TRAILER = 8;
  private static final int DEFLATE = 8;
  private static final int FLAG_HEADER_CRC = 2;
  private static final int FLAG_EXTRA = 4;
  private static final int FLAG_NAME = 8;
  private static final int FLAG_COMMENT = 16;
  private static final int FLAGS_RESERVED = 0xe0;

  /** Images grow by a factor of 4 or 5, labels of 40; an archive made to harm of a thousand. */
  private static final int MAX_RATIO = 100;

  private final String file;
  private final PushbackInputStream raw;
  private final DataInputStream data;
  private final CRC32 crc = new CRC32();
  private boolean ended;
  private long compressed;
  private long decompressed;
  private long anyRatioUpTo = Long.MAX_VALUE;

  /**
   * Reads the first member's header.
   *
   * @param file the file's name in messages
   * @param raw can take back {@link #BUFFER} bytes
   */
  GzipStream(String file, PushbackInputStream raw) throws IOException {
    super(raw, new Inflater(true), BUFFER);
    this.file = file;
    this.raw = raw;
    data = new DataInputStream(raw);
    try {
      readHeader(data.readUnsignedByte(), data.readUnsignedByte());
    } catch (EOFException e) {
      throw truncated();
    }
  }

  static boolean isGzip(int first, int second) {
    return first == 0x1f && second == 0x8b;
  }

  /** Rejects, after this many bytes, data that grows by a factor of a hundred. */
  void requireProportion(long bytes) {
    anyRatioUpTo = bytes;
  }

  @Override
  public int read(byte[] bytes, int offset, int count) throws IOException {
    try {
      int read = -1;
      while (!ended && (read = super.read(bytes, offset, count)) < 0) {
        readTrailer();
        ended = !nextMember();
      }
      if (read > 0) {
        crc.update(bytes, offset, read);
        decompressed += read;
        checkProportion();
      }
      return read;
    } catch (EOFException e) {
      throw truncated();
    } catch (ZipException e) {
      throw corrupt("%s", e.getMessage());
    }
  }

  private void checkProportion() throws InputException {
    if (decompressed > anyRatioUpTo && decompressed / MAX_RATIO >= compressed) {
      String problem =
          "decompresses to too much (expected less than %d bytes of each, found %d of %d;"
              + " gunzip makes a file that is read)";
      throw InputException.of(file, problem, MAX_RATIO, decompressed, compressed);
    }
  }

  @Override
  protected void fill() throws IOException {
    super.fill();
    compressed += len;
  }

  private void readTrailer() throws IOException {
    int left = inf.getRemaining();
    raw.unread(buf, len - left, left);
    compressed += TRAILER - left;
    int expectedCrc = Integer.reverseBytes(data.readInt());
    if (expectedCrc != (int) crc.getValue()) {
      throw corrupt("expected CRC %08x, found %08x in its bytes", expectedCrc, crc.getValue());
    }
    long expectedSize = Integer.toUnsignedLong(Integer.reverseBytes(data.readInt()));
    long size = inf.getBytesWritten() & 0xffffffffL;
    if (expectedSize != size) {
      throw corrupt("expected %d bytes, found %d", expectedSize, size);
    }
  }

  /** Reads the header of the next member, if there is one. */
  private boolean nextMember() throws IOException {
    int first;
    do {
      first = raw.read();
    } while (first == 0);
    if (first >= 0) {
      readHeader(first, raw.read());
    }
    return first >= 0;
  }

  private void readHeader(int first, int second) throws IOException {
    if (!isGzip(first, second)) {
      throw corrupt("expected the end or another gzip member, found other bytes");
    }
    int method = data.readUnsignedByte();
    int flags = data.readUnsignedByte();
    if (method != DEFLATE || (flags & FLAGS_RESERVED) != 0) {
      throw corrupt("expected method 8 and known flags, found %d and %d", method, flags);
    }
    data.skipNBytes(6);
    if ((flags & FLAG_EXTRA) != 0) {
      data.skipNBytes(data.readUnsignedByte() | data.readUnsignedByte() << 8);
    }
    if ((flags & FLAG_NAME) != 0) {
      skipText();
    }
    if ((flags & FLAG_COMMENT) != 0) {
      skipText();
    }
    if ((flags & FLAG_HEADER_CRC) != 0) {
      data.skipNBytes(2);
    }
    compressed += HEADER;
    crc.reset();
    inf.reset();
  }

  private void skipText() throws IOException {
    while (data.readByte() != 0) {}
  }

  private InputException truncated() {
    return corrupt("expected more bytes, found the end of the file");
  }

  private InputException corrupt(String template, Object... values) {
    String problem = String.format(Locale.ROOT, template, values);
    return new InputException(file, "corrupt gzip data (" + problem + ")");
  }

  @Override
  public void close() throws IOException {
    inf.end();
    super.close();
  }
}

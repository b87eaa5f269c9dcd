package mnisteval.input;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Unzips gzip members, one after another, until the input ends (RFC 1952).
 *
 * <p>Unlike the JDK's {@code GZIPInputStream}, it reads every member of a stream that arrives in
 * pieces, and refuses what follows the last member instead of passing over it. Zeros are allowed
 * there: they are how tapes and blocks are filled up.
 *
 * <pre>
 *   +----+----+--------+-------+-------+-----+----+  FLG bit 1: CRC of the header follows it
 *   | 1f | 8b | method | FLG   | MTIME | XFL | OS |          2: extra field (length, bytes)
 *   +----+----+--------+-------+-------+-----+----+          3: file name, ends with 0
 *   | extra, name, comment, header CRC, as FLG says |        4: comment, ends with 0
 *   | deflated bytes                                |
 *   | CRC32 of the unzipped bytes | their number    |  both little-endian, 4 bytes
 *   +-----------------------------------------------+
 * </pre>
 */
final class GunzipInputStream extends InputStream {
  private static final int DEFLATE = 8;
  private static final int FLAG_HEADER_CRC = 2;
  private static final int FLAG_EXTRA = 4;
  private static final int FLAG_NAME = 8;
  private static final int FLAG_COMMENT = 16;
  private static final int FLAGS_RESERVED = 0xe0;

  /** Images unfold to 4 or 5 times as much, labels to 40; a bomb to a thousand times. */
  private static final int MAX_RATIO = 100;

  private final String name;
  private final InputStream in;
  private final Inflater inflater = new Inflater(true);
  private final CRC32 crc = new CRC32();
  private final byte[] buffer = new byte[1 << 14];
  private int position;
  private int limit;
  private boolean ended;
  private long zipped;
  private long unzipped;
  private long anyRatioUpTo = Long.MAX_VALUE;

  /**
   * Reads the first member's header.
   *
   * @param name what the input is called in messages
   * @param in gzip members
   */
  GunzipInputStream(String name, InputStream in) throws IOException {
    this.name = name;
    this.in = in;
    readHeader(required(), required());
  }

  /** Refuses what unfolds to a hundred times as much, from so many bytes on. */
  void requireProportion(long from) {
    anyRatioUpTo = from;
  }

  static boolean isGzip(int first, int second) {
    return first == 0x1f && second == 0x8b;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int count) throws IOException {
    if (count == 0) {
      return 0;
    }
    while (!ended) {
      int read = inflate(bytes, offset, count);
      if (read > 0) {
        crc.update(bytes, offset, read);
        unzipped += read;
        checkProportion();
        return read;
      }
      if (inflater.finished()) {
        readTrailer();
        ended = !nextMember();
      } else {
        refill();
      }
    }
    return -1;
  }

  private void checkProportion() throws InputException {
    if (unzipped > anyRatioUpTo && unzipped / MAX_RATIO >= zipped) {
      throw new InputException(
          name,
          "unfolds to too much (expected less than "
              + MAX_RATIO
              + " bytes of each, found "
              + unzipped
              + " of "
              + zipped
              + "; gunzip makes a file that is read)");
    }
  }

  private int inflate(byte[] bytes, int offset, int count) throws InputException {
    try {
      return inflater.inflate(bytes, offset, count);
    } catch (DataFormatException e) {
      throw corrupt(e.getMessage());
    }
  }

  /** Gives the inflater the next bytes; there must be some, since the member has not ended. */
  private void refill() throws IOException {
    position = 0;
    limit = in.read(buffer, 0, buffer.length);
    if (limit <= 0) {
      throw truncated();
    }
    zipped += limit;
    inflater.setInput(buffer, 0, limit);
  }

  private void readTrailer() throws IOException {
    position = limit - inflater.getRemaining();
    long expectedCrc = littleEndian4();
    if (expectedCrc != crc.getValue()) {
      throw corrupt(
          "expected CRC " + hex(expectedCrc) + ", found " + hex(crc.getValue()) + " in its bytes");
    }
    long expectedSize = littleEndian4();
    long size = inflater.getBytesWritten() & 0xffffffffL;
    if (expectedSize != size) {
      throw corrupt("expected " + expectedSize + " bytes, found " + size);
    }
  }

  /** Reads the header of the next member, if there is one. */
  private boolean nextMember() throws IOException {
    int first = next();
    while (first == 0) {
      first = next();
    }
    if (first < 0) {
      return false;
    }
    readHeader(first, next());
    return true;
  }

  private void readHeader(int first, int second) throws IOException {
    if (!isGzip(first, second)) {
      throw corrupt("expected the end or another gzip member, found other bytes");
    }
    int method = required();
    int flags = required();
    if (method != DEFLATE || (flags & FLAGS_RESERVED) != 0) {
      throw corrupt("expected method 8 and known flags, found " + method + " and " + flags);
    }
    skip(6);
    if ((flags & FLAG_EXTRA) != 0) {
      skip(required() | required() << 8);
    }
    if ((flags & FLAG_NAME) != 0) {
      skipText();
    }
    if ((flags & FLAG_COMMENT) != 0) {
      skipText();
    }
    if ((flags & FLAG_HEADER_CRC) != 0) {
      skip(2);
    }
    crc.reset();
    inflater.reset();
    inflater.setInput(buffer, position, limit - position);
  }

  private void skip(int count) throws IOException {
    for (int i = 0; i < count; i++) {
      required();
    }
  }

  private void skipText() throws IOException {
    int next;
    do {
      next = required();
    } while (next != 0);
  }

  private long littleEndian4() throws IOException {
    long value = 0;
    for (int shift = 0; shift < 32; shift += 8) {
      value |= (long) required() << shift;
    }
    return value;
  }

  private int required() throws IOException {
    int next = next();
    if (next < 0) {
      throw truncated();
    }
    return next;
  }

  /** The next byte as it lies in the file, or -1 at its end. */
  private int next() throws IOException {
    if (position == limit) {
      position = 0;
      limit = Math.max(0, in.read(buffer, 0, buffer.length));
      if (limit == 0) {
        return -1;
      }
      zipped += limit;
    }
    return buffer[position++] & 0xff;
  }

  private InputException truncated() {
    return corrupt("expected more bytes, found the end of the file");
  }

  private InputException corrupt(String what) {
    return new InputException(name, "corrupt gzip data (" + what + ")");
  }

  private static String hex(long value) {
    return Long.toHexString(0x100000000L | value).substring(1);
  }

  @Override
  public void close() throws IOException {
    inflater.end();
    in.close();
  }
}

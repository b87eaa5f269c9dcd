package mnisteval.idx;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.GZIPOutputStream;
import mnisteval.input.Source;
import mnisteval.input.TrackedStream;

/** The bytes of an IDX file, put down one after another as the format lays them out. */
final class IdxBytes {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  private IdxBytes() {}

  /** The header: two zeros, the type's code, the rank, and four bytes a dimension. */
  static IdxBytes header(int type, long... dimensions) {
    IdxBytes idx = new IdxBytes().bytes(0, 0, type, dimensions.length);
    for (long dimension : dimensions) {
      idx.number(dimension);
    }
    return idx;
  }

  /** As many images of 2 x 3 pixels; pixel p of image i is 7 i + p, modulo 256. */
  static IdxBytes images(int count) {
    IdxBytes idx = header(0x08, count, 2, 3);
    for (int i = 0; i < count; i++) {
      idx.bytes(7 * i, 7 * i + 1, 7 * i + 2, 7 * i + 3, 7 * i + 4, 7 * i + 5);
    }
    return idx;
  }

  /** As many labels; label i is the last digit of i. */
  static IdxBytes labels(int count) {
    IdxBytes idx = header(0x08, count);
    for (int i = 0; i < count; i++) {
      idx.bytes(i % 10);
    }
    return idx;
  }

  /** Elements of one byte. */
  IdxBytes bytes(int... values) {
    for (int value : values) {
      bytes.write(value);
    }
    return this;
  }

  /** Elements of one byte. */
  IdxBytes bytes(byte[] values) {
    bytes.writeBytes(values);
    return this;
  }

  /** Elements of four bytes, most significant first. */
  IdxBytes ints(int... values) {
    for (int value : values) {
      number(value);
    }
    return this;
  }

  /** Elements of any size, in hexadecimal. */
  IdxBytes hex(String digits) {
    bytes.writeBytes(HexFormat.of().parseHex(digits.replace(" ", "")));
    return this;
  }

  private void number(long value) {
    bytes((int) (value >> 24), (int) (value >> 16), (int) (value >> 8), (int) value);
  }

  byte[] plain() {
    return bytes.toByteArray();
  }

  byte[] plain(int length) {
    return Arrays.copyOf(plain(), length);
  }

  byte[] gzipped() {
    return gzip(plain());
  }

  /** The plain bytes as a stream: how many there are isn't known before they are read. */
  Source named(String name) {
    return source(name, plain());
  }

  static Source source(String name, byte[] bytes) {
    return Source.stream(name, new TrackedStream(bytes));
  }

  static byte[] gzip(byte[] plain) {
    ByteArrayOutputStream gzipped = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(gzipped)) {
      out.write(plain);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return gzipped.toByteArray();
  }
}

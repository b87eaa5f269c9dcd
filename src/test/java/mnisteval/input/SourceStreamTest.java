package mnisteval.input;

import static mnisteval.input.Faults.assertFault;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SourceStreamTest {
  /** {@code gzip.compress(b"123456789", mtime=0)} of Python 3. */
  private static final byte[] GZIPPED_DIGITS =
      HexFormat.of().parseHex("1f8b080000000000020333343236313533b7b004002639f4cb09000000");

  private static final byte[] DIGITS = {'1', '2', '3', '4', '5', '6', '7', '8', '9'};

  @Test
  void keepsNameAndLength() throws IOException {
    try (SourceStream content = content(DIGITS, 9)) {
      assertEquals("net", content.name());
      assertEquals(9, content.length());
    }
  }

  @Test
  void decompressesGzipAndForgetsItsLength() throws IOException {
    try (SourceStream content = content(GZIPPED_DIGITS, GZIPPED_DIGITS.length)) {
      assertEquals(SourceStream.UNKNOWN, content.length());
      assertArrayEquals(DIGITS, content.all(new Limit(9, "; ask for more")));
    }
  }

  @Test
  void tellsGzipFromBytesThatArriveInPieces() throws IOException {
    try (SourceStream content =
        SourceStream.of("net", new TrackedStream(GZIPPED_DIGITS), SourceStream.UNKNOWN)) {
      assertArrayEquals(DIGITS, content.all(new Limit(9, "; ask for more")));
    }
  }

  /** Nothing, the first half of gzip's signature alone, and not followed by the second half. */
  @ParameterizedTest
  @ValueSource(strings = {"", "1f", "8b", "1f8c", "8b1f", "1f1f8b"})
  void givesOtherBytesAsTheyAre(String hex) throws IOException {
    byte[] bytes = HexFormat.of().parseHex(hex);

    try (SourceStream content = content(bytes, SourceStream.UNKNOWN)) {
      assertArrayEquals(bytes, content.readAllBytes());
    }
  }

  @Test
  void readsMoreThanAChunk() throws IOException {
    byte[] noise = new byte[200_000];
    new Random(2).nextBytes(noise);

    try (SourceStream content = content(noise, noise.length)) {
      assertArrayEquals(noise, content.all(new Limit(noise.length, "; ask for more")));
    }
  }

  @Test
  void skips() throws IOException {
    try (SourceStream content = content(DIGITS, 9)) {
      assertEquals(4, content.skip(4));
      assertEquals('5', content.read());
    }
  }

  @Test
  void rejectsFileThatShrinksWhileItIsRead() {
    assertFault(
        "net: changed while it was read (expected 10 bytes)",
        () -> content(DIGITS, 10).all(new Limit(99, "; ask for more")));
  }

  @Test
  void rejectsFileThatGrowsWhileItIsRead() {
    assertFault(
        "net: changed while it was read (expected 8 bytes)",
        () -> content(DIGITS, 8).all(new Limit(99, "; ask for more")));
  }

  @Test
  void refusesTooManyBytesWithoutReadingThem() throws IOException {
    try (SourceStream content = content(DIGITS, 1L << 40)) {
      assertFault(
          "net: too large (expected at most 2147483647 bytes, found 1099511627776; ask for more)",
          () -> content.all(new Limit(Integer.MAX_VALUE, "; ask for more")));
      assertEquals('1', content.read());
    }
  }

  @Test
  void namesTheFileInErrorsOfTheSystem() throws IOException {
    try (SourceStream content = SourceStream.of("net", new Broken(), SourceStream.UNKNOWN)) {
      content.readNBytes(10);

      assertFault("net: cannot be read: disk on fire", content::read);
      assertFault("net: cannot be read: disk on fire", () -> content.read(new byte[1]));
      assertFault("net: cannot be read: disk on fire", () -> content.skip(1));
    }
  }

  @Test
  void leavesOurOwnErrorsAsTheyAre() throws IOException {
    byte[] wrongCrc = GZIPPED_DIGITS.clone();
    wrongCrc[wrongCrc.length - 5] = 0;

    try (SourceStream content = content(wrongCrc, SourceStream.UNKNOWN)) {
      assertFault(
          "net: corrupt gzip data (expected CRC 00f43926, found cbf43926 in its bytes)",
          content::readAllBytes);
    }
  }

  @Test
  void closesWhatItReads() throws IOException {
    TrackedStream raw = new TrackedStream(DIGITS);

    SourceStream.of("net", raw, 9).close();

    assertTrue(raw.closed());
  }

  private static SourceStream content(byte[] bytes, long length) throws IOException {
    return SourceStream.of("net", new ByteArrayInputStream(bytes), length);
  }

  /** Two bytes, then an error. */
  private static final class Broken extends InputStream {
    private int bytes = 10;

    @Override
    public int read() throws IOException {
      if (bytes == 0) {
        throw new IOException("disk on fire");
      }
      bytes--;
      return 'x';
    }

    @Override
    public long skip(long count) throws IOException {
      throw new IOException("disk on fire");
    }
  }
}

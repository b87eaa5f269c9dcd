package mnisteval.input;

import static mnisteval.input.Faults.assertFault;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The members are laid out by hand, as RFC 1952 and (stored blocks) RFC 1951 say. */
final class GzipStreamTest {
  private static final String DIGITS = "123456789";
  private static final String HEADER = "1f 8b 08 00 00 00 00 00 00 ff ";

  /** One last block that is stored: its length, the complement of that, the nine digits. */
  private static final String DEFLATED = "01 09 00 f6 ff 31 32 33 34 35 36 37 38 39 ";

  /** CRC-32 of the nine digits is cbf43926, the check value in every catalogue of CRCs. */
  private static final String TRAILER = "26 39 f4 cb 09 00 00 00 ";

  private static final String MEMBER = HEADER + DEFLATED + TRAILER;

  /** {@code gzip.compress(b"", mtime=0)} of Python 3. */
  private static final String EMPTY_MEMBER =
      "1f 8b 08 00 00 00 00 00 02 03 03 00 00 00 00 00 00 00 00 00 ";

  /** All optional fields; c1f7 is {@code zlib.crc32(all before) & 0xffff} of Python 3. */
  private static final String FULL_HEADER =
      "1f 8b 08 1e 00 00 00 00 00 ff 03 00 61 62 63 6e 00 63 00 f7 c1 ";

  private static final String TRUNCATED =
      "t.gz: corrupt gzip data (expected more bytes, found the end of the file)";
  private static final String GARBAGE =
      "t.gz: corrupt gzip data (expected the end or another gzip member, found other bytes)";

  /** Zeros, compressed to a thousandth; a second member counts with the first. */
  @Test
  void rejectsAHundredTimesAsManyBytes() throws IOException {
    ByteArrayOutputStream gzipped = new ByteArrayOutputStream();
    for (int member = 0; member < 2; member++) {
      try (GZIPOutputStream gzip = new GZIPOutputStream(gzipped)) {
        gzip.write(new byte[2_000_000]);
      }
    }
    byte[] bytes = gzipped.toByteArray();
    GzipStream in = open(bytes);
    in.requireProportion(4_000_000);
    assertEquals(4_000_000, in.readAllBytes().length);
    GzipStream bomb = open(bytes);
    bomb.requireProportion(3_999_999);
    assertEquals(3_999_999, bomb.readNBytes(3_999_999).length);
    assertFault(
        "t.gz: decompresses to too much (expected less than 100 bytes of each, found 4000000 of "
            + bytes.length
            + "; gunzip makes a file that is read)",
        bomb::read);
  }

  @Test
  void decompressesAnyAmountInProportion() throws IOException {
    byte[] noise = new byte[1_000_000];
    new Random(1).nextBytes(noise);
    ByteArrayOutputStream gzipped = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(gzipped)) {
      gzip.write(noise);
    }
    GzipStream in = open(gzipped.toByteArray());
    in.requireProportion(0);
    assertArrayEquals(noise, in.readAllBytes());
  }

  @Test
  void decompressesStoredBlock() throws IOException {
    assertEquals(DIGITS, gunzip(MEMBER));
  }

  /** {@code gzip.compress(b"123456789", mtime=0)} of Python 3. */
  @Test
  void decompressesWhatPythonCompressed() throws IOException {
    assertEquals(
        DIGITS,
        gunzip(
            "1f 8b 08 00 00 00 00 00 02 03 33 34 32 36 31 35 33 b7 b0 04 00 "
                + "26 39 f4 cb 09 00 00 00"));
  }

  @Test
  void decompressesMoreThanItsBuffer() throws IOException {
    byte[] noise = new byte[100_000];
    new Random(1).nextBytes(noise);
    ByteArrayOutputStream gzipped = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(gzipped)) {
      out.write(noise);
    }

    try (InputStream in = open(gzipped.toByteArray())) {
      assertArrayEquals(noise, in.readAllBytes());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "text,         1f 8b 08 01 00 00 00 00 00 ff",
    "header CRC,   1f 8b 08 02 00 00 00 00 00 ff 00 00",
    "extra,        1f 8b 08 04 00 00 00 00 00 ff 03 00 61 62 63",
    "no extra,     1f 8b 08 04 00 00 00 00 00 ff 00 00",
    "name,         1f 8b 08 08 00 00 00 00 00 ff 6e 61 6d 65 00",
    "no name,      1f 8b 08 08 00 00 00 00 00 ff 00",
    "comment,      1f 8b 08 10 00 00 00 00 00 ff 63 00",
    "all of them,  1f 8b 08 1e 00 00 00 00 00 ff 03 00 61 62 63 6e 00 63 00 f7 c1",
    "time and OS,  1f 8b 08 00 12 34 56 78 02 03",
  })
  void skipsHeaderFields(String field, String header) throws IOException {
    assertEquals(DIGITS, gunzip(header + " " + DEFLATED + TRAILER));
  }

  @Test
  void readsBothBytesOfTheExtraLength() throws IOException {
    String extra = "02 01 " + "61 ".repeat(0x0102);

    assertEquals(DIGITS, gunzip("1f 8b 08 04 00 00 00 00 00 ff " + extra + DEFLATED + TRAILER));
  }

  @ParameterizedTest
  @ValueSource(strings = {MEMBER, MEMBER + "00 ", EMPTY_MEMBER + MEMBER, MEMBER + EMPTY_MEMBER})
  void decompressesMembersOneAfterAnother(String members) throws IOException {
    String twice = members + FULL_HEADER + DEFLATED + TRAILER;

    assertEquals(DIGITS + DIGITS, gunzip(twice));
  }

  @Test
  void decompressesMembersThatArriveInPieces() throws IOException {
    byte[] members = bytes(MEMBER + EMPTY_MEMBER + FULL_HEADER + DEFLATED + TRAILER + MEMBER);

    try (InputStream in = open(new TrackedStream(members))) {
      assertEquals(DIGITS.repeat(3), text(in.readAllBytes()));
    }
  }

  @Test
  void decompressesEmptyMember() throws IOException {
    assertEquals("", gunzip(EMPTY_MEMBER));
  }

  @Test
  void acceptsZerosAfterTheLastMember() throws IOException {
    assertEquals(DIGITS, gunzip(MEMBER + "00 ".repeat(1000)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0a", "1f", "1f 00", "00 00 31", "50 4b 03 04"})
  void rejectsGarbageAfterTheLastMember(String garbage) {
    assertFault(GARBAGE, () -> gunzip(MEMBER + garbage));
  }

  @Test
  void rejectsWhatIsNotGzip() {
    assertFault(GARBAGE, () -> gunzip("50 4b 03 04"));
  }

  @Test
  void rejectsEveryTruncation() {
    byte[] whole = bytes(FULL_HEADER + DEFLATED + TRAILER);

    for (int length = 0; length < whole.length; length++) {
      byte[] truncated = Arrays.copyOf(whole, length);
      assertFault(TRUNCATED, () -> gunzip(truncated));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 5, 12, 25, 31})
  void rejectsTruncatedSecondMember(int length) {
    byte[] members = Arrays.copyOf(bytes(MEMBER + MEMBER), bytes(MEMBER).length + length);

    assertFault(TRUNCATED, () -> gunzip(members));
  }

  @Test
  void rejectsWrongCrc() {
    assertFault(
        "t.gz: corrupt gzip data (expected CRC 0bf43926, found cbf43926 in its bytes)",
        () -> gunzip(HEADER + DEFLATED + "26 39 f4 0b 09 00 00 00"));
  }

  @Test
  void rejectsChangedBytes() {
    String changed = DEFLATED.replace("35", "36");

    // zlib.crc32(b"123466789") of Python 3
    assertFault(
        "t.gz: corrupt gzip data (expected CRC cbf43926, found 8c5443f6 in its bytes)",
        () -> gunzip(HEADER + changed + TRAILER));
  }

  @Test
  void rejectsWrongLength() {
    assertFault(
        "t.gz: corrupt gzip data (expected 4278190089 bytes, found 9)",
        () -> gunzip(HEADER + DEFLATED + "26 39 f4 cb 09 00 00 ff"));
  }

  /** Block type 3 does not exist; the words for it are zlib's. */
  @Test
  void rejectsCorruptBlocks() {
    assertFault(
        "t.gz: corrupt gzip data (invalid block type)", () -> gunzip(HEADER + "07 " + TRAILER));
  }

  @ParameterizedTest
  @CsvSource({"07 00, 7 and 0", "08 20, 8 and 32", "08 40, 8 and 64", "08 81, 8 and 129"})
  void rejectsUnknownMethodAndFlags(String methodAndFlags, String found) {
    assertFault(
        "t.gz: corrupt gzip data (expected method 8 and known flags, found " + found + ")",
        () -> gunzip("1f 8b " + methodAndFlags + " 00 00 00 00 00 ff"));
  }

  @Test
  void readsBytesAsUnsignedNumbersUntilTheEnd() throws IOException {
    // zlib.crc32(bytes([0, 255])) of Python 3
    byte[] member = bytes(HEADER + "01 02 00 fd ff 00 ff 72 fd db 6c 02 00 00 00");

    try (InputStream in = open(member)) {
      assertEquals(0, in.read(new byte[3], 1, 0));
      assertEquals(0, in.read());
      assertEquals(255, in.read());
      assertEquals(-1, in.read());
      assertEquals(-1, in.read());
    }
  }

  @Test
  void readsIntoTheMiddleOfABuffer() throws IOException {
    byte[] buffer = new byte[6];

    try (InputStream in = open(bytes(MEMBER))) {
      assertEquals(3, in.read(buffer, 2, 3));
    }
    assertEquals("\0\000123\0", text(buffer));
  }

  @Test
  void closesWhatItReads() throws IOException {
    TrackedStream raw = new TrackedStream(bytes(MEMBER));
    InputStream in = open(raw);
    assertFalse(raw.closed());

    in.close();

    assertTrue(raw.closed());
  }

  @ParameterizedTest
  @CsvSource({"1f, 8b, true", "1f, 8c, false", "8b, 1f, false", "00, 8b, false"})
  void knowsGzipByItsFirstTwoBytes(String first, String second, boolean expected) {
    boolean actual =
        GzipStream.isGzip(HexFormat.fromHexDigits(first), HexFormat.fromHexDigits(second));

    assertEquals(expected, actual);
  }

  private static GzipStream open(byte[] gzipped) throws IOException {
    return open(new ByteArrayInputStream(gzipped));
  }

  private static GzipStream open(InputStream raw) throws IOException {
    return new GzipStream("t.gz", new PushbackInputStream(raw, GzipStream.BUFFER));
  }

  private static String gunzip(String hex) throws IOException {
    return gunzip(bytes(hex));
  }

  private static String gunzip(byte[] gzipped) throws IOException {
    try (InputStream in = open(gzipped)) {
      return text(in.readAllBytes());
    }
  }

  private static byte[] bytes(String hex) {
    return HexFormat.ofDelimiter(" ").parseHex(hex.strip());
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.US_ASCII);
  }
}

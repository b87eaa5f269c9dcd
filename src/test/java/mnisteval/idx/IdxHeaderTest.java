package mnisteval.idx;

import static mnisteval.input.Faults.assertFault;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import mnisteval.input.Source;
import mnisteval.input.SourceStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class IdxHeaderTest {
  private static final long MOST = 0xffffffffL;

  @TempDir private Path directory;

  @Test
  void readsTypeAndDimensions() throws IOException {
    IdxHeader header = read(IdxBytes.header(0x08, 10_000, 28, 28).plain());

    assertEquals(IdxHeader.Type.UNSIGNED_BYTE, header.type());
    assertArrayEquals(new long[] {10_000, 28, 28}, header.dimensions());
    assertEquals(3, header.rank());
    assertEquals(10_000, header.count());
    assertEquals(784, header.stride());
    assertEquals("unsigned bytes of shape (10000, 28, 28)", header.toString());
  }

  @Test
  void countsElementsOfSeveralBytes() throws IOException {
    IdxHeader header = read(IdxBytes.header(0x0e, 5, 10).plain());

    assertEquals(80, header.stride());
    assertEquals("float64 of shape (5, 10)", header.toString());
  }

  @Test
  void writesShapeOfRankOneAsPythonDoes() throws IOException {
    IdxHeader header = read(IdxBytes.header(0x0c, 5).plain());

    assertEquals(4, header.stride());
    assertEquals("int32 of shape (5,)", header.toString());
  }

  @Test
  void readsDimensionsAsUnsigned() throws IOException {
    assertArrayEquals(
        new long[] {MOST, 0x80000000L},
        read(IdxBytes.header(0x08, MOST, 0x80000000L).plain()).dimensions());
  }

  @Test
  void acceptsRankEight() throws IOException {
    assertEquals(24, read(IdxBytes.header(0x09, 9, 1, 2, 1, 3, 1, 4, 1).plain()).stride());
  }

  @Test
  void rejectsEmptyFile() {
    assertFault("f: is empty, expected an IDX file", () -> read(new byte[0]));
  }

  @Test
  void rejectsEmptyGzipMember() {
    assertFault("f: is empty, expected an IDX file", () -> read(IdxBytes.gzip(new byte[0])));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void rejectsTruncatedMagic(int length) {
    String message = "f: truncated IDX header (expected 4 bytes, found " + length + ")";
    byte[] truncated = IdxBytes.images(1).plain(length);

    assertFault(message, () -> read(truncated));
    assertFault(message, () -> read(IdxBytes.gzip(truncated)));
  }

  @ParameterizedTest
  @ValueSource(ints = {4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15})
  void rejectsTruncatedDimensions(int length) {
    String message = "f: truncated IDX header (expected 16 bytes, found " + length + ")";
    byte[] truncated = IdxBytes.images(1).plain(length);

    assertFault(message, () -> read(truncated));
    assertFault(message, () -> read(IdxBytes.gzip(truncated)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "50 4b 03 04 14 00 00 00 | found 50 4b, looks like a zip archive",
        "80 04 95 0b 00 00 00 00 | found 80 04, looks like a pickle",
        "89 50 4e 47 0d 0a 1a 0a | found 89 50, looks like a PNG image",
        "93 4e 55 4d 50 59 01 00 | found 93 4e, looks like a numpy .npy file",
        "fd 37 7a 58 5a 00 00 04 | found fd 37, looks like xz data",
        "68 65 6c 6c 6f          | found 68 65",
        "00 08 08 03 00 00 00 01 | found 00 08",
        "08 00 08 03 00 00 00 01 | found 08 00",
        "80                      | found 80",
      })
  void rejectsOtherFormats(String hex, String found) {
    byte[] bytes = HexFormat.ofDelimiter(" ").parseHex(hex);

    assertFault(
        "f: not an IDX file (expected 00 00 at the start, " + found + ")", () -> read(bytes));
  }

  @Test
  void rejectsGitLfsPointer() {
    String pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 7840016\n";

    assertFault(
        "f: not an IDX file (expected 00 00 at the start, found 76 65,"
            + " looks like a Git LFS pointer, not the file it stands for)",
        () -> read(pointer.getBytes(StandardCharsets.US_ASCII)));
  }

  @Test
  void rejectsFilesGzippedTwice() {
    byte[] twice = IdxBytes.gzip(IdxBytes.images(1).gzipped());

    assertFault(
        "f: not an IDX file (expected 00 00 at the start, found 1f 8b, looks like gzip data)",
        () -> read(twice));
  }

  @ParameterizedTest
  @ValueSource(strings = {"00", "07", "0a", "0f", "ff"})
  void rejectsUnknownType(String code) {
    assertFault(
        "f: unknown IDX element type (expected 0x08, 0x09 or 0x0b to 0x0e, found 0x" + code + ")",
        () -> read(IdxBytes.header(HexFormat.fromHexDigits(code), 1).plain()));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 9, 255})
  void rejectsUnusableRank(int rank) {
    byte[] bytes = IdxBytes.header(0x08, new long[rank]).plain();

    assertFault("f: unusable IDX rank (expected 1 to 8, found " + rank + ")", () -> read(bytes));
  }

  @Test
  void rejectsMoreBytesThanFitALong() {
    assertFault(
        "f: impossible size (unsigned bytes of shape (4294967295, 4294967295, 4294967295) are more"
            + " than 2^63 bytes)",
        () -> read(IdxBytes.header(0x08, MOST, MOST, MOST).plain()));
  }

  /** 2^31 x 2^29 x 8 is 2^63, one more than fits; the half of it does. */
  @Test
  void countsTheBytesOfElementsInTheSize() throws IOException {
    assertEquals(1L << 31, read(IdxBytes.header(0x0e, 1L << 31, 1L << 28).plain()).stride());
    assertFault(
        "f: impossible size (float64 of shape (2147483648, 536870912) are more than 2^63 bytes)",
        () -> read(IdxBytes.header(0x0e, 1L << 31, 1L << 29).plain()));
  }

  @Test
  void acceptsFileOfExactlyItsLength() throws IOException {
    assertEquals(2, readFile(IdxBytes.images(2).plain()).count());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 11})
  void rejectsTruncatedFile(int body) {
    assertFault(
        file()
            + ": truncated (expected 12 bytes for unsigned bytes of shape (2, 2, 3), found "
            + body
            + ")",
        () -> readFile(IdxBytes.images(2).plain(16 + body)));
  }

  @Test
  void rejectsBytesAfterTheLastElement() {
    assertFault(
        file()
            + ": bytes after the last element"
            + " (expected 12 bytes for unsigned bytes of shape (2, 2, 3), found 13)",
        () -> readFile(IdxBytes.images(2).bytes(0).plain()));
  }

  @Test
  void rejectsHugeDimensionsOfShortFile() {
    assertFault(
        file()
            + ": truncated (expected 9223372030412324865 bytes"
            + " for unsigned bytes of shape (2147483647, 4294967295), found 2)",
        () -> readFile(IdxBytes.header(0x08, 0x7fffffffL, MOST).bytes(1, 2).plain()));
  }

  private Path file() {
    return directory.resolve("f");
  }

  private IdxHeader readFile(byte[] bytes) throws IOException {
    try (SourceStream content = Source.file(Files.write(file(), bytes)).open()) {
      return IdxHeader.read(content);
    }
  }

  private static IdxHeader read(byte[] bytes) throws IOException {
    try (SourceStream content = IdxBytes.source("f", bytes).open()) {
      return IdxHeader.read(content);
    }
  }
}

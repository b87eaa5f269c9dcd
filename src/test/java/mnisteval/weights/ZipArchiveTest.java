package mnisteval.weights;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import mnisteval.input.Limit;
import mnisteval.weights.array.FormatException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Archives as the JDK writes them, deflated and with data descriptors, and one field of them
 * changed a test. Offsets within a directory entry are those of APPNOTE.TXT, 4.3.12.
 */
final class ZipArchiveTest {
  private static final Limit LIMIT = new Limit(10_000, "; ask for more");
  private static final int FLAGS = 8;
  private static final int METHOD = 10;
  private static final int CRC = 16;
  private static final int PACKED = 20;
  private static final int SIZE = 24;
  private static final int COMMENT = 32;
  private static final int LOCAL = 42;
  private static final int NAME = 46;

  private ByteBuffer bytes;
  private int first;
  private int second;
  private int end;

  @BeforeEach
  void write() throws IOException {
    set(texts("a", "hello hello hello", "b", "world"));
  }

  private void set(byte[] zip) {
    bytes = ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN);
    end = zip.length - 22;
    first = bytes.getInt(end + 16);
    second = first + 46 + (bytes.getShort(first + 28) & 0xffff);
  }

  private static byte[] texts(String... namesAndTexts) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      for (int i = 0; i < namesAndTexts.length; i += 2) {
        zip.putNextEntry(new ZipEntry(namesAndTexts[i]));
        zip.write(namesAndTexts[i + 1].getBytes(StandardCharsets.UTF_8));
      }
    }
    return out.toByteArray();
  }

  /** The data of each entry is its name. */
  private static byte[] zip(ZipEntry... entries) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      for (ZipEntry entry : entries) {
        zip.putNextEntry(entry);
        zip.write(entry.getName().getBytes(StandardCharsets.UTF_8));
      }
    }
    return out.toByteArray();
  }

  private ZipArchive open() {
    return new ZipArchive(bytes.array(), LIMIT);
  }

  private void assertRefused(String message) {
    FormatException refusal =
        assertThrows(
            FormatException.class,
            () -> {
              ZipArchive zip = open();
              for (String name : zip.names()) {
                zip.read(name);
              }
            });
    assertEquals(message, refusal.getMessage());
  }

  @Test
  void readsWhatTheJdkWrites() {
    ZipArchive zip = open();
    assertEquals(List.of("a", "b"), List.copyOf(zip.names()));
    assertArrayEquals("hello hello hello".getBytes(StandardCharsets.UTF_8), zip.read("a"));
    assertArrayEquals("world".getBytes(StandardCharsets.UTF_8), zip.read("b"));
  }

  /** Nothing is written of it before its end is read, which takes two bytes. */
  @Test
  void readsAnEmptyEntryThatIsDeflated() throws IOException {
    set(texts("a", "", "b", "world"));
    assertEquals(2, bytes.getInt(first + PACKED));
    assertEquals(0, open().read("a").length);
  }

  @Test
  void namesThatLeadElsewhereAreNamesOnly() throws IOException {
    set(texts("../../etc/passwd", "x", "/b", "y"));
    assertEquals(List.of("../../etc/passwd", "/b"), List.copyOf(open().names()));
    assertEquals(1, open().read("../../etc/passwd").length);
  }

  @Test
  void readsAnEmptyArchive() throws IOException {
    bytes = ByteBuffer.wrap(zip());
    assertEquals(List.of(), List.copyOf(open().names()));
  }

  @ParameterizedTest
  @CsvSource({"65535, true", "65536, false"})
  void looksForTheEndBeforeTheLongestComment(int length, boolean found) {
    bytes = ByteBuffer.wrap(Arrays.copyOf(bytes.array(), bytes.capacity() + length));
    if (found) {
      assertEquals(List.of("a", "b"), List.copyOf(open().names()));
    } else {
      assertRefused("a zip archive without its end (truncated?)");
    }
  }

  @Test
  void skipsTheCommentsOfEntries() throws IOException {
    ZipEntry entry = new ZipEntry("a");
    entry.setComment("what this is");
    set(zip(entry, new ZipEntry("b")));
    assertEquals(List.of("a", "b"), List.copyOf(open().names()));
  }

  @Test
  void refusesACommentThatReachesBeyondTheDirectory() {
    bytes.putShort(second + COMMENT, (short) 1);
    assertRefused("a malformed zip archive (its directory lies beyond its end)");
  }

  @Test
  void readsADirectoryInAnotherOrderThanTheData() {
    byte[] whole = bytes.array();
    byte[] a = Arrays.copyOfRange(whole, first, second);
    byte[] b = Arrays.copyOfRange(whole, second, end);
    System.arraycopy(b, 0, whole, first, b.length);
    System.arraycopy(a, 0, whole, first + b.length, a.length);
    assertEquals(List.of("b", "a"), List.copyOf(open().names()));
    assertArrayEquals("hello hello hello".getBytes(StandardCharsets.UTF_8), open().read("a"));
  }

  /** The fields before it, such as what aligns data, are passed over by their length. */
  @Test
  void findsSizesOfZip64BehindOtherFields() throws IOException {
    ZipEntry entry = new ZipEntry("a");
    // 0x4246 with three bytes, 0x5858 with eight, which becomes the field of zip64.
    entry.setExtra(
        new byte[] {0x46, 0x42, 3, 0, 1, 0, 8, 0x58, 0x58, 8, 0, 1, 0, 0, 0, 0, 0, 0, 0});
    set(zip(entry, new ZipEntry("b")));
    int extra = first + NAME + 1;
    bytes.putShort(extra + 7, (short) 1).putInt(first + SIZE, -1);
    assertEquals(1, open().read("a").length);
  }

  /** So the size is still that which says that it is elsewhere. */
  @Test
  void takesNoSizeFromAFieldOfZip64ThatIsTooShort() throws IOException {
    ZipEntry entry = new ZipEntry("a");
    entry.setExtra(new byte[] {0x58, 0x58, 7, 0, 1, 0, 0, 0, 0, 0, 0});
    set(zip(entry, new ZipEntry("b")));
    bytes.putShort(first + NAME + 1, (short) 1).putInt(first + SIZE, -1);
    assertRefused("a malformed zip archive (the size of a is 4294967295)");
  }

  @Test
  void refusesAnEntryThatIsNotThere() {
    FormatException refusal = assertThrows(FormatException.class, () -> open().read("c"));
    assertEquals("no c in the zip archive", refusal.getMessage());
  }

  @Test
  void refusesTwoEntriesOfOneName() {
    bytes.put(second + NAME, (byte) 'a');
    bytes.put(bytes.getInt(second + LOCAL) + 30, (byte) 'a');
    assertRefused("a zip archive with two entries called a");
  }

  @Test
  void refusesAnotherNameInTheHeader() {
    bytes.put(second + NAME, (byte) 'c');
    assertRefused("a zip archive whose c has another name in its header");
  }

  @Test
  void refusesEntriesThatOverlap() {
    bytes.putInt(first + PACKED, bytes.getInt(first + PACKED) + 50);
    assertRefused("a zip archive whose entries overlap (b)");
  }

  @Test
  void refusesDataThatReachesIntoTheDirectory() {
    bytes.putInt(second + PACKED, bytes.getInt(second + PACKED) + 30);
    assertRefused("a zip archive whose entries overlap (b)");
  }

  @Test
  void refusesToDecompressToMoreThanTheLimit() throws IOException {
    set(texts("a", "0".repeat(6_000), "b", "0".repeat(6_000)));
    assertRefused(
        "a zip archive that decompresses to more than is read (expected at most 10000 bytes, found 12000"
            + " or more; ask for more)");
  }

  @Test
  void decompressesToAsMuchAsTheLimit() throws IOException {
    set(texts("a", "0".repeat(6_000), "b", "1".repeat(4_000)));
    assertEquals(6_000, open().read("a").length);
    assertEquals(4_000, open().read("b").length);
  }

  @ParameterizedTest
  @CsvSource({"5", "16", "18"})
  void refusesAnotherSizeThanTheDirectorySays(int size) {
    bytes.putInt(first + SIZE, size);
    assertRefused(
        "a malformed zip archive (a: it decompresses to another size than the directory says)");
  }

  /** The data of "a" takes 7 bytes and more; the last of them end it. */
  @ParameterizedTest
  @CsvSource({"0", "1", "5"})
  void refusesDataWithoutItsEnd(int packed) {
    bytes.putInt(first + PACKED, packed);
    assertRefused(
        "a malformed zip archive (a: it decompresses to another size than the directory says)");
  }

  @Test
  void refusesAnotherChecksum() {
    bytes.putInt(first + CRC, 7);
    assertRefused("a malformed zip archive (a: its checksum is another)");
  }

  @Test
  void refusesDataThatIsNotDeflated() {
    int data = bytes.getInt(first + LOCAL) + 31;
    bytes.put(data, (byte) 0xff);
    assertRefused("a malformed zip archive (a: its data is not deflated)");
  }

  @Test
  void refusesEncryption() {
    bytes.putShort(first + FLAGS, (short) 1);
    assertRefused("an encrypted zip archive (a)");
  }

  @Test
  void refusesOtherMethods() {
    bytes.putShort(first + METHOD, (short) 12);
    assertRefused(
        "a zip archive packed in another way (expected stored or deflated, found method 12 for a)");
  }

  @Test
  void refusesStoredDataOfTwoSizes() {
    bytes.putShort(first + METHOD, (short) 0);
    assertRefused("a malformed zip archive (the size of a is 17)");
  }

  @ParameterizedTest
  @CsvSource({"100000", "-2"})
  void refusesAHeaderBeyondTheEnd(int offset) {
    bytes.putInt(first + LOCAL, offset);
    assertRefused("a malformed zip archive (a lies beyond its end)");
  }

  @Test
  void refusesAnOffsetWithoutHeader() {
    bytes.putInt(first + LOCAL, 1);
    assertRefused("a malformed zip archive (a has no header)");
  }

  @Test
  void refusesDataBeyondTheEnd() {
    bytes.putInt(first + PACKED, Integer.MAX_VALUE);
    assertRefused("a malformed zip archive (a lies beyond its end)");
  }

  @Test
  void refusesADirectoryBeyondTheEnd() {
    bytes.putInt(end + 16, 100_000);
    assertRefused("a malformed zip archive (its directory lies beyond its end)");
  }

  @Test
  void refusesADirectoryThatIsNone() {
    bytes.putInt(end + 16, 2);
    assertRefused("a malformed zip archive (its directory, at byte 2)");
  }

  @Test
  void refusesMoreEntriesThanThereAre() {
    bytes.putShort(end + 10, (short) 3);
    assertRefused("a malformed zip archive (its directory lies beyond its end)");
  }

  /** Puts the end of zip64 and its locator before the end, whose own fields are full then. */
  private int widen() throws IOException {
    ByteBuffer wide = ByteBuffer.allocate(bytes.capacity() + 76).order(ByteOrder.LITTLE_ENDIAN);
    wide.put(bytes.array(), 0, end).putInt(0x06064b50).putLong(44).putInt(45).putLong(0);
    wide.putLong(2).putLong(2).putLong(end - first).putLong(first);
    wide.putInt(0x07064b50).putInt(0).putLong(end).putInt(1);
    int end64 = end;
    wide.put(bytes.array(), end, 22);
    bytes = wide;
    end += 76;
    bytes.putShort(end + 10, (short) -1).putInt(end + 16, -1);
    return end64;
  }

  @Test
  void readsWhatOnlyTheEndOfZip64Tells() throws IOException {
    widen();
    assertEquals(List.of("a", "b"), List.copyOf(open().names()));
    assertArrayEquals("world".getBytes(StandardCharsets.UTF_8), open().read("b"));
  }

  @Test
  void refusesAFullEndWithoutZip64() {
    bytes.putShort(end + 10, (short) -1);
    assertRefused("a malformed zip archive (no end of zip64 before its end)");
  }

  @Test
  void looksForTheLocatorFromTheFirstByteOn() {
    bytes = ByteBuffer.allocate(42).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putInt(0x07064b50).putInt(0).putLong(0).putInt(1).putInt(0x06054b50);
    bytes.putShort(30, (short) -1);
    assertRefused("a malformed zip archive (the end of zip64 lies beyond its end)");
  }

  @ParameterizedTest
  @CsvSource({"100000", "-1", "9223372036854775807"})
  void refusesAnEndOfZip64BeyondTheLocator(long offset) throws IOException {
    int end64 = widen();
    bytes.putLong(end64 + 56 + 8, offset);
    assertRefused("a malformed zip archive (the end of zip64 lies beyond its end)");
  }

  @Test
  void refusesAnEndOfZip64ThatIsNone() throws IOException {
    int end64 = widen();
    bytes.putLong(end64 + 56 + 8, 3);
    assertRefused("a malformed zip archive (the end of zip64, at byte 3)");
  }

  @Test
  void refusesMoreEntriesInZip64ThanThereAre() throws IOException {
    int end64 = widen();
    bytes.putLong(end64 + 32, Long.MAX_VALUE);
    assertRefused("a malformed zip archive (its directory lies beyond its end)");
  }

  @Test
  void refusesADirectoryOfZip64BeforeTheBeginning() throws IOException {
    int end64 = widen();
    bytes.putLong(end64 + 48, Long.MIN_VALUE);
    assertRefused("a malformed zip archive (its directory lies beyond its end)");
  }

  /** Offsets are those of the second, but bytes there are of the first. */
  @Test
  void refusesTwoArchivesInOneFile() {
    byte[] one = bytes.array();
    byte[] two = Arrays.copyOf(one, 2 * one.length);
    System.arraycopy(one, 0, two, one.length, one.length);
    bytes = ByteBuffer.wrap(two);
    assertRefused(
        "a malformed zip archive (expected its directory to end at byte "
            + (one.length + end)
            + ", found "
            + end
            + ")");
  }

  /** Which the end of zip64 says, as in every file of PyTorch. */
  @Test
  void prefersTheEndOfZip64WhereThereIsOne() throws IOException {
    widen();
    bytes.putShort(end + 10, (short) 1).putInt(end + 16, first);
    assertEquals(List.of("a", "b"), List.copyOf(open().names()));
  }

  @Test
  void refusesATruncatedArchive() {
    FormatException refusal =
        assertThrows(
            FormatException.class,
            () -> new ZipArchive("PK\3\4".getBytes(StandardCharsets.UTF_8), LIMIT));
    assertEquals("a zip archive without its end (truncated?)", refusal.getMessage());
  }
}

package mnisteval.input;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;

/** Archives that the JDK writes, and what becomes of them when bytes are changed. */
final class ZipEntryStreamTest {
  private static final byte[] FIRST = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10};
  private static final byte[] SECOND = {20, 30};

  /** The entries a, packed, and b, stored. */
  private static byte[] archive() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry("a"));
      zip.write(FIRST);
      ZipEntry stored = new ZipEntry("b");
      stored.setMethod(ZipEntry.STORED);
      stored.setSize(SECOND.length);
      CRC32 crc = new CRC32();
      crc.update(SECOND);
      stored.setCrc(crc.getValue());
      zip.putNextEntry(stored);
      zip.write(SECOND);
    }
    return bytes.toByteArray();
  }

  private static byte[] read(byte[] archive, String... names) throws IOException {
    try (SourceStream whole = Source.inMemory("f.zip", archive).open()) {
      byte[] start = whole.readNBytes(4);
      try (SourceStream entry = whole.findEntry(start, List.of(names))) {
        assertEquals("f.zip (" + entry.entry() + ")", entry.name());
        return entry.readAllBytes();
      }
    }
  }

  private static void assertRefused(String message, byte[] archive, String... names) {
    InputException error = assertThrows(InputException.class, () -> read(archive, names));
    assertEquals("f.zip: " + message, error.getMessage());
  }

  @Test
  void readsAnEntry() throws IOException {
    assertArrayEquals(FIRST, read(archive(), "a"));
    assertArrayEquals(SECOND, read(archive(), "b"));
  }

  @Test
  void readsTheFirstOfTheNames() throws IOException {
    assertArrayEquals(FIRST, read(archive(), "b", "a"));
  }

  @Test
  void namesTheEntriesThereAre() throws IOException {
    assertRefused(
        "a zip archive without the array (expected x or y, found a, b)", archive(), "x", "y");
  }

  @Test
  void namesFewOfManyAndLongNames() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (int i = 0; i < 1000; i++) {
        zip.putNextEntry(new ZipEntry(i + "-" + "n".repeat(200) + "\n"));
      }
    }
    InputException error = assertThrows(InputException.class, () -> read(bytes.toByteArray(), "x"));
    assertTrue(error.getMessage().length() < 600, error.getMessage());
    assertTrue(error.getMessage().endsWith("n…, …)"), error.getMessage());
  }

  @Test
  void refusesAnotherChecksum() throws IOException {
    byte[] archive = archive();
    int data = 0;
    for (int i = 0; i + 1 < archive.length; i++) {
      if (archive[i] == 20 && archive[i + 1] == 30) {
        data = i;
      }
    }
    archive[data] = 21;
    InputException error = assertThrows(InputException.class, () -> read(archive, "b"));
    assertTrue(
        error
            .getMessage()
            .startsWith("f.zip: a zip archive that cannot be read (invalid entry" + " CRC"),
        error.getMessage());
  }

  @Test
  void refusesAnArchiveThatIsCut() throws IOException {
    byte[] archive = archive();
    assertRefused("a zip archive that ends too early", Arrays.copyOf(archive, 36), "a");
    assertRefused(
        "a zip archive without the array (expected a, found no entry)",
        Arrays.copyOf(archive, 20),
        "a");
  }

  @Test
  void refusesWhatIsEncrypted() throws IOException {
    byte[] archive = archive();
    archive[6] |= 1;
    assertRefused(
        "a zip archive that cannot be read (encrypted ZIP entry not supported)", archive, "a");
  }

  @Test
  void refusesAnArchiveWithoutEntries() throws IOException {
    assertRefused(
        "a zip archive without the array (expected a, found no entry)",
        new byte[] {'P', 'K', 5, 6, 0, 0, 0, 0},
        "a");
  }

  /** Zeros shrink by a thousand. */
  @Test
  void refusesToSkipABomb() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry("a"));
      byte[] chunk = new byte[1 << 20];
      for (int i = 0; i < 300; i++) {
        zip.write(chunk);
      }
      zip.putNextEntry(new ZipEntry("b"));
    }
    InputException error = assertThrows(InputException.class, () -> read(bytes.toByteArray(), "b"));
    String start = "f.zip: decompresses to too much (expected less than 100 bytes of each, found 2";
    assertTrue(error.getMessage().startsWith(start), error.getMessage());
  }
}

package mnisteval.input;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sources in memory and their sha256. The sums of "abc" and of nothing stand in FIPS 180-4. */
final class InMemorySourceTest {
  private static final byte[] ABC = {'a', 'b', 'c'};
  private static final String SHA_OF_ABC =
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
  private static final String SHA_OF_NOTHING =
      "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

  @TempDir Path folder;

  @Test
  void readsBytesInMemoryAgainAndAgain() throws IOException {
    Source source = Source.inMemory("name", ABC);
    assertArrayEquals(ABC, source.bytes(3));
    assertArrayEquals(ABC, source.bytes(3));
    assertEquals("name", source.name());
    assertEquals(SHA_OF_ABC, source.sha256());
  }

  @Test
  void refusesBytesInMemoryThatAreTooMany() {
    InputException e =
        assertThrows(InputException.class, () -> Source.inMemory("name", ABC).bytes(2));
    assertEquals("name: too large (expected at most 2 bytes, found 3)", e.getMessage());
  }

  @Test
  void sumsNothing() throws IOException {
    assertEquals(SHA_OF_NOTHING, Source.inMemory("name", new byte[0]).sha256());
  }

  @Test
  void readsAStreamOnceAndClosesIt() throws IOException {
    boolean[] closed = {false};
    InputStream stream =
        new ByteArrayInputStream(ABC) {
          @Override
          public void close() {
            closed[0] = true;
          }
        };
    Source copy = Source.stream("name", stream).inMemory();
    assertTrue(closed[0]);
    assertEquals(0, stream.available());
    assertEquals(SHA_OF_ABC, copy.sha256());
    assertArrayEquals(ABC, copy.bytes(3));
  }

  @Test
  void keepsTheFileAsItWas() throws IOException {
    Path file = Files.write(folder.resolve("file"), ABC);
    Source copy = Source.file(file).inMemory();
    Files.delete(file);
    assertArrayEquals(ABC, copy.bytes(3));
  }

  @Test
  void sumsTheBytesAsTheyAreStored() throws IOException {
    ByteArrayOutputStream gzipped = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(gzipped)) {
      gzip.write(ABC);
    }
    Path file = Files.write(folder.resolve("file.gz"), gzipped.toByteArray());
    String sum = Source.inMemory("name", gzipped.toByteArray()).sha256();
    assertFalse(sum.equals(SHA_OF_ABC));
    assertEquals(sum, Source.file(file).sha256());
    assertEquals(sum, Source.file(file).inMemory().sha256());
    assertArrayEquals(ABC, Source.file(file).inMemory().bytes(3));
  }

  @Test
  void sumsMoreThanABufferful() throws IOException {
    // FIPS 180-4's third example: a million times the letter a.
    byte[] many = "a".repeat(1_000_000).getBytes(StandardCharsets.US_ASCII);
    assertEquals(
        "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0",
        Source.inMemory("name", many).sha256());
  }

  @Test
  void saysThatAFileIsMissing() {
    Source gone = Source.file(folder.resolve("gone"));
    String message = folder.resolve("gone") + ": no such file";
    assertEquals(message, assertThrows(InputException.class, gone::inMemory).getMessage());
    assertEquals(message, assertThrows(InputException.class, gone::sha256).getMessage());
  }

  @Test
  void acceptsAFileWithTheExpectedSum() throws IOException {
    Source source = Source.stream("name", new ByteArrayInputStream(ABC));
    assertArrayEquals(ABC, source.verified(SHA_OF_ABC.toUpperCase(Locale.ROOT)).bytes(3));
  }

  @Test
  void refusesAFileWithAnotherSum() {
    Source source = Source.inMemory("name", ABC);
    InputException e =
        assertThrows(
            InputException.class, () -> source.verified(SHA_OF_NOTHING.toUpperCase(Locale.ROOT)));
    assertEquals(
        "name: sha256 differs (expected " + SHA_OF_NOTHING + ", found " + SHA_OF_ABC + ")",
        e.getMessage());
  }

  @ParameterizedTest
  @CsvSource({
    "0123456789abcdefABCDEF0123456789abcdefABCDEF01234567890123456789, true",
    "0123456789abcdefABCDEF0123456789abcdefABCDEF0123456789012345678, false",
    "0123456789abcdefABCDEF0123456789abcdefABCDEF012345678901234567890, false",
    "g123456789abcdefABCDEF0123456789abcdefABCDEF01234567890123456789, false",
    "٠123456789abcdefABCDEF0123456789abcdefABCDEF01234567890123456789, false",
    "'', false",
  })
  void knowsASum(String text, boolean isOne) {
    assertEquals(isOne, Sha256.isOne(text));
  }
}

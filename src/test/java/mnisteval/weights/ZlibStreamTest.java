package mnisteval.weights;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import mnisteval.input.Limit;
import mnisteval.weights.array.FormatException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ZlibStreamTest {
  private static byte[] compressed(byte[] bytes, int level) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (DeflaterOutputStream zlib = new DeflaterOutputStream(out, new Deflater(level))) {
      zlib.write(bytes);
    }
    return out.toByteArray();
  }

  private static String refusal(byte[] file) {
    return assertThrows(FormatException.class, () -> ZlibStream.decompress(file, Limit.ofWeights()))
        .getMessage();
  }

  /** Around the size of the buffer, too. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 65_535, 65_536, 65_537, 131_072, 200_000})
  void decompressesWhatWasCompressed(int length) throws IOException {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    Arrays.fill(bytes, 0, length / 2, (byte) 7);
    for (int level : new int[] {0, 1, 3, 6, 9}) {
      byte[] file = compressed(bytes, level);
      assertTrue(ZlibStream.isZlib(file));
      assertArrayEquals(bytes, ZlibStream.decompress(file, Limit.ofWeights()));
    }
  }

  @Test
  void isToldByTwoBytes() {
    assertTrue(ZlibStream.isZlib(new byte[] {0x78, (byte) 0x9c, 0}));
    assertFalse(ZlibStream.isZlib(new byte[] {0x78, (byte) 0x9d, 0}));
    assertFalse(ZlibStream.isZlib(new byte[] {0x58, (byte) 0x85, 0}));
    assertFalse(ZlibStream.isZlib(new byte[] {0x78}));
  }

  @Test
  void refusesEveryBeginning() throws IOException {
    byte[] file = compressed("a network of numbers".repeat(20).getBytes(), 9);
    for (int length = 2; length < file.length; length++) {
      assertEquals(
          "a zlib stream that ends too soon (truncated?)", refusal(Arrays.copyOf(file, length)));
    }
  }

  @Test
  void refusesAnotherChecksum() throws IOException {
    byte[] file = compressed(new byte[100], 9);
    file[file.length - 1]++;
    assertEquals("a malformed zlib stream", refusal(file));
  }

  @Test
  void refusesBytesAfterTheEnd() throws IOException {
    byte[] file = compressed(new byte[100], 9);
    assertEquals(
        "bytes after the end of a zlib stream (expected none, found 3)",
        refusal(Arrays.copyOf(file, file.length + 3)));
  }

  /** A dictionary that only the writer has. */
  @Test
  void refusesADictionary() {
    assertEquals(
        "a zlib stream that ends too soon (truncated?)",
        refusal(new byte[] {0x78, (byte) 0xbb, 0, 0, 0, 1, 3, 0, 0, 0, 0, 1}));
  }
}

package mnisteval.idx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import mnisteval.input.InputException;
import mnisteval.input.Source;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is long enough to be read in several steps. The short files are in InspectCommandTest. */
final class IdxSummaryTest {
  @TempDir Path folder;

  private Source file(ByteBuffer bytes) throws IOException {
    return Source.file(Files.write(folder.resolve("x"), bytes.array()));
  }

  /** 7 images of 100 x 101, of which six are read at once: image i has all pixels i. */
  @ParameterizedTest
  @ValueSource(ints = {0, 5, 6})
  void readsImagesStepByStep(int wanted) throws IOException {
    int size = 100 * 101;
    ByteBuffer bytes = ByteBuffer.allocate(16 + 7 * size);
    bytes.putInt(0x00000803).putInt(7).putInt(100).putInt(101);
    for (int i = 0; i < 7; i++) {
      for (int pixel = 0; pixel < size; pixel++) {
        bytes.put((byte) i);
      }
    }
    IdxSummary contents = IdxSummary.read(file(bytes), wanted);
    assertEquals(100, contents.rows());
    assertEquals(101, contents.columns());
    assertEquals(size, contents.image().length);
    assertEquals(wanted, contents.image()[size - 1]);
    long[] pixels = new long[256];
    Arrays.fill(pixels, 0, 7, size);
    assertArrayEquals(pixels, contents.pixels());
  }

  /** 130 labels, of which 64 are read at once: 0, 1, 2, 0, 1, 2 and so on. */
  @ParameterizedTest
  @ValueSource(ints = {0, 63, 64, 129})
  void readsLabelsStepByStep(int wanted) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(8 + 130);
    bytes.putInt(0x00000801).putInt(130);
    for (int i = 0; i < 130; i++) {
      bytes.put((byte) (i % 3));
    }
    IdxSummary contents = IdxSummary.read(file(bytes), wanted);
    assertEquals(Map.of(0, 44L, 1, 43L, 2, 43L), contents.labels());
    assertEquals(wanted % 3, contents.label());
  }

  @Test
  void doesNotTakeDistinctNumbersForLabels() throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(12 + 1001 * 4);
    bytes.putInt(0x00000c02).putInt(1001).putInt(1);
    for (int i = 0; i < 1001; i++) {
      bytes.putInt(i);
    }
    IdxSummary contents = IdxSummary.read(file(bytes), -1);
    assertEquals("int32 of shape (1001, 1)", contents.description());
    assertNull(contents.labels());
  }

  @Test
  void reportsTheRowThatIsNotOneHot() throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(12 + 4).putInt(0x00000802).putInt(2).putInt(2);
    bytes.put((byte) 1).put((byte) 0).put((byte) 1).put((byte) 1);
    Source file = file(bytes);
    InputException e = assertThrows(InputException.class, () -> IdxSummary.read(file, -1));
    String message = ": row 1 holds no label (expected a one-hot row as the first one is)";
    assertEquals(folder.resolve("x") + message, e.getMessage());
  }
}

package mnisteval.idx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.io.IOException;
import java.util.Arrays;
import mnisteval.input.Source;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RunLengthReaderTest {
  /** By hand: two images of 1x300, the first 7 0 0 9 and zeros, the second 256 zeros, 5, zeros. */
  private static final int[] FILE = {
    0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 1, 44, 0, 2, 0, 2, 0, 7, 2, 9, 255, 0, 0, 5
  };

  private static Source file() {
    byte[] bytes = new byte[FILE.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) FILE[i];
    }
    return Source.inMemory("images.runs", bytes);
  }

  @Test
  void readsByHand() throws IOException {
    try (IdxReader reader = RunLengthReader.open(file())) {
      assertArrayEquals(new long[] {2, 1, 300}, reader.header().dimensions());
      Block block = new Block(2, 300);
      reader.read(block, 2);
      block.fill(0, 2);
      byte[] expected = new byte[600];
      expected[0] = 7;
      expected[3] = 9;
      expected[300 + 256] = 5;
      assertArrayEquals(expected, block.pixels());
      assertArrayEquals(new int[] {0, 4}, new int[] {block.runsStart(0), block.runsStart(1)});
      assertEquals(8, block.runEnds()[1]);
    }
  }

  @Test
  void skipsImages() throws IOException {
    try (IdxReader reader = RunLengthReader.open(file())) {
      reader.skip(1);
      Block block = new Block(2, 300);
      reader.read(block, 1);
      block.fill(1, 1);
      byte[] expected = new byte[600];
      expected[256] = 5;
      assertArrayEquals(expected, block.pixels());
    }
  }

  /** The set as downloaded, and the same as runs of zeros. */
  @ParameterizedTest
  @CsvSource({"0, 10000", "1, 200", "4321, 555", "9999, 5"})
  void theProgramsOwnImagesAreThoseOfTheFile(long offset, long limit) throws IOException {
    ImageSet bundled = ImageSet.bundled().part(offset, limit);
    ImageSet files = ImageSet.of(bundled.images(), bundled.labels()).part(offset, limit);
    try (LabeledImages expected = files.open();
        LabeledImages found = bundled.open()) {
      Block block = expected.newBlock();
      Block runs = found.newBlock();
      while (expected.next(block)) {
        found.next(runs);
        assertNull(block.runs());
        assertNotNull(runs.runs());
        assertEquals(block.first(), runs.first());
        int bytes = block.count() * block.imageSize();
        assertArrayEquals(
            Arrays.copyOf(block.pixels(), bytes), Arrays.copyOf(runs.pixels(), bytes));
        assertArrayEquals(
            Arrays.copyOf(block.labels(), block.count()),
            Arrays.copyOf(runs.labels(), runs.count()));
      }
      assertFalse(found.next(runs));
      Block sample = expected.sample();
      assertArrayEquals(sample.pixels(), found.sample().pixels());
      assertArrayEquals(sample.labels(), found.sample().labels());
    }
  }

  @Test
  void imagesByColumnsAreReadAsPixels() throws IOException {
    ImageSet bundled = ImageSet.bundled().withTransposed(true);
    ImageSet files = ImageSet.of(bundled.images(), bundled.labels()).withTransposed(true);
    try (LabeledImages expected = files.open();
        LabeledImages found = bundled.open()) {
      Block block = expected.newBlock();
      Block same = found.newBlock();
      expected.next(block);
      found.next(same);
      assertArrayEquals(block.pixels(), same.pixels());
    }
  }
}

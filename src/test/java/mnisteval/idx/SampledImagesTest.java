package mnisteval.idx;

import static mnisteval.input.Faults.assertFault;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The first images of a set, read ahead or not, and the blocks that come after them. No two images
 * are the same: image i starts with the bytes of the number i.
 */
final class SampledImagesTest {
  private static final long ALL = Long.MAX_VALUE;

  private static LabeledImages open(int count, long offset, long limit) throws IOException {
    return open(count, 2, 3, offset, limit);
  }

  private static LabeledImages open(int count, int rows, int columns, long offset, long limit)
      throws IOException {
    IdxBytes pixels = IdxBytes.header(0x08, count, rows, columns);
    IdxBytes labels = IdxBytes.header(0x08, count);
    for (int i = 0; i < count; i++) {
      pixels.bytes(i >> 8, i, 5, 3 * i);
      byte[] rest = new byte[rows * columns - 4];
      rest[rest.length - 1] = (byte) (7 * i);
      pixels.bytes(rest);
      labels.bytes(i == 1100 ? 99 : i % 11);
    }
    return LabeledImages.open(pixels.named("images"), labels.named("labels"), offset, limit);
  }

  /** Asserts that a block holds images, in the order of the file. */
  private static void assertImages(long from, int count, Block block) {
    assertEquals(count, block.count());
    assertEquals(from, block.first());
    int size = block.imageSize();
    for (int i = 0; i < count; i++) {
      long number = from + i;
      byte[] ends = Arrays.copyOfRange(block.pixels(), i * size, i * size + 4);
      assertArrayEquals(
          new byte[] {(byte) (number >> 8), (byte) number, 5, (byte) (3 * number)}, ends);
      assertEquals((byte) (7 * number), block.pixels()[i * size + size - 1]);
      assertEquals(number == 1100 ? 99 : number % 11, block.labels()[i]);
    }
  }

  /** Reads all images that are left, and asserts that each comes once, in blocks of their size. */
  private static void assertRest(long from, long to, LabeledImages images) throws IOException {
    assertEquals(to - from, images.remaining());
    int most = Math.min(500, (1 << 24) / images.imageSize());
    long next = from;
    while (next < to) {
      Block block = images.newBlock();
      assertTrue(images.next(block));
      assertImages(next, (int) Math.min(most, to - next), block);
      next += block.count();
    }
    assertEquals(0, images.remaining());
    assertFalse(images.next(new Block(1, images.imageSize())));
  }

  /** Whatever was read before: nothing, one block or more, and in the end all. */
  @ParameterizedTest
  @CsvSource({
    // images, offset, limit, images in the sample
    "1234, 0, 9223372036854775807, 1000",
    "1234, 130, 9223372036854775807, 1000",
    "1234, 130, 250, 250",
    "1234, 234, 1000, 1000",
    "1234, 235, 1000, 999",
    "1234, 1233, 1, 1",
    "1001, 0, 9223372036854775807, 1000",
    "1000, 0, 9223372036854775807, 1000",
    "999, 0, 9223372036854775807, 999",
    "501, 0, 9223372036854775807, 501",
    "500, 0, 9223372036854775807, 500",
    "1, 0, 9223372036854775807, 1",
  })
  void holdTheFirstImages(int count, long offset, long limit, int expected) throws IOException {
    long end = offset + Math.min(limit, count - offset);
    for (long before = offset; before < end + 500; before += 500) {
      long read = Math.min(before, end);
      try (LabeledImages images = open(count, offset, limit)) {
        for (long next = offset; next < read; next += 500) {
          assertTrue(images.next(images.newBlock()));
        }
        Block sample = images.sample();
        assertImages(offset, expected, sample);
        assertRest(read, end, images);
        assertSame(sample, images.sample());
        assertImages(offset, expected, sample);
      }
    }
  }

  @Test
  void areTheSameEachTime() throws IOException {
    try (LabeledImages images = open(1234, 0, ALL)) {
      assertSame(images.sample(), images.sample());
      assertEquals(1234, images.remaining());
      assertEquals(3, images.blocks());
      assertRest(0, 1234, images);
    }
  }

  @Test
  void areReadIntoOneBlockAgainAndAgain() throws IOException {
    try (LabeledImages images = open(1150, 0, ALL)) {
      images.sample();
      Block block = images.newBlock();
      assertTrue(images.next(block));
      assertImages(0, 500, block);
      assertTrue(images.next(block));
      assertImages(500, 500, block);
      assertTrue(images.next(block));
      assertImages(1000, 150, block);
      assertFalse(images.next(block));
    }
  }

  @Test
  void stayAsTheyAreWhenABlockIsChanged() throws IOException {
    try (LabeledImages images = open(1150, 0, ALL)) {
      Block block = images.newBlock();
      images.next(block);
      Arrays.fill(block.pixels(), (byte) 77);
      Arrays.fill(block.labels(), 77);
      assertImages(0, 1000, images.sample());
      images.next(block);
      Arrays.fill(block.pixels(), (byte) 77);
      assertImages(0, 1000, images.sample());
      images.next(block);
      assertImages(1000, 150, block);
    }
  }

  @Test
  void mayBeReadBeforeAllImagesAreKept() throws IOException {
    try (LabeledImages images = open(1234, 130, ALL)) {
      Block sample = images.sample();
      assertTrue(images.keep());
      for (int run = 0; run < 2; run++) {
        assertRest(130, 1234, images);
        assertSame(sample, images.sample());
        assertImages(130, 1000, sample);
        images.rewind();
      }
    }
  }

  @Test
  void mayBeReadWhereAllImagesAreKept() throws IOException {
    try (LabeledImages images = open(1234, 130, 700)) {
      assertTrue(images.keep());
      images.next(images.newBlock());
      assertImages(130, 700, images.sample());
      assertRest(630, 830, images);
      images.rewind();
      assertRest(130, 830, images);
    }
  }

  @Test
  void leaveTheOthersToBeReadWhereTheyAreTooManyToKeep() throws IOException {
    try (LabeledImages images = open(1234, 0, ALL)) {
      images.sample();
      assertFalse(images.keep(1233 * 10));
      assertRest(0, 1234, images);
    }
  }

  /**
   * At most 2^20 pixels: 104 images of 10,000 pixels, one of 2^20, and of larger ones none, of
   * which 15 make a block.
   */
  @ParameterizedTest
  @CsvSource({
    // images, rows, columns, images in the sample
    "300, 100, 100, 104",
    "3, 1024, 1024, 1",
    "3, 1, 1048577, 0",
    "3, 2, 524288, 1",
  })
  void areFewerWhereTheyAreLarge(int count, int rows, int columns, int expected)
      throws IOException {
    try (LabeledImages images = open(count, rows, columns, 0, ALL)) {
      assertImages(0, expected, images.sample());
      assertRest(0, count, images);
      assertImages(0, expected, images.sample());
    }
    try (LabeledImages images = open(count, rows, columns, 1, ALL)) {
      assertRest(1, count, images);
      assertImages(1, expected, images.sample());
    }
  }

  /** Label 1100 is the only one of more than 10. */
  @Test
  void knowTheLargestLabelSoFar() throws IOException {
    try (LabeledImages images = open(1234, 0, ALL)) {
      assertEquals(-1, images.largestLabel());
      images.sample();
      assertEquals(10, images.largestLabel());
      Block block = images.newBlock();
      for (int i = 0; i < 2; i++) {
        images.next(block);
      }
      assertEquals(10, images.largestLabel());
      images.next(block);
      assertEquals(99, images.largestLabel());
    }
  }

  /** Labels 0 to 6, of which the first four are skipped and the last is not read. */
  @Test
  void knowTheLargestLabelOfThePartThatIsRead() throws IOException {
    try (LabeledImages images = open(7, 4, 2)) {
      images.next(images.newBlock());
      assertEquals(5, images.largestLabel());
    }
  }

  /** The first block is complete, and the second ends within its third image. */
  @Test
  void areRefusedWithAFileThatIsTruncated() throws IOException {
    IdxBytes labels = IdxBytes.labels(1150);
    byte[] images = IdxBytes.images(1150).plain(16 + 6 * 502 + 5);
    try (LabeledImages both =
        LabeledImages.open(IdxBytes.source("images", images), labels.named("labels"), 0, ALL)) {
      String error =
          "images: truncated (expected 6900 bytes for unsigned bytes of shape (1150, 2, 3), found"
              + " 3017)";
      assertFault(error, both::sample);
    }
  }
}

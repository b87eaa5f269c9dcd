package mnisteval.idx;

import static mnisteval.input.Faults.assertFault;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import mnisteval.input.Source;
import mnisteval.input.TrackedStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class LabeledImagesTest {
  private static final long MOST = 0xffffffffL;
  private static final String SHAPE_OF_1150 = "unsigned bytes of shape (1150, 2, 3)";

  @TempDir private Path directory;

  @Test
  void readsAllImagesInOrder() throws IOException {
    try (LabeledImages images = open(IdxBytes.images(1150), IdxBytes.labels(1150))) {
      Block block = images.newBlock();
      assertBlock(images, block, 0, 500);
      assertBlock(images, block, 500, 500);
      assertBlock(images, block, 1000, 150);
      assertFalse(images.next(block));
    }
  }

  @Test
  void leavesBlockAsItWasAtTheEnd() throws IOException {
    try (LabeledImages images = open(IdxBytes.images(3), IdxBytes.labels(3))) {
      Block block = images.newBlock();
      assertBlock(images, block, 0, 3);

      assertFalse(images.next(block));

      assertEquals(3, block.count());
      assertEquals(0, block.first());
      assertEquals(5, block.pixels()[5]);
    }
  }

  @Test
  void readsGzippedFiles() throws IOException {
    Source images = Source.file(write("images", IdxBytes.images(3).gzipped()));
    Source labels = Source.file(write("labels", IdxBytes.labels(3).gzipped()));

    try (LabeledImages both = LabeledImages.open(images, labels, 0, Long.MAX_VALUE)) {
      assertBlock(both, both.newBlock(), 0, 3);
    }
  }

  @Test
  void knowsNamesAndSizes() throws IOException {
    try (LabeledImages images = open(IdxBytes.images(1150), IdxBytes.labels(1150))) {
      assertEquals("images", images.imagesName());
      assertEquals("labels", images.labelsName());
      assertEquals(2, images.rows());
      assertEquals(3, images.columns());
      assertEquals(6, images.imageSize());
      assertEquals(500 * 6, images.blockBytes());
      assertEquals(1150, images.remaining());
      assertEquals(3, images.blocks());
    }
  }

  @Test
  void countsDownWhatRemains() throws IOException {
    try (LabeledImages images = open(IdxBytes.images(1150), IdxBytes.labels(1150))) {
      images.next(images.newBlock());

      assertEquals(650, images.remaining());
      assertEquals(2, images.blocks());
    }
  }

  @ParameterizedTest
  @CsvSource({
    // offset, limit, images, blocks, images in a block
    "0,    1150,                1150, 3, 500",
    "0,    1151,                1150, 3, 500",
    "0,    9223372036854775807, 1150, 3, 500",
    "0,    1,                   1,    1, 1",
    "0,    500,                 500,  1, 500",
    "0,    501,                 501,  2, 500",
    "100,  700,                 700,  2, 500",
    "649,  9223372036854775807, 501,  2, 500",
    "1140, 9,                   9,    1, 9",
    "1140, 10,                  10,   1, 10",
    "1140, 11,                  10,   1, 10",
    "1149, 1,                   1,    1, 1",
  })
  void readsThePartFromOffsetUpToLimit(
      long offset, long limit, int expected, int blocks, int imagesInBlock) throws IOException {
    try (LabeledImages images = part(1150, 1150, offset, limit)) {
      assertEquals(expected, images.remaining());
      assertEquals(imagesInBlock * 6, images.blockBytes());
      assertEquals(blocks, images.blocks());
      Block block = images.newBlock();
      assertEquals(imagesInBlock, block.labels().length);
      assertEquals(6 * imagesInBlock, block.pixels().length);
      int read = 0;
      while (images.remaining() > 0) {
        assertBlock(images, block, offset + read, Math.min(imagesInBlock, expected - read));
        read += block.count();
      }
      assertFalse(images.next(block));
      assertEquals(expected, read);
    }
  }

  /** A block is at most 2^24 pixels, so that a few cores' blocks of large images fit in memory. */
  @ParameterizedTest
  @CsvSource({
    "28, 28, 500",
    "1, 1, 500",
    "256, 256, 256",
    "2000, 2000, 4",
    "4096, 4096, 1",
    "1, 16777216, 1",
  })
  void takesFewerLargeImagesAtOnce(int rows, int columns, int expected) throws IOException {
    try (LabeledImages images =
        open(IdxBytes.header(0x08, 1000, rows, columns), IdxBytes.header(0x08, 1000))) {
      assertEquals(expected, images.newBlock().labels().length);
    }
  }

  /** 60,000 images of 28 x 28: a gzip member for the header, and 60 times one of 1000 images. */
  @Test
  void readsManyImagesIntoOneBlock() throws IOException {
    byte[] thousandImages = new byte[784_000];
    byte[] thousandLabels = new byte[1000];
    for (int i = 0; i < 1000; i++) {
      Arrays.fill(thousandImages, 784 * i, 784 * i + 784, (byte) (i / 8));
      thousandLabels[i] = (byte) (i / 8);
    }
    InputStream imageStream =
        repeated(IdxBytes.header(0x08, 60_000, 28, 28).gzipped(), IdxBytes.gzip(thousandImages));
    InputStream labelStream =
        repeated(IdxBytes.header(0x08, 60_000).gzipped(), IdxBytes.gzip(thousandLabels));

    try (LabeledImages images =
        LabeledImages.open(
            Source.stream("images", imageStream),
            Source.stream("labels", labelStream),
            0,
            Long.MAX_VALUE)) {
      assertEquals(120, images.blocks());
      Block block = images.newBlock();
      byte[] pixels = block.pixels();
      int[] labels = block.labels();
      assertEquals(392_000, pixels.length);
      assertEquals(500, labels.length);
      for (int first = 0; images.next(block); first += 500) {
        assertEquals(first, block.first());
        assertEquals(500, block.count());
        assertEquals(first % 1000 / 8, pixels[0]);
        assertEquals((first + 499) % 1000 / 8, pixels[391_999]);
        assertEquals((first + 499) % 1000 / 8, labels[499]);
      }
      assertSame(pixels, block.pixels());
      assertSame(labels, block.labels());
      assertEquals(59_500, block.first());
      assertEquals(0, images.remaining());
    }
  }

  /** More images than an int counts, of which there are no bytes. */
  @Test
  void allocatesOneBlockWhateverCountTheHeaderAnnounces() throws IOException {
    try (LabeledImages images =
        open(IdxBytes.header(0x08, MOST, 4096, 4096), IdxBytes.header(0x08, MOST))) {
      assertEquals(MOST, images.remaining());
      assertEquals(Integer.MAX_VALUE, images.blocks());
      Block block = images.newBlock();
      assertEquals(1, block.labels().length);
      assertFault(
          "images: truncated (expected 72057594021150720 bytes for unsigned bytes of shape"
              + " (4294967295, 4096, 4096), found 0)",
          () -> images.next(block));
    }
  }

  @Test
  void rejectsSwappedFiles() {
    assertFault(
        "images: not images (expected unsigned bytes of rank 3, found unsigned bytes of shape (3,);"
            + " are images and labels swapped?)",
        () -> open(IdxBytes.labels(3), IdxBytes.images(3)));
  }

  @Test
  void rejectsImagesForLabels() {
    assertFault(
        "labels: unusable labels (expected unsigned bytes of rank 1, one-hot rows, or int32 rows"
            + " that start with the class; found unsigned bytes of shape (3, 2, 3);"
            + " are images and labels swapped?)",
        () -> open(IdxBytes.images(3), IdxBytes.images(3)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"09 | signed bytes", "0b | int16", "0c | int32", "0d | float32", "0e | float64"})
  void rejectsImagesOfAnotherType(String type, String found) {
    assertFault(
        "images: not images (expected unsigned bytes of rank 3, found "
            + found
            + " of shape (3, 2, 2))",
        () -> open(IdxBytes.header(Integer.parseInt(type, 16), 3, 2, 2), IdxBytes.labels(3)));
  }

  @Test
  void rejectsImagesOfRankTwo() {
    assertFault(
        "images: not images (expected unsigned bytes of rank 3, found unsigned bytes of shape"
            + " (3, 784))",
        () -> open(IdxBytes.header(0x08, 3, 784), IdxBytes.labels(3)));
  }

  @Test
  void rejectsImagesOfRankFour() {
    assertFault(
        "images: not images (expected unsigned bytes of rank 3, found unsigned bytes of shape"
            + " (3, 28, 28, 1))",
        () -> open(IdxBytes.header(0x08, 3, 28, 28, 1), IdxBytes.labels(3)));
  }

  @Test
  void rejectsEmptySet() {
    assertFault(
        "images: is an empty set (expected images, found unsigned bytes of shape (0, 2, 3))",
        () -> open(IdxBytes.images(0), IdxBytes.labels(0)));
  }

  @ParameterizedTest
  @CsvSource({"0, 28", "28, 0", "0, 0"})
  void rejectsImagesWithoutPixels(int rows, int columns) {
    assertFault(
        "images: unusable images (expected 1 to 16777216 pixels each, found unsigned bytes of shape"
            + " (3, "
            + rows
            + ", "
            + columns
            + "))",
        () -> open(IdxBytes.header(0x08, 3, rows, columns), IdxBytes.labels(3)));
  }

  @Test
  void rejectsImagesThatAreTooLarge() {
    assertFault(
        "images: unusable images (expected 1 to 16777216 pixels each, found unsigned bytes of shape"
            + " (3, 4096, 4097))",
        () -> open(IdxBytes.header(0x08, 3, 4096, 4097), IdxBytes.labels(3)));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 2, 4})
  void rejectsAnotherNumberOfLabels(int count) {
    assertFault(
        "labels: as many labels as images are needed (expected 3 as in images, found "
            + count
            + ")",
        () -> open(IdxBytes.images(3), IdxBytes.labels(count)));
  }

  @ParameterizedTest
  @ValueSource(longs = {3, 4, Long.MAX_VALUE})
  void rejectsOffsetPastTheEnd(long offset) {
    assertFault(
        "images: no image " + offset + " (expected a number from 0 to 2)",
        () -> part(3, 3, offset, 1));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 2999, 3000, 6899})
  void rejectsTruncatedPixels(int body) {
    String message =
        "images: truncated (expected 6900 bytes for " + SHAPE_OF_1150 + ", found " + body + ")";
    byte[] truncated = IdxBytes.images(1150).plain(16 + body);
    byte[] labels = IdxBytes.labels(1150).plain();

    assertFault(message, () -> readAll(truncated, labels));
    assertFault(message, () -> readAll(IdxBytes.gzip(truncated), labels));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 499, 500, 1149})
  void rejectsTruncatedLabels(int body) {
    String message =
        "labels: truncated (expected 1150 bytes for unsigned bytes of shape (1150,), found "
            + body
            + ")";
    byte[] images = IdxBytes.images(1150).plain();
    byte[] truncated = IdxBytes.labels(1150).plain(8 + body);

    assertFault(message, () -> readAll(images, truncated));
    assertFault(message, () -> readAll(images, IdxBytes.gzip(truncated)));
  }

  @Test
  void rejectsBytesAfterTheLastImage() {
    String message =
        "images: bytes after the last element (expected the end after " + SHAPE_OF_1150 + ")";
    byte[] more = IdxBytes.images(1150).bytes(0).plain();
    byte[] labels = IdxBytes.labels(1150).plain();

    assertFault(message, () -> readAll(more, labels));
    assertFault(message, () -> readAll(IdxBytes.gzip(more), labels));
  }

  @Test
  void rejectsBytesAfterTheLastLabel() {
    String message =
        "labels: bytes after the last element"
            + " (expected the end after unsigned bytes of shape (1150,))";
    byte[] images = IdxBytes.images(1150).plain();
    byte[] more = IdxBytes.labels(1150).bytes(0).plain();

    assertFault(message, () -> readAll(images, more));
    assertFault(message, () -> readAll(images, IdxBytes.gzip(more)));
  }

  @Test
  void rejectsWrongCrcAfterTheLastImage() {
    byte[] gzipped = IdxBytes.header(0x08, 1, 1, 9).hex("313233343536373839").gzipped();
    System.arraycopy(new byte[4], 0, gzipped, gzipped.length - 8, 4);

    // zlib.crc32(bytes.fromhex("00000803 00000001 00000001 00000009") + b"123456789") of Python 3
    assertFault(
        "images: corrupt gzip data (expected CRC 00000000, found 73bbb13c in its bytes)",
        () -> readAll(gzipped, IdxBytes.labels(1).plain()));
  }

  @Test
  void rejectsTruncatedGzip() {
    byte[] gzipped = IdxBytes.images(1150).gzipped();

    assertFault(
        "images: corrupt gzip data (expected more bytes, found the end of the file)",
        () -> readAll(Arrays.copyOf(gzipped, gzipped.length - 9), IdxBytes.labels(1150).plain()));
  }

  /** The last image is read, so it is looked at what follows it. */
  @Test
  void checksTheEndWhereTheLimitReachesIt() throws IOException {
    IdxBytes images = IdxBytes.images(5).bytes(0);

    try (LabeledImages part =
        LabeledImages.open(images.named("images"), IdxBytes.labels(5).named("labels"), 3, 2)) {
      assertFault(
          "images: bytes after the last element"
              + " (expected the end after unsigned bytes of shape (5, 2, 3))",
          () -> part.next(part.newBlock()));
    }
  }

  @Test
  void ignoresTheEndBeyondTheLimit() throws IOException {
    IdxBytes images = IdxBytes.images(5).bytes(0);

    try (LabeledImages part =
        LabeledImages.open(images.named("images"), IdxBytes.labels(5).named("labels"), 2, 2)) {
      assertBlock(part, part.newBlock(), 2, 2);
    }
  }

  @Test
  void rejectsTruncationBeforeTheOffset() {
    byte[] truncated = IdxBytes.images(5).plain(16 + 20);

    assertFault(
        "images: truncated (expected 30 bytes for unsigned bytes of shape (5, 2, 3), found 20)",
        () ->
            LabeledImages.open(
                IdxBytes.source("images", truncated), IdxBytes.labels(5).named("labels"), 4, 1));
  }

  @Test
  void rejectsTruncatedFileBeforeReadingImages() throws IOException {
    Path file = write("images", IdxBytes.images(5).plain(16 + 29));

    assertFault(
        file + ": truncated (expected 30 bytes for unsigned bytes of shape (5, 2, 3), found 29)",
        () -> LabeledImages.open(Source.file(file), IdxBytes.labels(5).named("labels"), 0, 1));
  }

  @Test
  void rejectsFileThatShrinksWhileItIsRead() throws IOException {
    Path file = write("images", IdxBytes.images(5).plain());

    try (LabeledImages images =
        LabeledImages.open(Source.file(file), IdxBytes.labels(5).named("labels"), 0, 5)) {
      write("images", IdxBytes.images(5).plain(16 + 29));
      assertFault(
          file + ": truncated (expected 30 bytes for unsigned bytes of shape (5, 2, 3), found 29)",
          () -> images.next(images.newBlock()));
    }
  }

  @Test
  void rejectsFileThatGrowsWhileItIsRead() throws IOException {
    Path file = write("images", IdxBytes.images(5).plain());

    try (LabeledImages images =
        LabeledImages.open(Source.file(file), IdxBytes.labels(5).named("labels"), 0, 5)) {
      Files.write(file, new byte[1], StandardOpenOption.APPEND);
      assertFault(
          file
              + ": bytes after the last element"
              + " (expected the end after unsigned bytes of shape (5, 2, 3))",
          () -> images.next(images.newBlock()));
    }
  }

  @Test
  void closesBothFiles() throws IOException {
    TrackedStream images = new TrackedStream(IdxBytes.images(3).plain());
    TrackedStream labels = new TrackedStream(IdxBytes.labels(3).plain());

    open(images, labels).close();

    assertTrue(images.closed());
    assertTrue(labels.closed());
  }

  @Test
  void closesImagesWhereThereAreNoLabels() {
    TrackedStream images = new TrackedStream(IdxBytes.images(3).plain());
    TrackedStream labels = new TrackedStream(new byte[0]);

    assertFault("labels: is empty, expected an IDX file", () -> open(images, labels));

    assertTrue(images.closed());
    assertTrue(labels.closed());
  }

  @Test
  void closesBothFilesThatDoNotBelongTogether() {
    TrackedStream images = new TrackedStream(IdxBytes.images(3).plain());
    TrackedStream labels = new TrackedStream(IdxBytes.labels(2).plain());

    assertFault(
        "labels: as many labels as images are needed (expected 3 as in images, found 2)",
        () -> open(images, labels));

    assertTrue(images.closed());
    assertTrue(labels.closed());
  }

  /** Reads the next block and asserts that it holds these of {@link IdxBytes#images} and labels. */
  private static void assertBlock(LabeledImages images, Block block, long first, int count)
      throws IOException {
    assertTrue(images.next(block));
    assertEquals(first, block.first());
    assertEquals(count, block.count());
    byte[] pixels = new byte[6 * count];
    int[] labels = new int[count];
    for (int i = 0; i < count; i++) {
      for (int p = 0; p < 6; p++) {
        pixels[6 * i + p] = (byte) (7 * (first + i) + p);
      }
      labels[i] = (int) ((first + i) % 10);
    }
    assertArrayEquals(pixels, Arrays.copyOf(block.pixels(), 6 * count));
    assertArrayEquals(labels, Arrays.copyOf(block.labels(), count));
  }

  private static void readAll(byte[] imageBytes, byte[] labelBytes) throws IOException {
    try (LabeledImages images =
        open(new TrackedStream(imageBytes), new TrackedStream(labelBytes))) {
      Block block = images.newBlock();
      while (images.next(block)) {
        assertTrue(block.count() > 0);
      }
    }
  }

  private static LabeledImages part(int images, int labels, long offset, long limit)
      throws IOException {
    return LabeledImages.open(
        IdxBytes.images(images).named("images"),
        IdxBytes.labels(labels).named("labels"),
        offset,
        limit);
  }

  private static LabeledImages open(IdxBytes images, IdxBytes labels) throws IOException {
    return LabeledImages.open(images.named("images"), labels.named("labels"), 0, Long.MAX_VALUE);
  }

  private static LabeledImages open(TrackedStream images, TrackedStream labels) throws IOException {
    return LabeledImages.open(
        Source.stream("images", images), Source.stream("labels", labels), 0, Long.MAX_VALUE);
  }

  private static InputStream repeated(byte[] header, byte[] elements) {
    List<InputStream> members = new ArrayList<>();
    members.add(new ByteArrayInputStream(header));
    for (int i = 0; i < 60; i++) {
      members.add(new ByteArrayInputStream(elements));
    }
    return new SequenceInputStream(Collections.enumeration(members));
  }

  private Path write(String name, byte[] bytes) throws IOException {
    return Files.write(directory.resolve(name), bytes);
  }
}

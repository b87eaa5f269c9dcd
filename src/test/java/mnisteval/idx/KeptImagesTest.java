package mnisteval.idx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import mnisteval.input.InputException;
import mnisteval.input.Source;
import org.junit.jupiter.api.Test;

/** 1150 images of 1x2 pixels, of which 500 make a block; 6 bytes each when they are kept. */
final class KeptImagesTest {
  private static final int IMAGES = 1150;

  private static ImageSet set(int missing) {
    ByteBuffer images = ByteBuffer.allocate(16 + 2 * IMAGES);
    images.putInt(0x803).putInt(IMAGES).putInt(1).putInt(2);
    ByteBuffer labels = ByteBuffer.allocate(8 + IMAGES);
    labels.putInt(0x801).putInt(IMAGES);
    for (int i = 0; i < IMAGES; i++) {
      images.put((byte) i).put((byte) (i * 7));
      labels.put((byte) (i % 11));
    }
    return ImageSet.of(
        Source.stream(
            "images.idx", new ByteArrayInputStream(images.array(), 0, images.capacity() - missing)),
        Source.stream("labels.idx", new ByteArrayInputStream(labels.array())));
  }

  private static void assertImages(long from, long to, LabeledImages images) throws IOException {
    assertEquals(to - from, images.remaining());
    Block block = images.newBlock();
    long at = from;
    while (images.next(block)) {
      assertEquals(at, block.first());
      for (int i = 0; i < block.count(); i++, at++) {
        assertEquals((byte) at, block.pixels()[2 * i]);
        assertEquals((byte) (at * 7), block.pixels()[2 * i + 1]);
        assertEquals(at % 11, block.labels()[i]);
      }
    }
    assertEquals(to, at);
  }

  @Test
  void givesTheSameImagesAgainAndAgain() throws IOException {
    try (LabeledImages images = set(0).open()) {
      assertTrue(images.keep());
      assertEquals(3, images.blocks());
      assertImages(0, 1150, images);
      assertFalse(images.next(images.newBlock()));
      images.rewind();
      assertImages(0, 1150, images);
    }
  }

  @Test
  void keepsOnlyThePartThatIsWanted() throws IOException {
    try (LabeledImages images = set(0).part(130, 650).open()) {
      assertTrue(images.keep(3900));
      assertImages(130, 780, images);
      images.rewind();
      assertImages(130, 780, images);
    }
  }

  @Test
  void doesNotKeepTooManyImages() throws IOException {
    try (LabeledImages images = set(0).open()) {
      assertFalse(images.keep(6 * 1150 - 1));
      assertImages(0, 1150, images);
    }
  }

  @Test
  void keptImagesCannotBeChangedThroughABlock() throws IOException {
    try (LabeledImages images = set(0).open()) {
      images.keep();
      Block block = images.newBlock();
      images.next(block);
      block.pixels()[0] = 99;
      block.labels()[0] = 99;
      images.rewind();
      assertImages(0, 1150, images);
    }
  }

  @Test
  void rewindsOnlyWhatIsKept() throws IOException {
    try (LabeledImages images = set(0).open()) {
      images.rewind();
      images.next(images.newBlock());
      IllegalStateException defect = assertThrows(IllegalStateException.class, images::rewind);
      assertEquals("images that were read are not kept", defect.getMessage());
    }
  }

  @Test
  void reportsATruncatedFileWhileKeeping() throws IOException {
    try (LabeledImages images = set(9).open()) {
      InputException error = assertThrows(InputException.class, images::keep);
      assertEquals(
          "images.idx: truncated (expected 2300 bytes for unsigned bytes of shape (1150, 1, 2),"
              + " found 2291)",
          error.getMessage());
    }
  }
}

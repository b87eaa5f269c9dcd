package mnisteval.idx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/**
 * Images that are stored by columns. What is expected is numpy's {@code x.transpose(0, 2, 1)}, x
 * being {@code 7 * arange(n)[:, None, None] + arange(6).reshape(2, 3)}, modulo 256.
 */
final class TransposedImagesTest {
  private static ImageSet set(int count) {
    return ImageSet.of(IdxBytes.images(count).named("images"), IdxBytes.labels(count).named("l"))
        .withTransposed(true);
  }

  private static void assertImage(int[] expected, Block block, int image) {
    byte[] pixels = Arrays.copyOfRange(block.pixels(), 6 * image, 6 * image + 6);
    int[] found = new int[6];
    for (int i = 0; i < found.length; i++) {
      found[i] = pixels[i] & 0xff;
    }
    assertArrayEquals(expected, found);
  }

  @Test
  void haveRowsForColumns() throws IOException {
    try (LabeledImages images = set(2).open()) {
      assertEquals(3, images.rows());
      assertEquals(2, images.columns());
      assertEquals(6, images.imageSize());
    }
  }

  @Test
  void areReadByRows() throws IOException {
    try (LabeledImages images = set(550).open()) {
      Block block = images.newBlock();
      assertTrue(images.next(block));
      assertImage(new int[] {0, 3, 1, 4, 2, 5}, block, 0);
      assertImage(new int[] {7, 10, 8, 11, 9, 12}, block, 1);
      assertImage(new int[] {165, 168, 166, 169, 167, 170}, block, 499);
      assertTrue(images.next(block));
      assertEquals(50, block.count());
      assertImage(new int[] {172, 175, 173, 176, 174, 177}, block, 0);
      assertImage(new int[] {3, 6, 4, 7, 5, 8}, block, 49);
      // What the last block leaves of the one before stays as it was.
      assertImage(new int[] {94, 97, 95, 98, 96, 99}, block, 50);
      assertEquals(9, block.labels()[49]);
      assertFalse(images.next(block));
    }
  }

  @Test
  void areTransposedOnceWhenTheyAreKept() throws IOException {
    try (LabeledImages images = set(550).part(3, 2).open()) {
      assertTrue(images.keep());
      for (int run = 0; run < 3; run++) {
        Block block = images.newBlock();
        images.next(block);
        assertImage(new int[] {21, 24, 22, 25, 23, 26}, block, 0);
        assertImage(new int[] {28, 31, 29, 32, 30, 33}, block, 1);
        images.rewind();
      }
    }
  }

  @Test
  void areTransposedOnceInTheSample() throws IOException {
    try (LabeledImages images = set(550).part(3, 540).open()) {
      Block sample = images.sample();
      assertEquals(540, sample.count());
      assertImage(new int[] {21, 24, 22, 25, 23, 26}, sample, 0);
      assertImage(new int[] {210, 213, 211, 214, 212, 215}, sample, 539);
      Block block = images.newBlock();
      assertTrue(images.next(block));
      assertImage(new int[] {21, 24, 22, 25, 23, 26}, block, 0);
      assertTrue(images.next(block));
      assertEquals(40, block.count());
      assertImage(new int[] {210, 213, 211, 214, 212, 215}, block, 39);
      assertFalse(images.next(block));
      assertImage(new int[] {210, 213, 211, 214, 212, 215}, images.sample(), 539);
    }
  }

  @Test
  void stayTransposedInEveryPart() {
    assertTrue(set(5).part(1, 2).transposed());
    assertFalse(set(5).withTransposed(false).part(1, 2).transposed());
    assertFalse(ImageSet.bundled().transposed());
  }
}

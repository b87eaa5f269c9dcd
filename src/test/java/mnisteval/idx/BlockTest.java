package mnisteval.idx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class BlockTest {
  @Test
  void hasRoomForItsImages() {
    Block block = new Block(3, 784);

    assertEquals(2352, block.pixels().length);
    assertEquals(3, block.labels().length);
    assertEquals(784, block.imageSize());
    assertEquals(0, block.count());
  }

  @Test
  void knowsItsFirstImageAndCount() {
    Block block = new Block(3, 784);

    block.fill(1L << 32, 2);

    assertEquals(1L << 32, block.first());
    assertEquals(2, block.count());
  }

  private static Block block(int room, int imageSize, int... numbers) {
    Block block = new Block(room, imageSize);
    for (int i = 0; i < numbers.length; i++) {
      block.pixels()[i] = (byte) numbers[i];
    }
    for (int i = 0; i < room; i++) {
      block.labels()[i] = 10 + numbers[i * imageSize];
    }
    return block;
  }

  /** Images (0, 7, 0, 0) and (8, 0, 0, 9), before and after all of them are expanded. */
  @Test
  void copiesAnImageOfRuns() {
    Block block = new Block(2, 4);
    block.fill(0, 2);
    System.arraycopy(new byte[] {1, 7, 0, 8, 2, 9}, 0, block.makeRuns(6), 0, 6);
    block.runEnds()[0] = 2;
    block.runEnds()[1] = 6;
    for (int time = 0; time < 2; time++) {
      assertArrayEquals(new byte[] {0, 7, 0, 0}, block.pixels(0));
      assertArrayEquals(new byte[] {8, 0, 0, 9}, block.pixels(1));
      assertArrayEquals(new byte[] {0, 7, 0, 0, 8, 0, 0, 9}, block.pixels());
    }
  }

  @Test
  void copiesAnImageOfPixels() {
    Block block = block(2, 2, 1, 2, 3, 4);
    block.pixels(1)[0] = 99;
    assertArrayEquals(new byte[] {3, 4}, block.pixels(1));
  }

  /** An image and, in the second block, two: there is room for three, or two. */
  @ParameterizedTest
  @CsvSource({"3, 3", "2, 2", "4, 3"})
  void appendsWhatThereIsRoomFor(int room, int count) {
    Block block = new Block(room, 2);
    Block first = block(2, 2, 1, 2, 98, 99);
    first.fill(40, 1);
    Block second = block(3, 2, 3, 4, 5, 6, 96, 97);
    second.fill(41, 2);
    block.fill(40, 0);

    block.append(first);
    block.append(second);

    assertEquals(count, block.count());
    assertEquals(40, block.first());
    byte[] pixels = {1, 2, 3, 4, 5, 6, 0, 0};
    int[] labels = {11, 13, 15, 0};
    assertArrayEquals(Arrays.copyOf(pixels, 2 * room), block.pixels());
    assertArrayEquals(Arrays.copyOf(labels, room), block.labels());
    assertEquals(2, second.count());
  }

  @Test
  void appendsNothingToAFullBlock() {
    Block block = block(1, 2, 1, 2);
    block.fill(7, 1);
    Block other = block(1, 2, 3, 4);
    other.fill(8, 1);

    block.append(other);

    assertEquals(1, block.count());
    assertArrayEquals(new byte[] {1, 2}, block.pixels());
    assertArrayEquals(new int[] {11}, block.labels());
  }

  /**
   * Of numpy: {@code x.reshape(2, 3, 2).transpose(0, 2, 1).ravel()}, x being the numbers from 1; of
   * three images the last is not counted.
   */
  @Test
  void putsColumnsIntoTheOrderOfRows() {
    Block block = block(3, 6, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18);
    block.fill(0, 2);

    block.transpose(2, 3);

    assertArrayEquals(
        new byte[] {1, 3, 5, 2, 4, 6, 7, 9, 11, 8, 10, 12, 13, 14, 15, 16, 17, 18}, block.pixels());
  }

  /** Of numpy: {@code x.reshape(2, 2, 2).transpose(0, 2, 1).ravel()}, x being the numbers. */
  @Test
  void copiesWithRowsAndColumnsExchanged() {
    Block block = block(3, 4, 1, 2, 3, 4, 9, 7, 5, 3, 90, 91, 92, 93);
    block.fill(40, 2);

    Block exchanged = block.transposed(2);

    assertArrayEquals(new byte[] {1, 3, 2, 4, 9, 5, 7, 3}, exchanged.pixels());
    assertArrayEquals(new int[] {11, 19}, exchanged.labels());
    assertEquals(40, exchanged.first());
    assertEquals(2, exchanged.count());
    assertArrayEquals(new byte[] {1, 2, 3, 4, 9, 7, 5, 3, 90, 91, 92, 93}, block.pixels());
  }

  @Test
  void refusesMoreThanAnArrayHolds() {
    assertThrows(ArithmeticException.class, () -> new Block(1 << 16, 1 << 16));
  }
}

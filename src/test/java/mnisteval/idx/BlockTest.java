package mnisteval.idx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

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

  @Test
  void refusesMoreThanAnArrayHolds() {
    assertThrows(ArithmeticException.class, () -> new Block(1 << 16, 1 << 16));
  }
}

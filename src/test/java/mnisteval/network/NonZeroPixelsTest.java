package mnisteval.network;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** All pixels that are not zero, and no other: one that is missed makes sums wrong. */
final class NonZeroPixelsTest {
  private static void assertFound(byte[] pixels, int offset, int count) {
    List<Integer> expected = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      if (pixels[offset + i] != 0) {
        expected.add(i);
      }
    }
    NonZeroPixels nonZero = new NonZeroPixels(Math.max(1, count));
    ByteBuffer bytes = NonZeroPixels.littleEndian(pixels);
    List<Integer> found = new ArrayList<>();
    int number = nonZero.find(bytes, offset, count);
    for (int n = 0; n < number; n++) {
      found.add(nonZero.place(n));
    }
    assertEquals(expected, found);
    for (int n = 0; n + 4 <= number; n++) {
      long four = nonZero.places(n);
      for (int k = 0; k < 4; k++) {
        assertEquals(expected.get(n + k), (int) (four >>> 16 * k & 0xffff));
      }
    }
  }

  @Test
  void areFoundWhateverTheirValues() {
    for (int value = 0; value < 256; value++) {
      byte[] all = new byte[19];
      Arrays.fill(all, (byte) value);
      assertFound(all, 0, all.length);
      for (int place = 0; place < 19; place++) {
        byte[] one = new byte[19];
        one[place] = (byte) value;
        assertFound(one, 0, one.length);
      }
    }
  }

  /** Beside one another in all ways that eight pixels can be zero or not. */
  @Test
  void areFoundWhereverTheyLie() {
    Random random = new Random(1);
    for (int bits = 0; bits < 256; bits++) {
      byte[] pixels = new byte[8];
      for (int place = 0; place < 8; place++) {
        pixels[place] = (byte) ((bits >> place & 1) * (1 + random.nextInt(255)));
      }
      assertFound(pixels, 0, 8);
    }
  }

  @Test
  void areFoundInAnyPartOfTheImages() {
    Random random = new Random(2);
    byte[] pixels = new byte[300];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) (random.nextInt(3) == 0 ? 0 : random.nextInt(256));
    }
    for (int offset = 0; offset < 20; offset++) {
      for (int count = 0; count < 70; count++) {
        assertFound(pixels, offset, count);
      }
    }
  }
}

package mnisteval.weights.array;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The flags c_contiguous and f_contiguous, as numpy has them for such arrays. */
final class NdArrayOrderTest {
  @ParameterizedTest
  @CsvSource({
    "'2,3', false, true, false",
    "'2,3', true, false, true",
    "'6', false, true, true",
    "'1,6', false, true, true",
    "'6,1', true, true, true",
    "'2,1,3', true, false, true",
    "'0,3', false, true, true",
    "'2,0,3', true, true, true",
  })
  void isThatOfNumpy(String dimensions, boolean fortran, boolean c, boolean f) {
    String[] texts = dimensions.split(",");
    int[] shape = new int[texts.length];
    int size = 1;
    for (int i = 0; i < shape.length; i++) {
      shape[i] = Integer.parseInt(texts[i]);
      size *= shape[i];
    }
    assertOrder(c, f, bytes(shape, fortran, size));
  }

  @Test
  void isOneForAScalar() {
    assertOrder(true, true, bytes(new int[0], false, 1));
  }

  @Test
  void isNeitherAfterAxesArePermuted() {
    NdArray array = bytes(new int[] {2, 3, 4}, false, 24);
    assertOrder(false, false, array.transpose(new int[] {1, 0, 2}));
    assertOrder(false, true, array.transpose(new int[] {2, 1, 0}));
  }

  private static NdArray bytes(int[] shape, boolean fortran, int size) {
    return NdArray.of(DType.of("u1"), shape, fortran, new byte[size], 0, size);
  }

  private static void assertOrder(boolean c, boolean f, NdArray array) {
    assertEquals(c, array.isInOrder(false));
    assertEquals(f, array.isInOrder(true));
  }
}

package mnisteval.weights.array;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.NoSuchElementException;
import java.util.PrimitiveIterator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The bytes 0, 1, 2 … in asymmetric shapes; expected values by numpy 2.4.6, as each test says. */
final class NdArrayTest {
  private static NdArray counting(boolean fortranOrder, int... shape) {
    int size = 1;
    for (int dimension : shape) {
      size *= dimension;
    }
    byte[] bytes = new byte[size + 2];
    for (int i = 0; i < size; i++) {
      bytes[i + 1] = (byte) i;
    }
    return NdArray.of(DType.of("u1"), shape, fortranOrder, bytes, 1, size);
  }

  private static double[] numbers(double... numbers) {
    return numbers;
  }

  @Test
  void readsRowsInCOrder() {
    // np.arange(6).reshape(2, 3)
    NdArray array = counting(false, 2, 3);
    assertArrayEquals(new double[][] {{0, 1, 2}, {3, 4, 5}}, array.matrix());
    assertArrayEquals(numbers(0, 1, 2, 3, 4, 5), array.elements());
  }

  @Test
  void readsRowsInFortranOrder() {
    // np.arange(6).reshape(2, 3, order="F")
    NdArray array = counting(true, 2, 3);
    assertArrayEquals(new double[][] {{0, 2, 4}, {1, 3, 5}}, array.matrix());
    assertArrayEquals(numbers(0, 2, 4, 1, 3, 5), array.elements());
  }

  @Test
  void readsRowsOfTheTransposed() {
    // np.arange(6).reshape(2, 3).transpose(1, 0)
    NdArray array = counting(false, 2, 3).transpose(new int[] {1, 0});
    assertEquals("(3, 2)", array.shapeText());
    assertArrayEquals(new double[][] {{0, 3}, {1, 4}, {2, 5}}, array.matrix());
    assertArrayEquals(numbers(0, 3, 1, 4, 2, 5), array.elements());
  }

  @Test
  void readsElementsThatLieApart() {
    // as_strided(np.arange(12, dtype="u1"), (2, 3), (6, 2))
    NdArray array = strided(12, 0, new int[] {2, 3}, 6, 2);
    assertArrayEquals(new double[][] {{0, 2, 4}, {6, 8, 10}}, array.matrix());
    assertArrayEquals(numbers(0, 2, 4, 6, 8, 10), array.elements());
  }

  @Test
  void readsElementsThatAreOneAndTheSame() {
    // as_strided(np.arange(5, dtype="u1")[3:], (3, 2), (0, 1))
    NdArray array = strided(5, 3, new int[] {3, 2}, 0, 1);
    assertArrayEquals(new double[][] {{3, 4}, {3, 4}, {3, 4}}, array.matrix());
    assertArrayEquals(numbers(3, 4, 3, 4, 3, 4), array.elements());
  }

  @Test
  void stepsThroughItsElementsAndNoFurther() {
    PrimitiveIterator.OfDouble all = strided(5, 3, new int[] {2, 1}, 1, 9).iterator();
    assertEquals(3, all.nextDouble());
    assertTrue(all.hasNext());
    assertEquals(4, all.nextDouble());
    assertFalse(all.hasNext());
    assertThrows(NoSuchElementException.class, all::nextDouble);
  }

  /** The last element of (2, 2) with strides (3, 1) is four after the first. */
  @Test
  void refusesElementsOutsideTheStorage() {
    int[] shape = {2, 2};
    assertEquals(5, strided(6, 1, shape, 3, 1).matrix()[1][1]);
    assertBeyond(6, () -> strided(6, 2, shape, 3, 1));
    assertBeyond(-1, () -> strided(6, -1, shape, 3, 1));
  }

  @Test
  void readsTheLastElementOfAStorage() {
    NdArray array = strided(6, 5, new int[] {1, 1}, 9, 4);
    assertArrayEquals(new double[][] {{5}}, array.matrix());
  }

  private static void assertBeyond(int element, Executable array) {
    FormatException refusal = assertThrows(FormatException.class, array);
    assertEquals(
        "an array of shape (2, 2) that reaches beyond its storage (expected at most 6 elements,"
            + " found one at "
            + element
            + ")",
        refusal.getMessage());
  }

  /** Nothing is read of it: it may start where the storage ends, with any strides. */
  @Test
  void readsAnArrayOfNothing() {
    NdArray array = strided(6, 6, new int[] {0, 3}, Integer.MAX_VALUE, 1);
    assertEquals("(0, 3)", array.shapeText());
    assertArrayEquals(numbers(), array.elements());
    assertEquals(DType.of("u1"), array.dtype());
  }

  @Test
  void refusesAxesThatAreNotThoseItHas() {
    String message = "a numpy array whose axes are not in an order of all of them";
    for (int[] axes : new int[][] {{0}, {0, 1, 2}, {0, 2}, {1, 1}}) {
      FormatException refusal =
          assertThrows(FormatException.class, () -> counting(false, 2, 3).transpose(axes));
      assertEquals(message, refusal.getMessage());
    }
  }

  private static NdArray strided(int count, int first, int[] shape, int... strides) {
    byte[] bytes = new byte[count + 1];
    for (int i = 0; i < count; i++) {
      bytes[i + 1] = (byte) i;
    }
    return NdArray.strided(DType.of("u1"), shape, strides, first, bytes, 1, count);
  }

  @Test
  void readsElementsOfThreeDimensions() {
    // np.arange(24).reshape(2, 3, 4, order="F").ravel()
    assertArrayEquals(
        numbers(
            0, 6, 12, 18, 2, 8, 14, 20, 4, 10, 16, 22, 1, 7, 13, 19, 3, 9, 15, 21, 5, 11, 17, 23),
        counting(true, 2, 3, 4).elements());
  }

  @Test
  void readsElementsOfPermutedAxes() {
    // np.arange(24).reshape(2, 3, 4).transpose(2, 0, 1).ravel()
    NdArray cOrder = counting(false, 2, 3, 4).transpose(new int[] {2, 0, 1});
    assertArrayEquals(new int[] {4, 2, 3}, cOrder.shape());
    assertArrayEquals(
        numbers(
            0, 4, 8, 12, 16, 20, 1, 5, 9, 13, 17, 21, 2, 6, 10, 14, 18, 22, 3, 7, 11, 15, 19, 23),
        cOrder.elements());
    // np.arange(24).reshape(2, 3, 4, order="F").transpose(1, 2, 0).ravel()
    NdArray fortranOrder = counting(true, 2, 3, 4).transpose(new int[] {1, 2, 0});
    assertArrayEquals(new int[] {3, 4, 2}, fortranOrder.shape());
    assertArrayEquals(
        numbers(
            0, 1, 6, 7, 12, 13, 18, 19, 2, 3, 8, 9, 14, 15, 20, 21, 4, 5, 10, 11, 16, 17, 22, 23),
        fortranOrder.elements());
  }

  @Test
  void readsElementsOfSeveralBytes() {
    byte[] bytes = {9, 0, 1, 0, 2, 0, 3, 9};
    NdArray array = NdArray.of(new DType('u', 2, true), new int[] {3, 1}, false, bytes, 1, 6);
    assertArrayEquals(new double[][] {{1}, {2}, {3}}, array.matrix());
  }

  @Test
  void readsOneDimension() {
    NdArray array = counting(true, 3);
    assertArrayEquals(numbers(0, 1, 2), array.elements());
    assertEquals(1, array.rank());
    assertEquals(3, array.size());
  }

  @Test
  void readsScalar() {
    NdArray array = counting(false);
    assertArrayEquals(numbers(0), array.elements());
    assertEquals(0, array.rank());
    assertEquals(1, array.size());
  }

  @Test
  void readsNothingOfNoElements() {
    NdArray array = counting(false, 0, 3);
    assertArrayEquals(numbers(), array.elements());
    assertEquals(0, array.size());
  }

  @Test
  void writesShapesAsPythonDoes() {
    assertEquals("()", counting(false).shapeText());
    assertEquals("(4,)", counting(false, 4).shapeText());
    assertEquals("(2, 3)", counting(false, 2, 3).shapeText());
    assertEquals("(1, 2, 3)", counting(false, 1, 2, 3).shapeText());
  }

  /** The array counts from 0: numpy's {@code np.arange(6).reshape(2, 3)[:, 1:3]} and so on. */
  @Test
  void cutsAPartOfOneDimension() {
    NdArray array = counting(false, 2, 3);
    assertArrayEquals(numbers(1, 2, 4, 5), array.slice(1, 1, 3).elements());
    assertArrayEquals(numbers(3, 4, 5), array.slice(0, 1, 2).elements());
    assertArrayEquals(numbers(5), array.slice(0, 1, 2).slice(1, 2, 3).elements());
    assertEquals("(2, 1)", array.slice(1, 2, 3).shapeText());
    assertArrayEquals(numbers(2, 5), array.transpose(new int[] {1, 0}).slice(0, 2, 3).elements());
  }

  @Test
  void cutsNothingOutOfNothing() {
    assertEquals(0, counting(false, 2, 3).slice(1, 3, 3).size());
    assertEquals("(2, 0)", counting(false, 2, 3).slice(1, 3, 3).shapeText());
    assertEquals(0, counting(false, 0, 3).slice(1, 0, 1).size());
  }

  @Test
  void keepsItsShapeToItself() {
    NdArray array = counting(false, 2, 3);
    array.shape()[0] = 7;
    assertArrayEquals(new int[] {2, 3}, array.shape());
    assertNotSame(array.elements(), array.elements());
  }

  @ParameterizedTest
  @ValueSource(ints = {5, 7, 0})
  void refusesAnotherNumberOfBytes(int length) {
    FormatException refusal =
        assertThrows(
            FormatException.class,
            () -> NdArray.of(DType.of("i1"), new int[] {2, 3}, false, new byte[10], 0, length));
    assertEquals(
        "an array of shape (2, 3) and dtype |i1 with the wrong number of bytes (expected 6, found "
            + length
            + ")",
        refusal.getMessage());
  }

  @Test
  void isNoMatrixOfAnotherShape() {
    for (NdArray array :
        new NdArray[] {counting(false, 6), counting(false, 1, 2, 3), counting(false, 2, 0)}) {
      IllegalStateException refusal = assertThrows(IllegalStateException.class, array::matrix);
      assertEquals("no matrix of shape " + array.shapeText(), refusal.getMessage());
    }
  }
}

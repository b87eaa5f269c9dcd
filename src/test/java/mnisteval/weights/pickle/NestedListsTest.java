package mnisteval.weights.pickle;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.stream.Stream;
import mnisteval.weights.array.FormatException;
import mnisteval.weights.array.NdArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Which lists are arrays, as {@code np.array(list, dtype=float)} takes them, and what they cost.
 */
final class NestedListsTest {
  private static PickleInput budget(long bytes) {
    return new PickleInput(new byte[0], bytes);
  }

  @Test
  void areAnArrayOfTheListsShape() {
    List<?> list = List.of(List.of(1, 2.5, true), new Object[] {-4, 5L, false});
    NdArray array = Flattener.array(list, budget(1000));
    assertEquals("(2, 3)", array.shapeText());
    assertArrayEquals(new double[] {1, 2.5, 1, -4, 5, 0}, array.elements());
  }

  static Stream<List<?>> others() {
    return Stream.of(
        List.of(),
        List.of(List.of(), List.of()),
        List.of("1", 2),
        List.of(1, "2"),
        List.of(1, List.of(2)),
        List.of(List.of(1, 2), List.of(3, "4")),
        List.of(List.of(1, 2), List.of(3)),
        List.of(List.of(1), List.of(2, 3)),
        List.of(List.of(1, 2), 3),
        List.of(List.of(1, 2), List.of(List.of(3), List.of(4))));
  }

  @ParameterizedTest
  @MethodSource("others")
  void areNoneOfOtherLists(List<?> list) {
    assertNull(Flattener.array(list, budget(1000)));
  }

  /** A number is held in the array and again in the network: 16 bytes. */
  @Test
  void costTheirMemory() {
    List<?> list = List.of(List.of(1, 2, 3), List.of(4, 5, 6));
    assertDoesNotThrow(() -> Flattener.array(list, budget(6 * 16)));
    PickleInput less = budget(6 * 16 - 1);
    FormatException refusal =
        assertThrows(FormatException.class, () -> Flattener.array(list, less));
    assertEquals("asks for more memory than a network needs", refusal.getMessage());
  }
}

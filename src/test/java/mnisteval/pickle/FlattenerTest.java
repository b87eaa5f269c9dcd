package mnisteval.pickle;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import mnisteval.arrays.FormatFault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is taken out of the values of a pickle, and what it may cost. */
final class FlattenerTest {
  /** A budget is half of the heap. */
  private static MemoryBudget budget(long bytes) {
    return new MemoryBudget(2 * bytes);
  }

  private static Flattener flattened(Object value, MemoryBudget budget) {
    Flattener flattener = new Flattener(budget);
    flattener.add(value);
    return flattener;
  }

  private static Flattener flattened(Object value) {
    return flattened(value, budget(1 << 20));
  }

  /** In {@code depth} dictionaries, each of which holds the next as {@code d}. */
  private static Object nested(int depth, Object value) {
    Object outer = value;
    for (int i = 0; i < depth; i++) {
      outer = Map.of("d", outer);
    }
    return outer;
  }

  @Test
  void keepsTextsByTheirPaths() {
    Object value = Map.of("activation", "relu", "more", Map.of("loss", "mse"));
    assertEquals(Map.of("activation", "relu", "more.loss", "mse"), flattened(value).texts());
  }

  @ParameterizedTest
  @CsvSource({"100, 1", "101, 0"})
  void keepsShortTextsOnly(int length, int kept) {
    assertEquals(kept, flattened(Map.of("activation", "x".repeat(length))).texts().size());
  }

  @ParameterizedTest
  @CsvSource({"6, 1", "7, 0"})
  void looksSixLevelsDeep(int depth, int kept) {
    assertEquals(kept, flattened(nested(depth, "relu")).texts().size());
  }

  @ParameterizedTest
  @CsvSource({"5, 1", "6, 0"})
  void looksAsDeepIntoLists(int depth, int kept) {
    assertEquals(kept, flattened(nested(depth, List.of("relu"))).texts().size());
  }

  /** A key costs an opcode, which is 128 bytes. */
  @Test
  void paysForEachKey() {
    Object keys = Map.of("a", 1, "b", 2, "c", 3);
    assertDoesNotThrow(() -> flattened(keys, budget(3 * 128)));
    assertTooExpensive(keys, 3 * 128 - 1);
  }

  /** The path ab.c costs two bytes for each letter of ab and c, on top of its two keys. */
  @Test
  void paysForEachPath() {
    Object dict = Map.of("ab", Map.of("c", 1));
    assertDoesNotThrow(() -> flattened(dict, budget(2 * 128 + 2 * 3)));
    assertTooExpensive(dict, 2 * 128 + 2 * 3 - 1);
  }

  private static void assertTooExpensive(Object value, long bytes) {
    MemoryBudget budget = budget(bytes);
    FormatFault fault = assertThrows(FormatFault.class, () -> flattened(value, budget));
    assertEquals("asks for more memory than a network needs", fault.getMessage());
  }
}

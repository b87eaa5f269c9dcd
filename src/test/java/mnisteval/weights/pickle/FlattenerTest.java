package mnisteval.weights.pickle;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import java.util.Set;
import mnisteval.weights.array.FormatException;
import mnisteval.weights.array.NamedArrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is taken out of the values of a pickle, and what it may cost. */
final class FlattenerTest {
  /** A budget is half of the heap. */
  private static PickleInput budget(long bytes) {
    return new PickleInput(new byte[0], bytes);
  }

  private static NamedArrays flattened(Object value, PickleInput budget) {
    return Flattener.flatten(value, "pickle", budget);
  }

  private static NamedArrays flattened(Object value) {
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

  private static Object bytesKey(String key) {
    return PickledBytes.key(PickledBytes.ofLatin1(key, budget(1000)), budget(1000));
  }

  @Test
  void refusesTwoArraysOfOneName() {
    Object dict = Map.of("W1", List.of(1, 2), bytesKey("W1"), List.of(3));
    FormatException refusal = assertThrows(FormatException.class, () -> flattened(dict));
    assertEquals("two arrays called W1", refusal.getMessage());
  }

  @Test
  void refusesTwoTextsOfOneName() {
    Object dict = Map.of("activation", "relu", bytesKey("activation"), "tanh");
    FormatException refusal = assertThrows(FormatException.class, () -> flattened(dict));
    assertEquals("two texts called activation", refusal.getMessage());
  }

  @Test
  void takesBytesForTextsToo() {
    Object dict = Map.of("activation", PickledBytes.ofLatin1("relu", budget(1000)));
    assertEquals(Map.of("activation", "relu"), flattened(dict).texts());
  }

  @Test
  void keepsNumbersByTheirPaths() {
    NamedArrays flattened =
        flattened(Map.of("b1", 0.5, "list", new Object[] {"a", true, List.of()}));
    assertEquals(Map.of("b1", 0.5, "list.1", 1.0), flattened.numbers());
    assertEquals(Map.of(), flattened.arrays());
  }

  @Test
  void looksIntoNoSet() {
    NamedArrays flattened = flattened(Map.of("b1", AllowedGlobal.ANY_SET));
    assertEquals(Map.of(), flattened.arrays());
    assertEquals(Map.of(), flattened.numbers());
  }

  /** The keys of Python's tuples, as {@link PickledBytes#key} makes them. */
  @Test
  void refusesArraysUnderTuplesOnly() {
    Object layer = Map.of("W", List.of(List.of(1, 2)));
    Object dict = Map.of(new Object(), layer, new Object(), 0.5);
    FormatException refusal = assertThrows(FormatException.class, () -> flattened(dict));
    assertEquals(
        "arrays under keys that are no text or number (expected keys such as 'W1' and 'b1', found"
            + " 2 others); pickle.dump({'W1': …, 'b1': …, 'W2': …, 'b2': …}, f) writes such keys",
        refusal.getMessage());
  }

  @Test
  void leavesOutWhatIsUnderTuplesBesideArrays() {
    Object dict = Map.of(new Object(), List.of(3), "W1", List.of(1, 2));
    assertEquals(Set.of("W1"), flattened(dict).arrays().keySet());
  }

  @Test
  void leavesOutNumbersUnderTuples() {
    Object dict = Map.of(new Object(), 0.5, new Object(), 0.25);
    assertEquals(Map.of(), flattened(dict).arrays());
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
    Object keys = Map.of("a", 1, "b", 2, new Object(), 3);
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
    PickleInput budget = budget(bytes);
    FormatException refusal = assertThrows(FormatException.class, () -> flattened(value, budget));
    assertEquals("asks for more memory than a network needs", refusal.getMessage());
  }
}

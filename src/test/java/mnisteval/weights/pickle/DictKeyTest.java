package mnisteval.weights.pickle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import mnisteval.weights.array.FormatException;
import org.junit.jupiter.api.Test;

final class DictKeyTest {
  private final MemoryBudget budget = new MemoryBudget(100);

  @Test
  void isTextForTextAndBytes() {
    assertEquals("W1", DictKey.name(DictKey.of("W1", budget)));
    assertEquals("W1", DictKey.name(DictKey.of(PickledBytes.of(new byte[] {'W', '1'}), budget)));
    assertEquals("\u00ff", DictKey.name(DictKey.of(PickledBytes.of(new byte[] {-1}), budget)));
    assertNull(DictKey.name(DictKey.of(1, budget)));
  }

  @Test
  void isAnotherForBytesThanForText() {
    Object bytes = DictKey.of(PickledBytes.of(new byte[] {'W'}), budget);
    assertEquals(bytes, DictKey.of(PickledBytes.of(new byte[] {'W'}), budget));
    assertNotEquals("W", bytes);
  }

  @Test
  void isUniqueForAllElse() {
    for (Object key : new Object[] {1, 1L, BigInteger.TEN, 1.5, true, new Object[0]}) {
      assertNotEquals(DictKey.of(key, budget), DictKey.of(key, budget));
      assertNotEquals(key, DictKey.of(key, budget));
    }
    assertNotEquals(DictKey.of(null, budget), DictKey.of(null, budget));
  }

  @Test
  void isRefusedForWhatPythonCanNotHash() {
    for (Object key : new Object[] {List.of(), Map.of(), AllowedGlobal.ANY_SET}) {
      FormatException refusal = assertThrows(FormatException.class, () -> DictKey.of(key, budget));
      assertEquals("a dict whose key is a list, a set or a dict", refusal.getMessage());
    }
  }

  @Test
  void isPaidForByItsLength() {
    String key = "a".repeat(51);
    DictKey.of(key, budget);
    FormatException refusal = assertThrows(FormatException.class, () -> DictKey.of(key, budget));
    assertEquals("asks for more memory than a network needs", refusal.getMessage());
  }
}

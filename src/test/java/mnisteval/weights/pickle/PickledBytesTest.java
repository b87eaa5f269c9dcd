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

final class PickledBytesTest {
  private final PickleInput budget = new PickleInput(new byte[0], 100);

  @Test
  void isTextForTextAndBytes() {
    assertEquals("W1", PickledBytes.name(PickledBytes.key("W1", budget)));
    assertEquals(
        "W1", PickledBytes.name(PickledBytes.key(PickledBytes.of(new byte[] {'W', '1'}), budget)));
    assertEquals(
        "\u00ff", PickledBytes.name(PickledBytes.key(PickledBytes.of(new byte[] {-1}), budget)));
    assertNull(PickledBytes.name(PickledBytes.key(1, budget)));
  }

  @Test
  void isAnotherForBytesThanForText() {
    Object bytes = PickledBytes.key(PickledBytes.of(new byte[] {'W'}), budget);
    assertEquals(bytes, PickledBytes.key(PickledBytes.of(new byte[] {'W'}), budget));
    assertNotEquals("W", bytes);
  }

  @Test
  void isUniqueForAllElse() {
    for (Object key : new Object[] {1, 1L, BigInteger.TEN, 1.5, true, new Object[0]}) {
      assertNotEquals(PickledBytes.key(key, budget), PickledBytes.key(key, budget));
      assertNotEquals(key, PickledBytes.key(key, budget));
    }
    assertNotEquals(PickledBytes.key(null, budget), PickledBytes.key(null, budget));
  }

  @Test
  void isRefusedForWhatPythonCanNotHash() {
    for (Object key : new Object[] {List.of(), Map.of(), AllowedGlobal.ANY_SET}) {
      FormatException refusal =
          assertThrows(FormatException.class, () -> PickledBytes.key(key, budget));
      assertEquals("a dict whose key is a list, a set or a dict", refusal.getMessage());
    }
  }

  @Test
  void isPaidForByItsLength() {
    String key = "a".repeat(51);
    PickledBytes.key(key, budget);
    FormatException refusal =
        assertThrows(FormatException.class, () -> PickledBytes.key(key, budget));
    assertEquals("asks for more memory than a network needs", refusal.getMessage());
  }
}

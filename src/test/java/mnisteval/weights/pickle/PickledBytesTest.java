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
  private final PickleInput budget = new PickleInput(new byte[0], 2000);

  @Test
  void isTextForTextAndBytes() {
    assertEquals("W1", PickledBytes.name(PickledBytes.key("W1", budget)));
    assertEquals(
        "W1", PickledBytes.name(PickledBytes.key(PickledBytes.of(new byte[] {'W', '1'}), budget)));
    assertEquals(
        "\u00ff", PickledBytes.name(PickledBytes.key(PickledBytes.of(new byte[] {-1}), budget)));
    assertNull(PickledBytes.name(PickledBytes.key(1.5, budget)));
  }

  @Test
  void isTheNumberForWholeNumbers() {
    assertEquals("1", PickledBytes.name(PickledBytes.key(1, budget)));
    assertEquals("-7", PickledBytes.name(PickledBytes.key(-7L, budget)));
    assertEquals("1", PickledBytes.name(PickledBytes.key(true, budget)));
    assertEquals(PickledBytes.key(1, budget), PickledBytes.key(BigInteger.ONE, budget));
    assertEquals(
        "-9223372036854775808",
        PickledBytes.name(PickledBytes.key(BigInteger.ONE.shiftLeft(63).negate(), budget)));
  }

  @Test
  void isAnotherForNumbersThanForTextAndBytes() {
    Object one = PickledBytes.key(1, budget);
    assertNotEquals("1", one);
    assertNotEquals(PickledBytes.key(PickledBytes.of(new byte[] {'1'}), budget), one);
  }

  /** With half of a character {@link PickledBytes} tells keys that are no text from others. */
  @Test
  void isRefusedForTextThatIsNoUnicode() {
    for (String text : new String[] {"\ud800W", "\ud801" + "1"}) {
      FormatException refusal =
          assertThrows(FormatException.class, () -> PickledBytes.key(text, budget));
      assertEquals("a dict whose key is text of half a character", refusal.getMessage());
    }
  }

  @Test
  void isAnotherForBytesThanForText() {
    Object bytes = PickledBytes.key(PickledBytes.of(new byte[] {'W'}), budget);
    assertEquals(bytes, PickledBytes.key(PickledBytes.of(new byte[] {'W'}), budget));
    assertNotEquals("W", bytes);
  }

  @Test
  void isUniqueForAllElse() {
    for (Object key : new Object[] {1.5, BigInteger.ONE.shiftLeft(63), new Object[0]}) {
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
    String key = "a".repeat(1001);
    PickledBytes.key(key, budget);
    FormatException refusal =
        assertThrows(FormatException.class, () -> PickledBytes.key(key, budget));
    assertEquals("asks for more memory than a network needs", refusal.getMessage());
  }
}

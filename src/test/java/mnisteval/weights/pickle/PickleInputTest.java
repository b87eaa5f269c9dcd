package mnisteval.weights.pickle;

import static mnisteval.weights.pickle.PickleBytes.bytes;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import mnisteval.weights.array.FormatException;
import org.junit.jupiter.api.Test;

final class PickleInputTest {
  private static PickleInput input(String text) {
    return new PickleInput(bytes(text), 1000);
  }

  @Test
  void looksAtNumbersWithoutMoving() {
    PickleInput input = input("\377\376\375\374\373\372\371\370");
    assertEquals(0xffL, input.peekNumber(1));
    assertEquals(0xfcfdfeffL, input.peekNumber(4));
    assertEquals(0xf8f9fafbfcfdfeffL, input.peekNumber(8));
    assertEquals(0, input.position());
  }

  @Test
  void takesCountedBytes() {
    PickleInput input = input("\2abc");
    assertEquals("ab", PickledBytes.take(input, 1).latin1());
    assertEquals(3, input.position());
    assertEquals(1, input.remaining());
  }

  @Test
  void takesAllThatRemains() {
    PickleInput input = input("\3\0\0\0abc");
    assertEquals("abc", PickledBytes.take(input, 4).latin1());
    assertEquals(0, input.remaining());
  }

  @Test
  void measuresLines() {
    PickleInput input = input("ab\n\nc");
    assertEquals(2, input.requireLine());
    input.skip(3);
    assertEquals(0, input.requireLine());
    input.skip(1);
    assertTruncated(() -> input.requireLine());
  }

  @Test
  void requiresBytes() {
    PickleInput input = input("abcde");
    input.require(5);
    assertTruncated(() -> input.require(6));
    assertTruncated(() -> input.peekNumber(8));
  }

  private static void assertTruncated(Runnable look) {
    FormatException refusal = assertThrows(FormatException.class, look::run);
    assertEquals("truncated at byte 5, before its end", refusal.getMessage());
  }
}

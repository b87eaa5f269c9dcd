package mnisteval.weights.pickle;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import mnisteval.weights.array.FormatException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

final class PickleMemoryTest {
  @Test
  void isNoMoreThanGiven() {
    PickleInput budget = new PickleInput(new byte[0], 500);
    budget.payBytes(499);
    budget.payBytes(1);
    assertTooMuch(() -> budget.payBytes(1));
  }

  @Test
  void isNoMoreThan2GiB() {
    PickleInput budget = new PickleInput(new byte[0], Long.MAX_VALUE);
    budget.payBytes(1L << 31);
    assertTooMuch(() -> budget.payBytes(1));
  }

  @Test
  void pays128BytesForAnOpcode() {
    PickleInput budget = new PickleInput(new byte[0], 256);
    budget.payOpcode();
    assertDoesNotThrow(budget::payOpcode);
    assertTooMuch(budget::payOpcode);
  }

  private static void assertTooMuch(Executable payment) {
    FormatException refusal = assertThrows(FormatException.class, payment);
    assertEquals("asks for more memory than a network needs", refusal.getMessage());
  }
}

package mnisteval.weights.pickle;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import mnisteval.weights.array.FormatException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

final class MemoryBudgetTest {
  @Test
  void isHalfOfTheHeap() {
    MemoryBudget budget = new MemoryBudget(500);
    budget.payBytes(499);
    budget.payBytes(1);
    assertTooMuch(() -> budget.payBytes(1));
  }

  @Test
  void isNoMoreThan2GiB() {
    MemoryBudget budget = new MemoryBudget(Long.MAX_VALUE);
    budget.payBytes(1L << 31);
    assertTooMuch(() -> budget.payBytes(1));
  }

  @Test
  void pays128BytesForAnOpcode() {
    MemoryBudget budget = new MemoryBudget(256);
    budget.payOpcode();
    assertDoesNotThrow(budget::payOpcode);
    assertTooMuch(budget::payOpcode);
  }

  private static void assertTooMuch(Executable payment) {
    FormatException refusal = assertThrows(FormatException.class, payment);
    assertEquals("asks for more memory than a network needs", refusal.getMessage());
  }
}

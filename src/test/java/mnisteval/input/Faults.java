package mnisteval.input;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.function.Executable;

/** What a reader must refuse, and in which words. */
public final class Faults {
  private Faults() {}

  /** Asserts that the reading is refused with exactly this message. */
  public static void assertFault(String message, Executable reading) {
    assertEquals(message, assertThrows(InputException.class, reading).getMessage());
  }
}

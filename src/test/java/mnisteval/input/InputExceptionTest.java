package mnisteval.input;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.io.IOException;
import org.junit.jupiter.api.Test;

final class InputExceptionTest {
  @Test
  void startsWithTheFile() {
    InputException error = new InputException("net.pkl", "is empty");

    assertEquals("net.pkl: is empty", error.getMessage());
  }

  @Test
  void saysInOneLineWhatTheFileHolds() {
    String problem = "refers to a\nb\u001b[31m\u202e\u0085";
    String message = "net.pkl: refers to a\\u000ab\\u001b[31m\\u202e\\u0085";

    assertEquals(message, new InputException("net.pkl", problem).getMessage());
    assertEquals(message, new InputException("net.pkl", problem, null).getMessage());
  }

  @Test
  void keepsTheCauseForTheTrace() {
    IOException cause = new IOException("disk on fire");
    InputException error = new InputException("net.pkl", "cannot be read", cause);

    assertEquals("net.pkl: cannot be read", error.getMessage());
    assertSame(cause, error.getCause());
  }
}

package mnisteval.input;

import java.io.IOException;
import java.util.Locale;

/**
 * A file that is missing, malformed, refused or inconsistent with another one.
 *
 * <p>Its message is one sentence that starts with the file's name: {@code FILE: what is wrong
 * (expected X, found Y)}. What follows the name is {@link Printable}, whatever the file holds.
 */
public final class InputException extends IOException {
  private static final long serialVersionUID = 1L;

  /**
   * Says what is wrong with a file.
   *
   * @param file the file's name in messages
   * @param problem what is wrong, what was expected and what was found
   */
  public InputException(String file, String problem) {
    super(file + ": " + Printable.of(problem));
  }

  /**
   * Says what is wrong with a file, by a template as of {@link String#format}: {@code "label %d is
   * beyond the classes (expected 0 to %d, found %d)"}.
   *
   * @param file the file's name in messages
   * @param values of the template, in their order; may hold any text
   */
  public static InputException of(String file, String template, Object... values) {
    return new InputException(file, String.format(Locale.ROOT, template, values));
  }

  private InputException(String message) {
    super(message);
  }

  /**
   * Says again what an exception has said elsewhere.
   *
   * @param message of that exception, the file's name included
   * @hidden not part of the API
   */
  public static InputException again(String message) {
    return new InputException(message);
  }

  /**
   * Says what is wrong with a file, and by which exception it was noticed.
   *
   * @param file the file's name in messages
   * @param problem what is wrong
   * @param cause for the stack trace
   */
  public InputException(String file, String problem, Throwable cause) {
    super(file + ": " + Printable.of(problem), cause);
  }
}

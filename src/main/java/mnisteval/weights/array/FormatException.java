package mnisteval.weights.array;

import java.util.Locale;

/**
 * Signals that the content of a file is malformed or refused; its message lacks the file's name.
 */
public final class FormatException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** A message is one line that a person reads, however long the text in the file is. */
  private static final int MAX_SHOWN = 100;

  public FormatException(String problem) {
    super(problem);
  }

  public FormatException(String problem, Exception cause) {
    super(problem, cause);
  }

  /**
   * Makes an exception by a template as of {@link String#format}: {@code "too many arrays (expected
   * at most %d, found %d)"}.
   *
   * @param values of the template's places, in their order
   */
  public static FormatException of(String template, Object... values) {
    return new FormatException(String.format(Locale.ROOT, template, values));
  }

  /** Returns a text of the file for a message: its first 100 characters, in one line. */
  public static String shown(String text) {
    StringBuilder shown = new StringBuilder();
    int i = 0;
    for (; i < text.length() && shown.length() < MAX_SHOWN; i++) {
      char c = text.charAt(i);
      if (Character.isISOControl(c)) {
        shown.append("\\u").append(Integer.toHexString(0x10000 | c).substring(1));
      } else {
        shown.append(c);
      }
    }
    return i < text.length() ? shown.append('…').toString() : shown.toString();
  }
}

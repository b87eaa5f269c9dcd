package mnisteval.weights.array;

/** What is wrong with the bytes of a file; the reader of the format adds the file's name. */
public final class FormatException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private static final int MAX_SHOWN = 100;

  /** Says what is wrong. */
  public FormatException(String problem) {
    super(problem);
  }

  /** Says what is wrong, and which exception of a library brought it to light. */
  public FormatException(String problem, Exception cause) {
    super(problem, cause);
  }

  /** A text of the file as a message may show it: short, and in one line. */
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

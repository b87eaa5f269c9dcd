package mnisteval.pickle;

/**
 * What is wrong with a pickle; {@link PickleReader} adds the file's name. Never leaves the package.
 */
final class PickleFault extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private static final int MAX_SHOWN = 100;

  PickleFault(String problem) {
    super(problem);
  }

  PickleFault(String problem, Exception cause) {
    super(problem, cause);
  }

  /** A text of the file as a message may show it: short, and in one line. */
  static String shown(String text) {
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

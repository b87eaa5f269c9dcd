package mnisteval.input;

/**
 * Replaces what would break the line, move the cursor, or change the colour or the direction of
 * writing by escapes, so that a file's name can't forge a message.
 */
public final class Printable {
  private Printable() {}

  /** Returns the text with escapes as in a Java literal. */
  public static String of(String text) {
    StringBuilder printable = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); ) {
      int point = text.codePointAt(i);
      int end = i + Character.charCount(point);
      if (isPlain(point)) {
        printable.append(text, i, end);
      } else {
        for (int unit = i; unit < end; unit++) {
          printable.append(escape(text.charAt(unit)));
        }
      }
      i = end;
    }
    return printable.toString();
  }

  private static String escape(char unit) {
    return "\\u" + Integer.toHexString(0x10000 | unit).substring(1);
  }

  private static boolean isPlain(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.UNASSIGNED ->
          false;
      default -> true;
    };
  }
}

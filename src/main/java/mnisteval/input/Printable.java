package mnisteval.input;

import java.util.HexFormat;

/**
 * Replaces what would break the line, move the cursor, or change the colour or the direction of
 * writing by escapes, so that a file's name can't forge a message.
 *
 * @hidden not part of the API
 */
public final class Printable {
  private Printable() {}

  /** Returns the text with escapes as in a Java literal. */
  public static String of(String text) {
    StringBuilder printable = new StringBuilder(text.length());
    int point;
    for (int i = 0; i < text.length(); i += Character.charCount(point)) {
      point = text.codePointAt(i);
      if (isPlain(point)) {
        printable.appendCodePoint(point);
      } else {
        for (char unit : Character.toChars(point)) {
          printable.append("\\u").append(HexFormat.of().toHexDigits(unit));
        }
      }
    }
    return printable.toString();
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

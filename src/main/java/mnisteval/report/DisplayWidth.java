package mnisteval.report;

import java.lang.Character.UnicodeScript;

/**
 * How many columns of a terminal a text takes: East Asian characters two, marks that are put on the
 * character before none, all others one.
 */
final class DisplayWidth {
  private static final int HALFWIDTH_FORMS = 0xff61;
  private static final int FULLWIDTH_SIGNS = 0xffe0;

  private DisplayWidth() {}

  /** The columns that the text takes. */
  static int of(String text) {
    int width = 0;
    for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
      width += of(text.codePointAt(i));
    }
    return width;
  }

  /** The text, or if it takes more than {@code columns}, its beginning and an ellipsis. */
  static String cut(String text, int columns) {
    if (of(text) <= columns) {
      return text;
    }
    int width = 0;
    int end = 0;
    while (width + of(text.codePointAt(end)) < columns) {
      width += of(text.codePointAt(end));
      end += Character.charCount(text.codePointAt(end));
    }
    return text.substring(0, end) + "…";
  }

  private static int of(int point) {
    int type = Character.getType(point);
    if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK) {
      return 0;
    }
    return isWide(point) ? 2 : 1;
  }

  private static boolean isWide(int point) {
    if (point >= 0x3000 && point <= 0x303e
        || point >= 0xff01 && point < HALFWIDTH_FORMS
        || point >= FULLWIDTH_SIGNS && point <= 0xffe6
        || point >= 0x1f300 && point <= 0x1faff) {
      return true;
    }
    if (point >= HALFWIDTH_FORMS && point < FULLWIDTH_SIGNS) {
      return false;
    }
    return switch (UnicodeScript.of(point)) {
      case HAN, HANGUL, HIRAGANA, KATAKANA, BOPOMOFO, YI -> true;
      default -> point == 'ー';
    };
  }
}

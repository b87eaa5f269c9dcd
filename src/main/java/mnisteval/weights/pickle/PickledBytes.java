package mnisteval.weights.pickle;

import java.nio.charset.StandardCharsets;
import mnisteval.weights.array.FormatException;

/** Python's bytes, bytearray and Python 2's str: a part of the pickle, which is not copied. */
record PickledBytes(byte[] source, int offset, int length) {
  static PickledBytes of(byte[] bytes) {
    return new PickledBytes(bytes, 0, bytes.length);
  }

  /**
   * Returns the bytes of a text whose characters are bytes: how Python 2 and protocols 0 to 2 write
   * bytes.
   *
   * @throws FormatException if it holds other characters than 0 to 255
   */
  static PickledBytes ofLatin1(String text, MemoryBudget budget) {
    budget.payBytes(text.length());
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) > 0xff) {
        throw new FormatException("text in the place of bytes (expected characters 0 to 255)");
      }
    }
    return of(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** Returns a text that Python 2 wrote as text and Python 3 may have written as bytes. */
  static String text(Object text) {
    return text instanceof PickledBytes bytes ? bytes.latin1() : (String) text;
  }

  /** Returns the text of UTF-8: how Python 3 writes text, and Python 2 its unicode. */
  String utf8(MemoryBudget budget) {
    // One character beyond 255 makes Java keep two bytes for each.
    budget.payBytes(2L * length);
    return new String(source, offset, length, StandardCharsets.UTF_8);
  }

  /** Returns a text of characters from 0 to 255, one for each byte. */
  String latin1() {
    return new String(source, offset, length, StandardCharsets.ISO_8859_1);
  }
}

package mnisteval.weights.pickle;

import java.nio.charset.StandardCharsets;
import mnisteval.weights.array.FormatException;

/** A part of the pickle, not copied: the value of Python's bytes, bytearray and Python 2's str. */
record PickledBytes(byte[] source, int offset, int length) {
  static PickledBytes of(byte[] bytes) {
    return new PickledBytes(bytes, 0, bytes.length);
  }

  /** The text whose UTF-8 it is: how Python 3 writes text, and Python 2 its unicode. */
  String utf8(MemoryBudget budget) {
    // One character beyond 255 makes Java keep two bytes for each.
    budget.payBytes(2L * length);
    return new String(source, offset, length, StandardCharsets.UTF_8);
  }

  /**
   * The bytes whose {@link #latin1()} the text is.
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

  /** The characters 0 to 255, each a byte: how Python 2 and protocols 0 to 2 carry bytes. */
  String latin1() {
    return new String(source, offset, length, StandardCharsets.ISO_8859_1);
  }
}

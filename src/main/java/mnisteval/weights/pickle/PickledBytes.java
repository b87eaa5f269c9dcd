package mnisteval.weights.pickle;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
  static PickledBytes ofLatin1(String text, PickleInput pickle) {
    pickle.payBytes(text.length());
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
  String utf8(PickleInput pickle) {
    // One character beyond 255 makes Java keep two bytes for each.
    pickle.payBytes(2L * length);
    return new String(source, offset, length, StandardCharsets.UTF_8);
  }

  /** Returns a text of characters from 0 to 255, one for each byte. */
  String latin1() {
    return new String(source, offset, length, StandardCharsets.ISO_8859_1);
  }

  /** Reads a length of so many bytes, then as many bytes as it says, which must be there. */
  static PickledBytes take(PickleInput pickle, int lengthSize) {
    int length = pickle.requireCounted(lengthSize);
    int start = pickle.position() + lengthSize;
    pickle.skip(lengthSize + length);
    return new PickledBytes(pickle.bytes(), start, length);
  }

  /**
   * Makes a key of a Java map of one of a Python dict. Keys that are neither text nor bytes name no
   * array, and become keys that equal no other: a file could choose numbers whose hashes collide or
   * take long.
   *
   * @throws FormatException if Python could not hash the key
   */
  static Object key(Object key, PickleInput pickle) {
    if (key instanceof List || key instanceof Set || key instanceof Map) {
      throw new FormatException("a dict whose key is a list, a set or a dict");
    }
    // Paid for by length even where nothing is copied: it takes time to compare.
    if (key instanceof PickledBytes bytes) {
      pickle.payBytes(bytes.length);
      return new Key(bytes.latin1());
    }
    if (key instanceof String text) {
      pickle.payBytes(text.length());
      return text;
    }
    return new Object();
  }

  /** Returns the name that a key gives to its value, or null if it is neither text nor bytes. */
  static String name(Object key) {
    return key instanceof Key bytes ? bytes.latin1 : key instanceof String text ? text : null;
  }

  /**
   * A key that is bytes: {@code b'W1'} names an array too, but is another key than {@code 'W1'}.
   * Comparable, so that keys whose hashes collide are found in a tree.
   */
  private record Key(String latin1) implements Comparable<Key> {
    @Override
    public int compareTo(Key other) {
      return latin1.compareTo(other.latin1);
    }
  }
}

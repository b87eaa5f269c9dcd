package mnisteval.weights.pickle;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import mnisteval.weights.array.FormatException;

/** Python's bytes, bytearray and Python 2's str: a part of the pickle, which is not copied. */
record PickledBytes(byte[] source, int offset, int length) {
  /**
   * Start of keys that are bytes: {@code b'W1'} names an array too, but is another key than {@code
   * 'W1'}. Half of a character, with which no text of UTF-8 starts.
   */
  private static final String OF_BYTES = "\ud800";

  /** Start of keys that are whole numbers. */
  private static final String OF_NUMBER = "\ud801";

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

  /** Returns the text of either kind, or null of anything else. */
  static String textOrNull(Object text) {
    return text instanceof PickledBytes || text instanceof String ? text(text) : null;
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
   * Makes a key of a Java map of one of a Python dict. Text, bytes and whole numbers name values,
   * and become texts: a file could choose keys whose hashes collide, and only among keys of one
   * comparable class does a map find them soon. Others name nothing, and become keys that equal no
   * other.
   *
   * @throws FormatException if Python could not hash the key, or it is text that is no Unicode
   */
  static Object key(Object key, PickleInput pickle) {
    if (key instanceof List || key instanceof Set || key instanceof Map) {
      throw new FormatException("a dict whose key is a list, a set or a dict");
    }
    // Paid for by length even where nothing is copied: it takes time to compare.
    if (key instanceof PickledBytes bytes) {
      pickle.payBytes(2L * bytes.length);
      return OF_BYTES.concat(bytes.latin1());
    }
    if (key instanceof String text) {
      pickle.payBytes(text.length());
      if (isMarked(text)) {
        throw new FormatException("a dict whose key is text of half a character");
      }
      return text;
    }
    Long number = wholeNumber(key);
    if (number == null) {
      return new Object();
    }
    pickle.payOpcode();
    return OF_NUMBER.concat(number.toString());
  }

  /** Returns a whole number that has 64 bits at most, or null; as in Python, true is 1. */
  private static Long wholeNumber(Object key) {
    if (key instanceof Integer || key instanceof Long) {
      return ((Number) key).longValue();
    }
    if (key instanceof Boolean bool) {
      return bool ? 1L : 0L;
    }
    return key instanceof BigInteger number && number.bitLength() < Long.SIZE
        ? number.longValue()
        : null;
  }

  /**
   * Returns the name that a key gives to its value, or null if it is no text, bytes or whole
   * number.
   */
  static String name(Object key) {
    return key instanceof String text ? isMarked(text) ? text.substring(1) : text : null;
  }

  private static boolean isMarked(String key) {
    return key.startsWith(OF_BYTES) || key.startsWith(OF_NUMBER);
  }
}

package mnisteval.weights.pickle;

import java.util.List;
import java.util.Map;
import java.util.Set;
import mnisteval.weights.array.FormatException;

/**
 * A key of a Python dict that is bytes: {@code b'W1'} names an array too, but is another key than
 * {@code 'W1'}, which is a String. Comparable, so that keys whose hashes collide are found in a
 * tree.
 */
record DictKey(String latin1) implements Comparable<DictKey> {
  @Override
  public int compareTo(DictKey other) {
    return latin1.compareTo(other.latin1);
  }

  /** Returns the name that a key gives to its value, or null if it is neither text nor bytes. */
  static String name(Object key) {
    return key instanceof DictKey bytes ? bytes.latin1 : key instanceof String text ? text : null;
  }

  /**
   * Makes a key of a Java map. Keys that are neither text nor bytes name no array, and become keys
   * that equal no other: a file could choose numbers whose hashes collide or take long.
   *
   * @throws FormatException if Python could not hash the key
   */
  static Object of(Object key, MemoryBudget budget) {
    if (key instanceof List || key instanceof Set || key instanceof Map) {
      throw new FormatException("a dict whose key is a list, a set or a dict");
    }
    // Paid for by length even where nothing is copied: it takes time to compare.
    if (key instanceof PickledBytes bytes) {
      budget.payBytes(bytes.length());
      return new DictKey(bytes.latin1());
    }
    if (key instanceof String text) {
      budget.payBytes(text.length());
      return text;
    }
    return new Object();
  }
}

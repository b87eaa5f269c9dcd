package mnisteval.weights.pickle;

import java.util.List;
import java.util.Map;
import mnisteval.weights.array.FormatException;

/** What a key of a Python dict becomes. */
final class DictKey {
  private DictKey() {}

  /**
   * A key that is bytes: {@code b'W1'} names an array too, but is another key than {@code 'W1'}.
   */
  private record OfBytes(String latin1) implements Comparable<OfBytes> {
    /** So that keys whose hashes collide are found in a tree. */
    @Override
    public int compareTo(OfBytes other) {
      return latin1.compareTo(other.latin1);
    }
  }

  /** The name that a key gives to its value, or null if it gives none. */
  static String name(Object key) {
    return key instanceof OfBytes bytes ? bytes.latin1 : key instanceof String text ? text : null;
  }

  /**
   * What stands for a key. What is neither text nor bytes names no array, and becomes a key that
   * equals no other: a file could choose numbers whose hashes collide or take long.
   *
   * @throws FormatException if Python could not hash the key
   */
  static Object of(Object key, MemoryBudget budget) {
    if (key instanceof List || key instanceof PickledSet || key instanceof Map) {
      throw new FormatException("a dict whose key is a list, a set or a dict");
    }
    // Paid for by length even where nothing is copied: it takes time to compare.
    if (key instanceof PickledBytes bytes) {
      budget.payBytes(bytes.length());
      return new OfBytes(bytes.latin1());
    }
    if (key instanceof String text) {
      budget.payBytes(text.length());
      return text;
    }
    return new Object();
  }
}

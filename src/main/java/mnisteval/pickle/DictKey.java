package mnisteval.pickle;

import java.util.List;
import java.util.Map;
import mnisteval.arrays.FormatFault;

/** What a key of a Python dict becomes. */
final class DictKey {
  private DictKey() {}

  /**
   * Bytes become text, so that {@code b'W1'} is {@code 'W1'}. All else names no array, and becomes
   * a key that equals no other: a file could choose numbers whose hashes collide or take long.
   *
   * @throws FormatFault if Python could not hash the key
   */
  static Object of(Object key, MemoryBudget budget) {
    if (key instanceof List || key instanceof Map) {
      throw new FormatFault("a dict whose key is a list, a set or a dict");
    }
    // Paid for by length even where nothing is copied: it takes time to compare.
    if (key instanceof Bytes bytes) {
      budget.payBytes(bytes.length());
      return bytes.latin1();
    }
    if (key instanceof String text) {
      budget.payBytes(text.length());
      return text;
    }
    return new Object();
  }
}

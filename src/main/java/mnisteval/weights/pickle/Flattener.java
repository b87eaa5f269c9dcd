package mnisteval.weights.pickle;

import static mnisteval.weights.array.FormatException.shown;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import mnisteval.weights.array.FormatException;
import mnisteval.weights.array.NamedArrays;
import mnisteval.weights.array.NdArray;

/**
 * Lists the arrays of nested dicts, lists and tuples under the paths that lead to them. A list of
 * numbers, or a rectangular one of lists of numbers, is an array too.
 */
final class Flattener {
  /** Deeper than people nest. Without it, a dict that holds itself would never end. */
  private static final int MAX_DEPTH = 6;

  /** Longer texts name no activation; they are left out, not refused. */
  private static final int MAX_TEXT = 100;

  private final Map<String, NdArray> arrays = new LinkedHashMap<>();
  private final Map<String, String> texts = new LinkedHashMap<>();
  private final Set<String> numbers = new LinkedHashSet<>();
  private final MemoryBudget budget;

  private Flattener(MemoryBudget budget) {
    this.budget = budget;
  }

  /**
   * Lists the arrays of a whole pickle; an array by itself is called W.
   *
   * @param format of the file, in words
   */
  static NamedArrays flatten(Object value, String format, MemoryBudget budget) {
    Flattener flattener = new Flattener(budget);
    if (value instanceof PickledArray array) {
      if (array.content() != null) {
        flattener.arrays.put("W", array.content());
      }
    } else if (value instanceof Map || NestedNumbers.items(value) != null) {
      flattener.add("", value, 0);
    }
    return new NamedArrays(format, flattener.arrays, flattener.texts, flattener.numbers);
  }

  private void add(String path, Object value, int depth) {
    if (value instanceof PickledArray array) {
      if (array.content() == null) {
        throw FormatException.of("an array without content: %s", shown(path));
      }
      put(path, array.content());
    } else if (value instanceof Map<?, ?> dict && depth < MAX_DEPTH) {
      for (Map.Entry<?, ?> entry : dict.entrySet()) {
        String key = DictKey.name(entry.getKey());
        if (key == null) {
          budget.payOpcode();
        } else {
          add(join(path, key), entry.getValue(), depth + 1);
        }
      }
    } else if (value instanceof String text) {
      addText(path, text);
    } else if (value instanceof PickledBytes bytes) {
      // Text of Python 2 looks like bytes.
      addText(path, bytes.length() <= MAX_TEXT ? bytes.latin1() : null);
    } else if (NestedNumbers.isNumber(value)) {
      numbers.add(path);
    } else if (NestedNumbers.items(value) != null && depth < MAX_DEPTH) {
      addItems(path, NestedNumbers.items(value), depth);
    }
  }

  private void addItems(String path, List<?> items, int depth) {
    NdArray array = NestedNumbers.of(items, budget);
    if (array != null) {
      put(path.isEmpty() ? "W" : path, array);
      return;
    }
    for (int i = 0; i < items.size(); i++) {
      add(join(path, Integer.toString(i)), items.get(i), depth + 1);
    }
  }

  private void addText(String path, String text) {
    if (text != null && text.length() <= MAX_TEXT && texts.put(path, text) != null) {
      throw FormatException.of("two texts called %s", shown(path));
    }
  }

  private void put(String path, NdArray array) {
    if (arrays.put(path, array) != null) {
      throw FormatException.of("two arrays called %s", shown(path));
    }
  }

  /** Joins a path, which is paid for: one long key may be above many others. */
  private String join(String path, String key) {
    budget.payOpcode();
    if (path.isEmpty()) {
      return key;
    }
    budget.payBytes(2L * (path.length() + key.length()));
    return path + "." + key;
  }
}

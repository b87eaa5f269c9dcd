package mnisteval.weights.pickle;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import mnisteval.weights.array.FormatException;
import mnisteval.weights.array.NdArray;

/**
 * Lists the arrays of nested dicts, lists and tuples under the paths that lead to them. A list of
 * numbers, or a rectangular one of lists of numbers, is an array too.
 */
final class Flattener {
  /** Deeper than people nest; what holds itself ends here. */
  private static final int MAX_DEPTH = 6;

  private static final int MAX_TEXT = 100;

  private final Map<String, NdArray> arrays = new LinkedHashMap<>();
  private final Map<String, String> texts = new LinkedHashMap<>();
  private final Set<String> numbers = new LinkedHashSet<>();
  private final MemoryBudget budget;

  Flattener(MemoryBudget budget) {
    this.budget = budget;
  }

  Map<String, NdArray> arrays() {
    return arrays;
  }

  Map<String, String> texts() {
    return texts;
  }

  /** The paths of single numbers. */
  Set<String> numbers() {
    return numbers;
  }

  /** Adds a whole pickle; an array by itself is called W. */
  void add(Object value) {
    if (value instanceof PickledArray array) {
      if (array.content() != null) {
        arrays.put("W", array.content());
      }
    } else if (value instanceof Map || items(value) != null) {
      add("", value, 0);
    }
  }

  private void add(String path, Object value, int depth) {
    if (value instanceof PickledArray array) {
      if (array.content() == null) {
        throw new FormatException("an array without content: " + FormatException.shown(path));
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
    } else if (items(value) != null && depth < MAX_DEPTH) {
      addItems(path, items(value), depth);
    }
  }

  private void addItems(String path, List<?> items, int depth) {
    NestedNumbers numbers = NestedNumbers.of(items, budget);
    if (numbers != null) {
      put(path.isEmpty() ? "W" : path, numbers.array());
      return;
    }
    for (int i = 0; i < items.size(); i++) {
      add(join(path, Integer.toString(i)), items.get(i), depth + 1);
    }
  }

  private void addText(String path, String text) {
    if (text != null && text.length() <= MAX_TEXT && texts.put(path, text) != null) {
      throw new FormatException("two texts called " + FormatException.shown(path));
    }
  }

  private void put(String path, NdArray array) {
    if (arrays.put(path, array) != null) {
      throw new FormatException("two arrays called " + FormatException.shown(path));
    }
  }

  /** One long key may be above many others: each path is paid for. */
  private String join(String path, String key) {
    budget.payOpcode();
    if (path.isEmpty()) {
      return key;
    }
    budget.payBytes(2L * (path.length() + key.length()));
    return path + "." + key;
  }

  /** What is in a list or tuple, or null if it is none. */
  static List<?> items(Object value) {
    return value instanceof Object[] tuple
        ? Arrays.asList(tuple)
        : value instanceof List<?> list ? list : null;
  }
}

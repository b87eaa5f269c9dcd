package mnisteval.weights.pickle;

import static mnisteval.weights.array.FormatException.shown;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import mnisteval.weights.array.DType;
import mnisteval.weights.array.FormatException;
import mnisteval.weights.array.NamedArrays;
import mnisteval.weights.array.NdArray;

/**
 * Lists the arrays of nested dicts, lists and tuples under the paths that lead to them. A list of
 * numbers, or a rectangular one of lists of numbers, is an array too.
 */
public final class Flattener {
  /** Deeper than people nest. Without it, a dict that holds itself would never end. */
  private static final int MAX_DEPTH = 6;

  /** Dimensions of nested lists. */
  private static final int MAX_RANK = 4;

  private final Map<String, NdArray> arrays = new LinkedHashMap<>();
  private final Map<String, String> texts = new LinkedHashMap<>();
  private final Map<String, Double> numbers = new LinkedHashMap<>();
  private final PickleInput pickle;

  private final List<String> notes = new ArrayList<>();

  /**
   * Within an object, in which of its attributes each array was first found, 0 if it is one; else
   * null. Objects keep one array in several: in a dict of parameters, and in a layer that computes
   * with it.
   */
  private Map<NdArray, Integer> attributeOf;

  private int attribute;

  /** Values whose keys are no text and no whole number, and which therefore have no name. */
  private final List<Object> nameless = new ArrayList<>();

  private Flattener(PickleInput pickle) {
    this.pickle = pickle;
  }

  /**
   * Lists the arrays of a whole pickle; an array by itself is called W.
   *
   * @param format of the file, in words
   */
  static NamedArrays flatten(Object value, String format, PickleInput pickle) {
    return flatten("", value, format, pickle);
  }

  /**
   * Lists the arrays of a value that has a path of its own, which may be empty.
   *
   * @param format of the file, in words
   */
  static NamedArrays flatten(String path, Object value, String format, PickleInput pickle) {
    Flattener flattener = new Flattener(pickle);
    if (value instanceof PickledArray array && !array.holdsObjects()) {
      if (array.content() != null) {
        flattener.arrays.put(path.isEmpty() ? "W" : path, array.content());
      }
    } else if (value instanceof PickledArray
        || value instanceof Map
        || value instanceof PickledObject
        || PickledArray.items(value) != null) {
      flattener.add(path, value, 0);
      flattener.refuseNamelessArrays();
    }
    return new NamedArrays(
        format, flattener.arrays, flattener.texts, flattener.numbers, flattener.notes);
  }

  /**
   * Lists the arrays of a value that is made of maps by text, lists, numbers, truth values and text
   * only, such as JSON's.
   *
   * @param format of the file, in words
   * @param memory bytes that its arrays and the network may take
   * @throws FormatException if they take more, or two have one name
   */
  public static NamedArrays flatten(Object value, String format, long memory) {
    return flatten(value, format, new PickleInput(new byte[0], memory));
  }

  private void add(String path, Object value, int depth) {
    if (value instanceof PickledArray array && array.holdsObjects()) {
      // An array may hold itself.
      if (depth < MAX_DEPTH) {
        add(path, array.objects(), PickledArray.items(value) != null ? depth : depth + 1);
      }
    } else if (value instanceof PickledArray array) {
      if (array.content() == null) {
        throw FormatException.of("an array without content: %s", shown(path));
      }
      put(path, array.content());
    } else if (value instanceof Map<?, ?> dict && depth < MAX_DEPTH) {
      for (Map.Entry<?, ?> entry : dict.entrySet()) {
        addEntry(path, entry, depth);
      }
    } else if (value instanceof String text) {
      addText(path, text);
    } else if (value instanceof PickledBytes bytes) {
      // Text of Python 2 looks like bytes.
      addText(path, bytes.length() <= NamedArrays.MAX_TEXT ? bytes.latin1() : null);
    } else if (isNumber(value)) {
      numbers.put(path, number(value));
    } else if (PickledArray.items(value) != null && depth < MAX_DEPTH) {
      addItems(path, PickledArray.items(value), depth);
    } else if (value instanceof PickledObject object && depth < MAX_DEPTH) {
      addObject(path, object, depth);
    } else if (value instanceof PickledObject.Type type) {
      // A function such as sigmoid, which is the activation that it is named after.
      addText(path, type.simpleName());
    }
  }

  private void addEntry(String path, Map.Entry<?, ?> entry, int depth) {
    String key = PickledBytes.name(entry.getKey());
    if (key == null) {
      pickle.payOpcode();
      nameless.add(entry.getValue());
    } else {
      add(join(path, key), entry.getValue(), depth + 1);
    }
  }

  private void addObject(String path, PickledObject object, int depth) {
    String name = object.type().name();
    if (notes.isEmpty() && !SklearnModel.isOf(name) && !name.startsWith("torch.")) {
      notes.add("object of " + shown(name) + ", read as its attributes");
    }
    boolean outermost = attributeOf == null;
    if (outermost) {
      attributeOf = new IdentityHashMap<>();
    }
    int holders = 0;
    for (Map.Entry<?, ?> entry : ObjectContent.of(object, notes, pickle).entrySet()) {
      if (outermost) {
        attribute = entry.getValue() instanceof PickledArray ? 0 : ++holders;
      }
      addEntry(path, entry, depth);
    }
    if (outermost) {
      attributeOf = null;
    }
  }

  /** Refuses a file all of whose arrays are in dicts whose keys are tuples and the like. */
  private void refuseNamelessArrays() {
    if (arrays.isEmpty()) {
      Flattener others = new Flattener(pickle);
      for (int i = 0; i < nameless.size(); i++) {
        others.add(Integer.toString(i), nameless.get(i), 1);
      }
      if (!others.arrays.isEmpty()) {
        throw FormatException.of(
            "arrays under keys that are no text or number (expected keys such as 'W1' and 'b1',"
                + " found %d others); pickle.dump({'W1': …, 'b1': …, 'W2': …, 'b2': …}, f) writes such keys",
            nameless.size());
      }
    }
  }

  private void addItems(String path, List<?> items, int depth) {
    NdArray array = array(items, pickle);
    if (array != null) {
      put(path.isEmpty() ? "W" : path, array);
      return;
    }
    for (int i = 0; i < items.size(); i++) {
      add(join(path, Integer.toString(i)), items.get(i), depth + 1);
    }
  }

  private void addText(String path, String text) {
    if (text != null && text.length() <= NamedArrays.MAX_TEXT && texts.put(path, text) != null) {
      throw FormatException.of("two texts called %s", shown(path));
    }
  }

  private void put(String path, NdArray array) {
    if (attributeOf != null) {
      Integer first = attributeOf.putIfAbsent(array, attribute);
      if (first != null && first != attribute) {
        return;
      }
    }
    if (arrays.put(path, array) != null) {
      throw FormatException.of("two arrays called %s", shown(path));
    }
  }

  /** Joins a path, which is paid for: one long key may be above many others. */
  private String join(String path, String key) {
    pickle.payOpcode();
    if (path.isEmpty()) {
      return key;
    }
    pickle.payBytes(2L * (path.length() + key.length()));
    return path + "." + key;
  }

  /**
   * Makes an array of nested lists of numbers, such as {@code array.tolist()} gives.
   *
   * @return null if the list holds something else, or lists of several lengths
   */
  static NdArray array(List<?> list, PickleInput pickle) {
    int[] lengths = new int[MAX_RANK];
    int rank = 0;
    long size = 1;
    Object first = list;
    for (List<?> items = list; items != null; items = PickledArray.items(first)) {
      size *= items.size();
      if (rank == MAX_RANK || size == 0 || size > Integer.MAX_VALUE / Double.BYTES) {
        return null;
      }
      lengths[rank++] = items.size();
      first = items.get(0);
    }
    if (!isNumber(first)) {
      return null;
    }
    // Each number is held here, and again in the network.
    pickle.payBytes(2L * Double.BYTES * size);
    int[] shape = Arrays.copyOf(lengths, rank);
    ByteBuffer numbers = ByteBuffer.allocate(Double.BYTES * (int) size);
    DType dtype = new DType('f', Double.BYTES, true);
    return fill(numbers, list, shape, 0)
        ? NdArray.of(dtype, shape, false, numbers.array(), 0, numbers.capacity())
        : null;
  }

  private static boolean fill(ByteBuffer numbers, List<?> list, int[] shape, int depth) {
    if (list == null || list.size() != shape[depth]) {
      return false;
    }
    boolean innermost = depth == shape.length - 1;
    for (Object item : list) {
      if (innermost
          ? !isNumber(item)
          : !fill(numbers, PickledArray.items(item), shape, depth + 1)) {
        return false;
      }
      if (innermost) {
        numbers.putDouble(number(item));
      }
    }
    return true;
  }

  private static boolean isNumber(Object value) {
    return value instanceof Number
        || value instanceof Boolean
        || value instanceof PickledArray array
            && array.content() != null
            && array.content().rank() == 0;
  }

  private static double number(Object value) {
    if (value instanceof Boolean bool) {
      return bool ? 1 : 0;
    }
    return value instanceof PickledArray array
        ? array.content().elements()[0]
        : ((Number) value).doubleValue();
  }
}

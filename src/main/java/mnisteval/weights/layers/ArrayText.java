package mnisteval.weights.layers;

import java.util.Map;
import mnisteval.weights.array.NdArray;

/** Arrays as messages show them. */
final class ArrayText {
  private static final int MAX_NAME = 40;

  private ArrayText() {}

  static String name(String name) {
    return name.length() > MAX_NAME ? name.substring(0, MAX_NAME) + "…" : name;
  }

  static String array(String name, NdArray array) {
    return name(name) + " " + array.shapeText();
  }

  /** Names and shapes, so many of them at most. */
  static String arrays(Map<String, NdArray> arrays, int most) {
    StringBuilder shown = new StringBuilder();
    int count = 0;
    for (Map.Entry<String, NdArray> entry : arrays.entrySet()) {
      if (count++ == most) {
        return shown.append(", … ").append(arrays.size()).append(" in all").toString();
      }
      shown.append(count == 1 ? "" : ", ").append(array(entry.getKey(), entry.getValue()));
    }
    return arrays.isEmpty() ? "no numpy array" : shown.toString();
  }
}

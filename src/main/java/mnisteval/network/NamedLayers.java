package mnisteval.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import mnisteval.input.InputException;
import mnisteval.pickle.NdArray;

/**
 * Finds the layers among named arrays. Layer n is the weights {@code Wn} of shape (inputs, outputs)
 * and the bias {@code bn} of shape (outputs,) or (1, outputs), n counting from 1 without a gap; the
 * names may be in lower case. Other arrays are left out.
 */
final class NamedLayers {
  /** Enough names to see what a file holds, few enough for one line. */
  private static final int MAX_SHOWN = 8;

  private final Map<String, NdArray> arrays;
  private final String file;

  NamedLayers(Map<String, NdArray> arrays, String file) {
    this.arrays = arrays;
    this.file = file;
  }

  /** The layers from the pixels on, all of whose shapes follow from one another. */
  List<Layer> layers() throws InputException {
    int count = count();
    for (int n = 1; n <= count; n++) {
      checkShapes(n);
    }
    checkMemory(count);
    List<Layer> layers = new ArrayList<>(count);
    for (int n = 1; n <= count; n++) {
      NdArray weights = array("W", n);
      NdArray bias = array("b", n);
      Layer layer = new Layer(weights.matrix(), bias.elements());
      for (int i = 0; i < layer.inputs(); i++) {
        checkFinite(key("W", n), layer.weights()[i], i + ", ");
      }
      checkFinite(key("b", n), layer.bias(), bias.rank() == 2 ? "0, " : "");
      layers.add(layer);
    }
    return layers;
  }

  private int count() throws InputException {
    int count = 0;
    while (key("W", count + 1) != null) {
      count++;
    }
    if (count == 0) {
      throw new InputException(
          file, "no W1 (expected arrays W1, b1, W2, b2, …, found " + found() + ")");
    }
    for (String key : arrays.keySet()) {
      if (number(key) > count) {
        throw new InputException(
            file, "no W" + (count + 1) + " (expected it, since there is " + key + ")");
      }
    }
    return count;
  }

  /** The number in a layer's name, or 0 if it is no such name. */
  private static int number(String key) {
    if (key.length() < 2 || key.length() > 9 || "WwBb".indexOf(key.charAt(0)) < 0) {
      return 0;
    }
    int number = 0;
    for (int i = 1; i < key.length(); i++) {
      int digit = key.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return 0;
      }
      number = number * 10 + digit;
    }
    return number;
  }

  /** The name as the file spells it, or null if there is none. */
  private String key(String letter, int n) throws InputException {
    String upper = letter.toUpperCase(Locale.ROOT) + n;
    String lower = letter.toLowerCase(Locale.ROOT) + n;
    if (arrays.containsKey(upper) && arrays.containsKey(lower)) {
      throw new InputException(file, "both " + upper + " and " + lower + " (expected one of them)");
    }
    return arrays.containsKey(upper) ? upper : arrays.containsKey(lower) ? lower : null;
  }

  private NdArray array(String letter, int n) throws InputException {
    return arrays.get(key(letter, n));
  }

  private void checkShapes(int n) throws InputException {
    NdArray weights = array("W", n);
    int[] shape = weights.shape();
    String named = key("W", n) + " has shape " + weights.shapeText();
    if (shape.length == 4) {
      throw new InputException(
          file,
          named
              + ", a convolution (expected (inputs, outputs): only fully connected layers are read)");
    }
    if (shape.length != 2 || shape[0] == 0 || shape[1] == 0) {
      throw new InputException(file, named + ", expected (inputs, outputs)");
    }
    NdArray before = n == 1 ? null : array("W", n - 1);
    if (before != null && before.shape()[1] != shape[0]) {
      throw new InputException(
          file,
          named
              + ", expected ("
              + before.shape()[1]
              + ", n) to follow "
              + key("W", n - 1)
              + " "
              + before.shapeText());
    }
    checkBias(n, shape[1], key("W", n) + " " + weights.shapeText());
  }

  private void checkBias(int n, int outputs, String weights) throws InputException {
    NdArray bias = array("b", n);
    if (bias == null) {
      throw new InputException(
          file,
          "no b" + n + " (expected one of shape (" + outputs + ",) to go with " + weights + ")");
    }
    int[] shape = bias.shape();
    boolean row = shape.length == 2 && shape[0] == 1;
    if (!(row || shape.length == 1) || shape[shape.length - 1] != outputs) {
      throw new InputException(
          file,
          key("b", n)
              + " has shape "
              + bias.shapeText()
              + ", expected ("
              + outputs
              + ",) to go with "
              + weights);
    }
  }

  /** A small file can make a large network: of bytes, or of one array under many names. */
  private void checkMemory(int count) throws InputException {
    long needed = 0;
    for (int n = 1; n <= count; n++) {
      int[] shape = array("W", n).shape();
      // A bias, and sums, are rows as those of the weights.
      needed += (shape[0] + 2L) * (24L + Double.BYTES * (long) shape[1]);
    }
    // Half of the heap: the file's own bytes are there too.
    long available = Runtime.getRuntime().maxMemory() / 2;
    if (needed > available) {
      throw new InputException(
          file,
          "too large a network for the memory (expected at most "
              + (available >> 20)
              + " MiB, found "
              + (needed >> 20)
              + " MiB; java -Xmx gives more)");
    }
  }

  private void checkFinite(String key, double[] numbers, String before) throws InputException {
    for (int i = 0; i < numbers.length; i++) {
      double number = numbers[i];
      if (Double.isNaN(number) || Double.isInfinite(number)) {
        String found = Double.isNaN(number) ? "NaN" : number > 0 ? "infinity" : "-infinity";
        throw new InputException(
            file,
            key
                + " "
                + arrays.get(key).shapeText()
                + " is not finite (expected numbers, found "
                + found
                + " at ["
                + before
                + i
                + "])");
      }
    }
  }

  private String found() {
    StringBuilder found = new StringBuilder();
    int shown = 0;
    for (Map.Entry<String, NdArray> entry : arrays.entrySet()) {
      if (shown++ == MAX_SHOWN) {
        return found.append(", … ").append(arrays.size()).append(" in all").toString();
      }
      String key = entry.getKey();
      found
          .append(shown == 1 ? "" : ", ")
          .append(key.length() > 40 ? key.substring(0, 40) + "…" : key)
          .append(' ')
          .append(entry.getValue().shapeText());
    }
    return arrays.isEmpty() ? "no numpy array" : found.toString();
  }
}

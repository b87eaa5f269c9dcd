package mnisteval.weights.layers;

import static mnisteval.weights.layers.StoredLayer.shown;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.PrimitiveIterator;
import java.util.Set;
import mnisteval.weights.array.FormatException;
import mnisteval.weights.array.NdArray;

/** Says what arrays are that are not read as a network, and what to write instead. */
final class Diagnosis {
  /** Enough names to see what a file holds, few enough for one line. */
  private static final int MAX_SHOWN = 8;

  /** Enough labels to see that they are none below 0; a bias has both signs soon. */
  private static final int LABELS_READ = 100;

  private final Map<String, NdArray> arrays;

  Diagnosis(Map<String, NdArray> arrays) {
    this.arrays = arrays;
  }

  /**
   * Makes the exception for arrays whose names tell no layers.
   *
   * @param bias the name of a bias that is read, or null
   * @param weights the name of weights that are read, or null
   */
  FormatException unrecognised(String bias, String weights) {
    boolean matrices = hasUnrecognisedMatrix();
    if (weights == null && bias != null && !matrices) {
      return FormatException.of(
          "biases without weights (expected both in one file, or joined as --weights W+b, found"
              + " %s)",
          found());
    }
    if (isDataSet()) {
      return dataSet();
    }
    return FormatException.of(
        "no %s recognised (expected arrays named W1, b1, W2, b2, … or fc1.weight, fc1.bias, …,"
            + " found %s)%s",
        weights != null ? "weights but " + shown(weights) : bias != null ? "weights" : "layers",
        found(),
        matrices ? "; numpy.savez(FILE, W1=…, b1=…, W2=…, b2=…) writes them by such names" : "");
  }

  /** Makes the exception for arrays that have positions only and fit in no reading. */
  FormatException unnamed() {
    if (isDataSet()) {
      return dataSet();
    }
    List<StoredLayer> layers = new ArrayList<>();
    for (Map.Entry<String, NdArray> entry : arrays.entrySet()) {
      layers.add(new StoredLayer(entry.getKey(), entry.getValue(), null, null));
    }
    FormatException folded = foldedBiases(layers);
    return folded != null
        ? folded
        : FormatException.of(
            "arrays without names that don't follow from one another (expected W, b, W, b, …, or"
                + " two lists, of weights and of biases, found %s)",
            found());
  }

  private boolean hasUnrecognisedMatrix() {
    for (Map.Entry<String, NdArray> entry : arrays.entrySet()) {
      if (isUnrecognisedMatrix(entry.getKey(), entry.getValue())) {
        return true;
      }
    }
    return false;
  }

  /**
   * Returns whether there is a matrix whose name is not read and whose outputs, by its shape, may
   * be the inputs of these weights.
   */
  boolean hasLayerBefore(NdArray weights) {
    int[] after = weights.shape();
    for (Map.Entry<String, NdArray> entry : arrays.entrySet()) {
      if (isUnrecognisedMatrix(entry.getKey(), entry.getValue()) && after.length == 2) {
        int[] before = entry.getValue().shape();
        for (int i = 0; i < 4; i++) {
          // Networks get narrower, so that other matrices are seldom taken for a layer.
          if (before[i / 2] == after[i % 2] && before[1 - i / 2] > after[1 - i % 2]) {
            return true;
          }
        }
      }
    }
    return false;
  }

  /** Returns whether it may be weights by its shape, under a name that is not read. */
  private static boolean isUnrecognisedMatrix(String name, NdArray array) {
    return array.rank() == 2
        && array.shape()[0] > 1
        && array.shape()[1] > 1
        && LayerName.of(name) == null
        && !LayerName.isLeftOut(name)
        && !LayerName.isBeside(name);
  }

  /** Makes the exception for networks of the same names and shapes in one file, or null. */
  FormatException severalNetworks() {
    Map<String, Map<String, String>> networks = new LinkedHashMap<>();
    int shared = sharedPath();
    int matrices = 0;
    for (Map.Entry<String, NdArray> entry : arrays.entrySet()) {
      String name = entry.getKey();
      if (LayerName.of(name) == null) {
        continue;
      }
      int end = name.replace('/', '.').indexOf('.', shared);
      if (end < 0) {
        return null;
      }
      Map<String, String> network =
          networks.computeIfAbsent(name.substring(0, end), k -> new LinkedHashMap<>());
      network.put(name.substring(end), entry.getValue().shapeText());
      matrices += entry.getValue().rank() == 2 && LayerName.of(name).weights() ? 1 : 0;
    }
    // Layers have the same names and shapes too, but one matrix each.
    int count = networks.size();
    if (count < 2 || matrices < 2 * count || new HashSet<>(networks.values()).size() > 1) {
      return null;
    }
    return FormatException.of(
        "%d networks of the same names and shapes (expected one, found %s);"
            + " pickle.dump or numpy.savez writes one of them by itself",
        count, names(networks.keySet()));
  }

  private static String names(Set<String> networks) {
    List<String> names = new ArrayList<>();
    for (String name : networks) {
      if (names.size() == MAX_SHOWN) {
        names.add("…");
        break;
      }
      names.add(shown(name));
    }
    return String.join(", ", names);
  }

  /** Returns the length of the path that all recognised arrays have in common. */
  private int sharedPath() {
    String shared = null;
    for (String name : arrays.keySet()) {
      if (LayerName.of(name) != null) {
        String path = name.replace('/', '.');
        String before = shared == null ? path : shared;
        int length = 0;
        while (length < Math.min(before.length(), path.length())
            && before.charAt(length) == path.charAt(length)) {
          length++;
        }
        shared = before.substring(0, length);
      }
    }
    return shared == null ? 0 : shared.lastIndexOf('.') + 1;
  }

  /** Returns whether there are images, and as many labels. */
  boolean isDataSet() {
    Set<Integer> images = new HashSet<>();
    for (Map.Entry<String, NdArray> entry : arrays.entrySet()) {
      NdArray array = entry.getValue();
      if (array.rank() > 1 && array.size() > array.shape()[0] && !isLabels(entry.getKey())) {
        images.add(array.shape()[0]);
      }
    }
    for (Map.Entry<String, NdArray> entry : arrays.entrySet()) {
      NdArray array = entry.getValue();
      if (array.size() > 0
          && array.rank() > 0
          && images.contains(array.shape()[0])
          && (isLabels(entry.getKey()) || array.rank() == 1 && isCounted(array))) {
        return true;
      }
    }
    return false;
  }

  private static boolean isLabels(String path) {
    String name = path.toLowerCase(Locale.ROOT);
    return name.contains("label") || name.contains("target") || name.matches("y([_.].*)?|.*[_.]y");
  }

  /** Returns whether the first numbers are of a whole type, and none is below 0. */
  private static boolean isCounted(NdArray array) {
    char kind = array.dtype().kind();
    boolean counted = kind == 'i' || kind == 'u';
    PrimitiveIterator.OfDouble numbers = array.iterator();
    for (int i = 0; counted && i < LABELS_READ && numbers.hasNext(); i++) {
      counted = numbers.nextDouble() >= 0;
    }
    return counted;
  }

  private FormatException dataSet() {
    return FormatException.of(
        "a data set, not a network (expected weights, found %s); --images and --labels take images"
            + " and labels, as IDX files",
        found());
  }

  /**
   * Makes the exception for layers without biases that each have one input more than the layer
   * before has outputs, or null if they are no such layers.
   */
  static FormatException foldedBiases(List<StoredLayer> layers) {
    for (Layout layout : new Layout[] {Layout.IN_OUT, Layout.OUT_IN}) {
      if (isFolded(layers, layout)) {
        StoredLayer first = layers.get(0);
        StoredLayer second = layers.get(1);
        int inputs = first.inputs(layout);
        int hidden = second.inputs(layout);
        return FormatException.of(
            "%s and %s seem to have biases folded in (expected %d and %d %s, found %d and %d);"
                + " --bias first or --bias last takes the first or the last of them for biases",
            shown(first.weightsName(), first.weights()),
            shown(second.weightsName(), second.weights()),
            inputs - 1,
            hidden - 1,
            layout == Layout.IN_OUT ? "rows" : "columns",
            inputs,
            hidden);
      }
    }
    return null;
  }

  private static boolean isFolded(List<StoredLayer> layers, Layout layout) {
    for (int i = 0; i < layers.size(); i++) {
      StoredLayer layer = layers.get(i);
      if (!layer.isMatrix()
          || layer.bias() != null
          || i > 0 && layers.get(i - 1).outputs(layout) + 1 != layer.inputs(layout)) {
        return false;
      }
    }
    return layers.size() > 1;
  }

  /** Returns names and shapes of the first arrays, for messages. */
  String found() {
    if (arrays.isEmpty()) {
      return "no numpy array";
    }
    List<String> found = new ArrayList<>();
    for (Map.Entry<String, NdArray> entry : arrays.entrySet()) {
      if (found.size() == MAX_SHOWN) {
        found.add("… " + arrays.size() + " in all");
        break;
      }
      found.add(shown(entry.getKey(), entry.getValue()));
    }
    return String.join(", ", found);
  }
}

package mnisteval.weights.layers;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import mnisteval.weights.array.NdArray;

/**
 * Finds layers among arrays that have positions only, such as those of a list, or names that say
 * nothing: W, b, W, b and so on; pairs of W and b; a list of weights and one of biases, in either
 * order; or weights alone. Of positions, the first of these readings is taken in which the shapes
 * fit one another.
 */
final class UnnamedLayers {
  private UnnamedLayers() {}

  /** Returns whether all names are positions, after a beginning that they share. */
  static boolean isUnnamed(Map<String, NdArray> arrays) {
    String prefix = null;
    for (String name : arrays.keySet()) {
      int end = name.length();
      while (end > 0
          && LayerName.isNumber(name.substring(name.lastIndexOf('.', end - 1) + 1, end))) {
        end = Math.max(name.lastIndexOf('.', end - 1), 0);
      }
      if (end == name.length() || prefix != null && !prefix.equals(name.substring(0, end))) {
        return false;
      }
      prefix = name.substring(0, end);
    }
    return prefix != null;
  }

  /**
   * Returns the layers, or null if the shapes fit in no reading.
   *
   * @param folded where the biases are in the weights, or null if they are apart
   */
  static List<StoredLayer> of(Map<String, NdArray> arrays, FoldedBias folded) {
    // Each array is held as weights until it turns out to be a bias.
    List<StoredLayer> all = new ArrayList<>();
    List<List<StoredLayer>> lists = new ArrayList<>();
    String outer = null;
    for (Map.Entry<String, NdArray> entry : arrays.entrySet()) {
      String name = entry.getKey();
      String list = name.substring(0, name.lastIndexOf('.') + 1);
      if (!list.equals(outer)) {
        lists.add(new ArrayList<>());
        outer = list;
      }
      StoredLayer array = new StoredLayer(name, entry.getValue(), null, null);
      lists.get(lists.size() - 1).add(array);
      all.add(array);
    }
    return firstFitting(all, lists, folded);
  }

  /**
   * Returns the layers of arrays whose names say nothing, in the order of the file; null unless the
   * shapes fit in just one reading. Where lists are told apart by a name above them, here one is
   * the first half and the other the second. A single layer must have biases, and no more outputs
   * than inputs, as a table of data would.
   *
   * @param folded where the biases are in the weights, or null if they are apart
   */
  static List<StoredLayer> inOrder(Map<String, NdArray> arrays, FoldedBias folded) {
    List<StoredLayer> all = new ArrayList<>();
    for (Map.Entry<String, NdArray> entry : arrays.entrySet()) {
      String name = entry.getKey();
      if (!LayerName.isLeftOut(name) && !LayerName.isBeside(name)) {
        all.add(new StoredLayer(name, entry.getValue(), null, null));
      }
    }
    List<StoredLayer> first = all.subList(0, all.size() / 2);
    List<StoredLayer> second = all.subList(all.size() / 2, all.size());
    Set<List<StoredLayer>> ways = new LinkedHashSet<>();
    ways.add(alternating(all));
    ways.add(paired(first, second));
    ways.add(paired(second, first));
    ways.add(all);
    ways.removeIf(way -> way == null || !LayerShapes.fit(way, folded) || isTable(way, folded));
    return ways.size() == 1 ? ways.iterator().next() : null;
  }

  private static boolean isTable(List<StoredLayer> way, FoldedBias folded) {
    if (way.size() != 1 || folded != null) {
      return way.isEmpty();
    }
    StoredLayer layer = way.get(0);
    Layout layout = layer.biasFits(Layout.IN_OUT) ? Layout.IN_OUT : Layout.OUT_IN;
    return layer.bias() == null || layer.outputs(layout) > layer.inputs(layout);
  }

  private static List<StoredLayer> firstFitting(
      List<StoredLayer> all, List<List<StoredLayer>> lists, FoldedBias folded) {
    List<List<StoredLayer>> ways = new ArrayList<>();
    ways.add(alternating(all));
    if (lists.size() == 2) {
      ways.add(paired(lists.get(0), lists.get(1)));
      ways.add(paired(lists.get(1), lists.get(0)));
    }
    ways.add(all);
    for (List<StoredLayer> way : ways) {
      if (way != null && LayerShapes.fit(way, folded)) {
        return way;
      }
    }
    return null;
  }

  private static List<StoredLayer> alternating(List<StoredLayer> all) {
    List<StoredLayer> weights = new ArrayList<>();
    List<StoredLayer> biases = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      (i % 2 == 0 ? weights : biases).add(all.get(i));
    }
    return paired(weights, biases);
  }

  private static List<StoredLayer> paired(List<StoredLayer> weights, List<StoredLayer> biases) {
    if (weights.size() != biases.size()) {
      return null;
    }
    List<StoredLayer> layers = new ArrayList<>();
    for (int i = 0; i < weights.size(); i++) {
      StoredLayer w = weights.get(i);
      StoredLayer b = biases.get(i);
      layers.add(new StoredLayer(w.weightsName(), w.weights(), b.weightsName(), b.weights()));
    }
    return layers;
  }
}

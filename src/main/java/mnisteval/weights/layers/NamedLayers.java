package mnisteval.weights.layers;

import static mnisteval.weights.layers.StoredLayer.shown;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import mnisteval.weights.array.FormatException;
import mnisteval.weights.array.NamedArrays;
import mnisteval.weights.array.NdArray;

/**
 * Finds the layers among named arrays, from the pixels on: by their names, as {@link LayerName}
 * reads them, or where there are only positions or other names, by {@link UnnamedLayers}. Other
 * arrays are left out, but for those of networks that are not fully connected, which are refused.
 */
final class NamedLayers {
  /** The names of the arrays of one layer; ordered by the numbers in them. */
  private static final class Slot implements Comparable<Slot> {
    private final LayerName name;
    private String weights;
    private String bias;

    Slot(LayerName name) {
      this.name = name;
    }

    String there() {
      return weights == null ? bias : weights;
    }

    @Override
    public int compareTo(Slot other) {
      return Long.compare(name.order(), other.name.order());
    }
  }

  private final Map<String, NdArray> arrays;

  /** Names of single numbers, such as a bias that numpy would add to every unit. */
  private final Set<String> numbers;

  private boolean inOrder;

  /** Of layers whose biases may be missing, or null. */
  private final BatchNormalization norms;

  /**
   * Takes the content of a file.
   *
   * @param norms what is left out of it, or null
   */
  NamedLayers(NamedArrays named, BatchNormalization norms) {
    this.norms = norms;
    arrays = named.arrays();
    numbers = named.numbers().keySet();
  }

  /**
   * Finds the layers in their order; whether their shapes follow from one another is not checked.
   *
   * @param folded where the biases are in the weights, or null if they are apart
   * @throws FormatException if there are none, or it is unclear which there are
   */
  List<StoredLayer> layers(FoldedBias folded) {
    refuseOtherKinds();
    if (UnnamedLayers.isUnnamed(arrays)) {
      refuseNumbersAmong(arrays.keySet());
      List<StoredLayer> layers = UnnamedLayers.of(arrays, folded);
      if (layers == null) {
        throw new Diagnosis(arrays).unnamed();
      }
      return layers;
    }
    List<Slot> slots = order(slots());
    if (first(slots, true) == null || isLastAlone(slots)) {
      return inOrder(slots, folded);
    }
    requireWeights(slots);
    refuseNumbersAsBias(slots);
    List<StoredLayer> layers = new ArrayList<>(slots.size());
    for (Slot slot : slots) {
      NdArray bias = slot.bias == null ? null : arrays.get(slot.bias);
      layers.add(new StoredLayer(slot.weights, arrays.get(slot.weights), slot.bias, bias));
    }
    return layers;
  }

  /** Returns whether the layers are in the order of the file, since their names say nothing. */
  boolean inOrder() {
    return inOrder;
  }

  private List<StoredLayer> inOrder(List<Slot> slots, FoldedBias folded) {
    Diagnosis diagnosis = new Diagnosis(arrays);
    List<StoredLayer> layers = diagnosis.isDataSet() ? null : UnnamedLayers.inOrder(arrays, folded);
    if (layers == null) {
      throw diagnosis.unrecognised(first(slots, false), first(slots, true));
    }
    inOrder = true;
    return layers;
  }

  /** Returns the first name of weights, or of a bias, or null. */
  private static String first(List<Slot> slots, boolean weights) {
    for (Slot slot : slots) {
      String name = weights ? slot.weights : slot.bias;
      if (name != null) {
        return name;
      }
    }
    return null;
  }

  /** Refuses numbers in the same lists as the arrays, which have positions for names too. */
  private void refuseNumbersAmong(Set<String> positions) {
    // A file may hold many of both.
    NavigableSet<String> sorted = new TreeSet<>(positions);
    for (String number : numbers) {
      String list = number.substring(0, number.lastIndexOf('.') + 1);
      if (LayerName.isNumber(number.substring(list.length()))) {
        String position = sorted.ceiling(list);
        if (position != null && position.startsWith(list)) {
          throw noArray(number);
        }
      }
    }
  }

  private void refuseNumbersAsBias(List<Slot> slots) {
    Set<String> layers = new HashSet<>();
    for (Slot slot : slots) {
      layers.add(slot.name.layer());
    }
    for (String number : numbers) {
      LayerName name = LayerName.of(number);
      if (name != null && !name.weights() && layers.contains(name.layer())) {
        throw noArray(number);
      }
    }
  }

  private static FormatException noArray(String number) {
    return FormatException.of(
        "%s is a single number (expected an array, as the others are)", shown(number));
  }

  private void refuseOtherKinds() {
    for (String name : arrays.keySet()) {
      String kind = LayerName.otherKind(name);
      if (kind != null) {
        throw FormatException.of(
            "%s belongs to %s (expected fully connected layers only, found %s)",
            shown(name), kind, new Diagnosis(arrays).found());
      }
    }
  }

  private List<Slot> slots() {
    Map<String, Slot> slots = new LinkedHashMap<>();
    boolean bare = false;
    for (Map.Entry<String, NdArray> entry : arrays.entrySet()) {
      LayerName name = LayerName.of(entry.getKey());
      if (name == null || isOddZero(name, entry.getValue())) {
        continue;
      }
      bare |= name.layer().isEmpty();
      Slot slot = slots.get(name.layer());
      if (slot == null) {
        slot = new Slot(name);
        slots.put(name.layer(), slot);
      }
      String before = name.weights() ? slot.weights : slot.bias;
      if (before != null) {
        throw FormatException.of(
            "both %s and %s (expected one of them)", shown(before), shown(entry.getKey()));
      }
      if (name.weights()) {
        slot.weights = entry.getKey();
      } else {
        slot.bias = entry.getKey();
      }
    }
    if (bare && slots.size() > 1) {
      // W and b by themselves name a network of one layer, and nothing beside numbered ones.
      slots.remove("");
    }
    return new ArrayList<>(slots.values());
  }

  /** Some count layers from 0; but an array called W0 that is no matrix is something else. */
  private boolean isOddZero(LayerName name, NdArray array) {
    return name.number() == 0 && name.weights() && array.rank() != 2;
  }

  /** Sorts by number if the names differ in numbers only, else as in the file; "out" is last. */
  private static List<Slot> order(List<Slot> slots) {
    List<Slot> ordered = new ArrayList<>(slots.size());
    List<Slot> last = new ArrayList<>();
    String stem = null;
    boolean same = true;
    for (Slot slot : slots) {
      if (slot.name.isLast()) {
        last.add(slot);
      } else {
        same &= stem == null || stem.equals(slot.name.stem());
        stem = slot.name.stem();
        ordered.add(slot);
      }
    }
    if (same) {
      ordered.sort(null);
    }
    ordered.addAll(last);
    return ordered;
  }

  private void requireWeights(List<Slot> slots) {
    String firstBias = first(slots, false);
    String spelling = null;
    for (Slot slot : slots) {
      spelling = spelling == null && slot.name.weights() ? slot.name.spelling() : spelling;
    }
    int next = slots.get(0).name.number() == 0 ? 0 : 1;
    for (Slot slot : slots) {
      int number = slot.name.number();
      if (number >= 0 && (number != next || slot.weights == null)) {
        throw misnumbered((spelling == null ? "W" : spelling) + next, slot, slots);
      }
      next++;
      if (slot.weights == null) {
        throw FormatException.of(
            "no weights for %s (expected both in one file, found %s)",
            shown(slot.bias), new Diagnosis(arrays).found());
      }
      boolean shifted = norms != null && norms.follows(slot.weights);
      if (slot.bias == null && firstBias != null && !shifted) {
        throw FormatException.of(
            "no bias for %s (expected one, since there is %s)",
            shown(slot.weights, arrays.get(slot.weights)), shown(firstBias));
      }
    }
  }

  /** Returns whether only the last layer has a name that is read, and others are there. */
  private boolean isLastAlone(List<Slot> slots) {
    return slots.size() == 1
        && slots.get(0).name.isLast()
        && new Diagnosis(arrays).hasLayerBefore(arrays.get(slots.get(0).weights));
  }

  private FormatException misnumbered(String expected, Slot slot, List<Slot> slots) {
    FormatException several = new Diagnosis(arrays).severalNetworks();
    if (several != null) {
      return several;
    }
    String there = slot.there();
    for (Slot before : slots.subList(0, slots.indexOf(slot))) {
      if (before.name.number() == slot.name.number()) {
        return FormatException.of(
            "both %s and %s as layer %d (expected one of them)",
            shown(before.there()), shown(there), slot.name.number());
      }
    }
    return FormatException.of(
        "no %s (expected it, since there is %s)", shown(expected), shown(there));
  }
}

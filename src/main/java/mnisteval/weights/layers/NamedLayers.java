package mnisteval.weights.layers;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import mnisteval.input.InputException;
import mnisteval.weights.array.NdArray;

/**
 * Finds the layers among named arrays, from the pixels on: by their names, as {@link LayerName}
 * reads them, or where there are only positions, by {@link UnnamedLayers}. Other arrays are left
 * out, but for those of networks that are not fully connected, which are refused.
 */
public final class NamedLayers {
  /** Of so many layers the order is made without a class that no short run loads otherwise. */
  private static final int FEW = 20;

  /** Enough names to see what a file holds, few enough for one line. */
  private static final int MAX_SHOWN = 8;

  /** The arrays of one layer. */
  private static final class Slot {
    private final LayerName name;
    private String weights;
    private String bias;

    Slot(LayerName name) {
      this.name = name;
    }
  }

  private final Map<String, NdArray> arrays;
  private final Set<String> numbers;
  private final String file;

  /**
   * Of arrays by their names.
   *
   * @param numbers names of what is no array but a number, such as a bias that numpy would add
   */
  public NamedLayers(Map<String, NdArray> arrays, Set<String> numbers, String file) {
    this.arrays = arrays;
    this.numbers = numbers;
    this.file = file;
  }

  /** The layers in their order; nothing is known yet of how their shapes follow. */
  public List<StoredLayer> layers() throws InputException {
    refuseOtherKinds();
    if (UnnamedLayers.isUnnamed(arrays)) {
      refuseNumbersAmong(arrays.keySet());
      List<StoredLayer> layers = new UnnamedLayers(arrays).layers();
      if (layers == null) {
        throw new InputException(
            file,
            "arrays without names that don't follow from one another (expected W, b, W, b, …, or"
                + " two lists, of weights and of biases, found "
                + found()
                + ")");
      }
      return layers;
    }
    List<Slot> slots = order(slots());
    requireWeights(slots);
    refuseNumbersAsBias(slots);
    List<StoredLayer> layers = new ArrayList<>(slots.size());
    for (Slot slot : slots) {
      NdArray bias = slot.bias == null ? null : arrays.get(slot.bias);
      layers.add(new StoredLayer(slot.weights, arrays.get(slot.weights), slot.bias, bias));
    }
    return layers;
  }

  /** Numbers that lie in the same lists as the arrays, and have positions for names too. */
  private void refuseNumbersAmong(Set<String> positions) throws InputException {
    if (numbers.isEmpty()) {
      return;
    }
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

  private void refuseNumbersAsBias(List<Slot> slots) throws InputException {
    if (numbers.isEmpty()) {
      return;
    }
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

  private InputException noArray(String number) {
    return new InputException(
        file,
        ArrayText.name(number) + " is a single number (expected an array, as the others are)");
  }

  private void refuseOtherKinds() throws InputException {
    for (String name : arrays.keySet()) {
      String kind = LayerName.otherKind(name);
      if (kind != null) {
        throw new InputException(
            file,
            ArrayText.name(name)
                + " belongs to "
                + kind
                + " (expected fully connected layers only, found "
                + found()
                + ")");
      }
    }
  }

  private List<Slot> slots() throws InputException {
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
        throw new InputException(
            file,
            "both "
                + ArrayText.name(before)
                + " and "
                + ArrayText.name(entry.getKey())
                + " (expected one of them)");
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

  /** Some count from 0; but what is called W0 and is no matrix is something else. */
  private boolean isOddZero(LayerName name, NdArray array) {
    return name.number() == 0 && name.weights() && array.rank() != 2;
  }

  /** By number where only numbers tell the names apart, else as in the file; "out" is the last. */
  private static List<Slot> order(List<Slot> slots) {
    List<Slot> ordered = new ArrayList<>(slots.size());
    List<Slot> last = new ArrayList<>();
    String stem = null;
    boolean same = true;
    for (Slot slot : slots) {
      if (slot.name.isLast()) {
        last.add(slot);
        continue;
      }
      same &= stem == null || stem.equals(slot.name.stem());
      stem = slot.name.stem();
      ordered.add(slot);
    }
    if (same) {
      sort(ordered);
    }
    ordered.addAll(last);
    return ordered;
  }

  /** By the numbers in their names; few of them by insertion. */
  private static void sort(List<Slot> slots) {
    if (slots.size() > FEW) {
      slots.sort(Comparator.comparingLong(slot -> slot.name.order()));
      return;
    }
    for (int i = 1; i < slots.size(); i++) {
      Slot slot = slots.get(i);
      int at = i;
      while (at > 0 && slots.get(at - 1).name.order() > slot.name.order()) {
        slots.set(at, slots.get(at - 1));
        at--;
      }
      slots.set(at, slot);
    }
  }

  private void requireWeights(List<Slot> slots) throws InputException {
    int weights = 0;
    int biases = 0;
    for (Slot slot : slots) {
      weights += slot.weights == null ? 0 : 1;
      biases += slot.bias == null ? 0 : 1;
    }
    if (weights == 0) {
      String problem =
          biases == 0
              ? "no layers recognised (expected arrays named W1, b1, W2, b2, … or fc1.weight,"
                  + " fc1.bias, …, found "
              : "biases without weights (expected both in one file, found ";
      throw new InputException(file, problem + found() + ")");
    }
    int next = slots.get(0).name.number() == 0 ? 0 : 1;
    for (Slot slot : slots) {
      int number = slot.name.number();
      String there = slot.weights == null ? slot.bias : slot.weights;
      if (number >= 0 && (number != next || slot.weights == null)) {
        throw missing(spelling(slots) + next, there);
      }
      next++;
      if (slot.weights == null) {
        throw missing("weights", there);
      }
      if (slot.bias == null && biases > 0) {
        throw missingBias(slot, slots);
      }
    }
  }

  private InputException missing(String name, String there) {
    return new InputException(
        file,
        "no "
            + ArrayText.name(name)
            + " (expected it, since there is "
            + ArrayText.name(there)
            + ")");
  }

  private InputException missingBias(Slot slot, List<Slot> slots) {
    String others = null;
    for (Slot other : slots) {
      others = others == null ? other.bias : others;
    }
    return new InputException(
        file,
        "no bias for "
            + ArrayText.array(slot.weights, arrays.get(slot.weights))
            + " (expected one, since there is "
            + ArrayText.name(others)
            + ")");
  }

  private static String spelling(List<Slot> slots) {
    for (Slot slot : slots) {
      if (slot.weights != null && slot.name.weights()) {
        return slot.name.spelling();
      }
    }
    return "W";
  }

  /** What the file holds, for messages: names and shapes, 8 of them. */
  private String found() {
    return ArrayText.arrays(arrays, MAX_SHOWN);
  }
}

package mnisteval.weights.layers;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import mnisteval.network.Activation;
import mnisteval.weights.array.FormatException;
import mnisteval.weights.array.NamedArrays;
import mnisteval.weights.array.NdArray;

/**
 * The way in which a file's arrays were read as a network.
 *
 * @param format of the file, such as {@code PyTorch state_dict}
 * @param layout of the weights; never AUTO
 * @param bothFit whether the other layout fits the shapes too, so that this one is a guess
 * @param biases whether the file has biases; without, they are zeros
 * @param activation that the file names and the network therefore has, or null
 * @param notes for the user, a sentence each; mostly none
 */
public record Interpretation(
    String format,
    Layout layout,
    boolean bothFit,
    boolean biases,
    Activation activation,
    List<String> notes) {
  private static final Set<String> ACTIVATION_NAMES =
      Set.of("activation", "activations", "hidden_activation", "activation_function", "act");

  /** May end a list of activations: they leave the largest output the largest. */
  private static final Set<String> OF_OUTPUTS = Set.of("softmax", "linear", "identity", "none");

  /**
   * Describes how arrays were read.
   *
   * @param wanted the activation that the user named, or null
   * @throws FormatException if the user named none, and the file names several or an unknown one
   */
  static Interpretation of(
      NamedArrays arrays, List<StoredLayer> layers, LayerShapes shapes, Activation wanted) {
    List<String> notes = new ArrayList<>();
    if (shapes.bothFit()) {
      notes.add(
          "weights read as (in, out), though (out, in) fits too; --layout out-in for the other");
    }
    boolean biases = layers.get(0).bias() != null;
    if (!biases) {
      notes.add(
          "no biases in the file, read as a network without; biases in a file of their own are not"
              + " read");
    }
    String leftOut = leftOut(arrays, layers);
    if (leftOut != null) {
      notes.add(
          StoredLayer.shown(leftOut) + " left out, as training leaves arrays of such names behind");
    }
    Activation named = wanted == null ? activation(arrays.texts()) : null;
    if (named != null) {
      notes.add("activation " + named + " as the file says");
    }
    return new Interpretation(
        arrays.format(), shapes.layout(), shapes.bothFit(), biases, named, List.copyOf(notes));
  }

  /** Returns the first matrix left out for its name, unless it is named after one that is read. */
  private static String leftOut(NamedArrays arrays, List<StoredLayer> layers) {
    for (Map.Entry<String, NdArray> entry : arrays.arrays().entrySet()) {
      String name = entry.getKey();
      if (entry.getValue().rank() == 2 && LayerName.isLeftOut(name)) {
        boolean after = false;
        for (StoredLayer layer : layers) {
          after |= name.endsWith(layer.weightsName());
        }
        if (!after) {
          return name;
        }
      }
    }
    return null;
  }

  private static Activation activation(Map<String, String> texts) {
    List<String> names = new ArrayList<>();
    boolean listed = false;
    for (Map.Entry<String, String> entry : texts.entrySet()) {
      String path = entry.getKey();
      int dot = path.lastIndexOf('.');
      boolean inList = dot > 0 && LayerName.isNumber(path.substring(dot + 1));
      String named = inList ? path.substring(0, dot) : path;
      String word = named.substring(named.lastIndexOf('.') + 1);
      if (ACTIVATION_NAMES.contains(word.toLowerCase(Locale.ROOT))) {
        names.add(entry.getValue());
        listed = inList;
      }
    }
    int last = names.size() - 1;
    if (listed && last > 0 && OF_OUTPUTS.contains(names.get(last).toLowerCase(Locale.ROOT))) {
      names.remove(last);
    }
    Activation found = null;
    for (String name : names) {
      Activation activation = named(name);
      if (found != null && activation != found) {
        throw FormatException.of(
            "names several activations (expected one for all layers, found %s and %s; --activation"
                + " takes one)",
            found, activation);
      }
      found = activation;
    }
    return found;
  }

  private static Activation named(String name) {
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "sigmoid", "logistic" -> Activation.SIGMOID;
      case "relu" -> Activation.RELU;
      case "tanh" -> Activation.TANH;
      default ->
          throw FormatException.of(
              "names an unknown activation (expected sigmoid, relu or tanh, or --activation, found"
                  + " %s)",
              StoredLayer.shown(name));
    };
  }

  /** Returns a few words, such as {@code PyTorch state_dict, weights (out, in)}. */
  public String text() {
    return format
        + (layout == Layout.OUT_IN ? ", weights (out, in)" : ", weights (in, out)")
        + (biases ? "" : ", no biases")
        + (activation == null ? "" : ", activation " + activation + " as the file says");
  }
}

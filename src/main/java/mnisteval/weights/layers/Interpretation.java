package mnisteval.weights.layers;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import mnisteval.input.InputException;
import mnisteval.network.Activation;
import mnisteval.weights.array.NamedArrays;
import mnisteval.weights.array.NdArray;

/**
 * How a file was read.
 *
 * @param format of the file, such as {@code PyTorch state_dict}
 * @param layout which dimension of the weights is which; never AUTO
 * @param bothFit whether the other layout fits the shapes too, and neither option nor images told
 * @param biases whether the file has biases; without, they are zeros
 * @param activation which the file names and the network has therefore, or null
 * @param notes what the user should know of it, a sentence each; mostly none
 */
public record Interpretation(
    String format,
    Layout layout,
    boolean bothFit,
    boolean biases,
    Activation activation,
    List<String> notes) {
  private static final String[] ACTIVATION_NAMES = {
    "activation", "activations", "hidden_activation", "activation_function", "act"
  };

  /** What a list of activations may end with: the largest logit stays the largest. */
  private static final Set<String> OF_OUTPUTS = Set.of("softmax", "linear", "identity", "none");

  public static Interpretation of(
      NamedArrays arrays,
      List<StoredLayer> layers,
      LayerShapes shapes,
      Activation wanted,
      String file)
      throws InputException {
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
          ArrayText.name(leftOut) + " left out, as training leaves arrays of such names behind");
    }
    Activation named = wanted == null ? activation(arrays.texts(), file) : null;
    if (named != null) {
      notes.add("activation " + named + " as the file says");
    }
    return new Interpretation(
        arrays.format(), shapes.layout(), shapes.bothFit(), biases, named, List.copyOf(notes));
  }

  /** The first matrix that is left out for its name, and is not called after one that is read. */
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

  private static Activation activation(Map<String, String> texts, String file)
      throws InputException {
    List<String> names = new ArrayList<>();
    boolean listed = false;
    for (Map.Entry<String, String> entry : texts.entrySet()) {
      String path = entry.getKey();
      int dot = path.lastIndexOf('.');
      boolean inList = dot > 0 && LayerName.isNumber(path.substring(dot + 1));
      if (isActivation(inList ? path.substring(0, dot) : path)) {
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
      Activation activation = named(name, file);
      if (found != null && activation != found) {
        throw new InputException(
            file,
            "names several activations (expected one for all layers, found "
                + found
                + " and "
                + activation
                + "; --activation takes one)");
      }
      found = activation;
    }
    return found;
  }

  private static boolean isActivation(String path) {
    String name = path.substring(path.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    for (String activation : ACTIVATION_NAMES) {
      if (name.equals(activation)) {
        return true;
      }
    }
    return false;
  }

  private static Activation named(String name, String file) throws InputException {
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "sigmoid", "logistic" -> Activation.SIGMOID;
      case "relu" -> Activation.RELU;
      case "tanh" -> Activation.TANH;
      default ->
          throw new InputException(
              file,
              "names an unknown activation (expected sigmoid, relu or tanh, or --activation, found "
                  + ArrayText.name(name)
                  + ")");
    };
  }

  /** In a few words, such as {@code PyTorch state_dict, weights (out, in)}. */
  public String text() {
    StringBuilder text = new StringBuilder(format);
    text.append(", weights ").append(layout == Layout.OUT_IN ? "(out, in)" : "(in, out)");
    if (!biases) {
      text.append(", no biases");
    }
    if (activation != null) {
      text.append(", activation ").append(activation).append(" as the file says");
    }
    return text.toString();
  }
}

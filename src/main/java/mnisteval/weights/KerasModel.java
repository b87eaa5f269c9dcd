package mnisteval.weights;

import static mnisteval.weights.array.FormatException.shown;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import mnisteval.weights.array.FormatException;

/**
 * The configuration of a Keras model: its layers from the pixels on, their activations, and how
 * pixels are scaled. Read are sequential models, and functional ones that are a chain.
 *
 * <pre>
 *   {"class_name": "Sequential", "config": {"layers": [
 *     {"class_name": "Dense", "config": {"name": "dense", "activation": "relu", …}, …}, …]}}
 * </pre>
 */
final class KerasModel {
  /** Layers that change no number, or only while a network is trained. */
  private static final Set<String> WITHOUT_EFFECT =
      Set.of(
          "InputLayer",
          "Flatten",
          "Reshape",
          "Dropout",
          "GaussianDropout",
          "GaussianNoise",
          "AlphaDropout",
          "ActivityRegularization");

  /** Under these the largest number stays the largest, so that they may end a network. */
  private static final Set<String> RISING =
      Set.of("softmax", "log_softmax", "identity", "sigmoid", "tanh", "softplus", "elu");

  private static final String LEAKY_RELU = "leaky_relu:";

  /** Keras' own slope, by name. */
  private static final String DEFAULT_LEAKY_RELU = LEAKY_RELU + "0.2";

  private final List<String> names = new ArrayList<>();
  private final List<String> activations = new ArrayList<>();
  private boolean scaled;

  private KerasModel() {}

  /**
   * Reads a configuration.
   *
   * @param json such as {@code model.to_json()} gives
   * @throws FormatException if it is malformed, or of a network that is not fully connected
   */
  static KerasModel of(byte[] json) {
    Map<?, ?> model = object(JsonReader.readTree(json));
    String kind = text(model.get("class_name"));
    // Model is what Functional was called before Keras 2.3.
    boolean chain = kind.equals("Functional") || kind.equals("Model");
    if (!chain && !kind.equals("Sequential")) {
      throw FormatException.of(
          "holds a Keras model of class %s (expected Sequential or Functional)", shown(kind));
    }
    Object config = model.get("config");
    // Before Keras 2.2.3 it was the list itself.
    Object layers = config instanceof List ? config : object(config).get("layers");
    if (!(layers instanceof List<?> list)) {
      throw malformed();
    }
    KerasModel read = new KerasModel();
    String before = null;
    for (Object layer : list) {
      if (chain) {
        before = requireChain(object(layer), before);
      }
      read.take(object(layer));
    }
    read.finish();
    return read;
  }

  /** Makes sure that a layer takes what the one before it gives, and returns its name. */
  private static String requireChain(Map<?, ?> layer, String before) {
    String name = text(object(layer.get("config")).get("name"));
    List<Object> sources = new ArrayList<>();
    addSources(layer.get("inbound_nodes"), sources);
    if (!sources.equals(before == null ? List.of() : List.of(before))) {
      throw FormatException.of(
          "%s takes %s (expected %s: one chain of layers)",
          shown(name), shown(sources.toString()), before == null ? "nothing" : shown(before));
    }
    return name;
  }

  /**
   * Finds the names of layers: each begins a list, and numbers of a node and of a tensor follow.
   */
  private static void addSources(Object value, List<Object> sources) {
    if (value instanceof Map<?, ?> map) {
      map.values().forEach(inner -> addSources(inner, sources));
    } else if (value instanceof List<?> list) {
      if (list.size() > 2 && list.get(0) instanceof String && list.get(1) instanceof Double) {
        sources.add(list.get(0));
      } else {
        list.forEach(inner -> addSources(inner, sources));
      }
    }
  }

  private void take(Map<?, ?> layer) {
    String kind = text(layer.get("class_name"));
    Map<?, ?> config = object(layer.get("config"));
    switch (kind) {
      case "Dense" -> {
        names.add(text(config.get("name")));
        activations.add(activation(config.get("activation")));
      }
      case "Activation" -> activate(kind, activation(config.get("activation")));
      case "Softmax" -> activate(kind, "softmax");
      case "ReLU" -> activate(kind, relu(config));
      case "LeakyReLU" -> {
        Object slope = config.get(config.containsKey("alpha") ? "alpha" : "negative_slope");
        activate(kind, LEAKY_RELU + slope);
      }
      case "ELU" -> {
        requireNumber(kind, config, "alpha", 1);
        activate(kind, "elu");
      }
      case "Rescaling" -> scale(config);
      default -> {
        if (!WITHOUT_EFFECT.contains(kind)) {
          throw FormatException.of(
              "holds a layer of class %s (expected fully connected layers only)", shown(kind));
        }
      }
    }
  }

  private void activate(String kind, String activation) {
    int last = activations.size() - 1;
    if (last < 0 || !activations.get(last).equals("identity")) {
      throw FormatException.of(
          "holds %s after %s (expected after Dense without an activation)",
          kind, last < 0 ? "no layer" : shown(activations.get(last)));
    }
    activations.set(last, activation);
  }

  private static String relu(Map<?, ?> config) {
    requireNumber("ReLU", config, "max_value", 0);
    requireNumber("ReLU", config, "threshold", 0);
    requireNumber("ReLU", config, "negative_slope", 0);
    return "relu";
  }

  private void scale(Map<?, ?> config) {
    if (!names.isEmpty() || scaled) {
      throw new FormatException("holds Rescaling after another layer (expected before all)");
    }
    requireNumber("Rescaling", config, "offset", 0);
    // 1 / 255 as its user wrote it, maybe in a few digits.
    boolean unit = config.get("scale") instanceof Double scale && Math.abs(scale * 255 - 1) < 1e-6;
    if (!unit) {
      throw FormatException.of(
          "holds Rescaling by %s (expected 1/255)", shown(String.valueOf(config.get("scale"))));
    }
    scaled = true;
  }

  private static void requireNumber(String kind, Map<?, ?> config, String key, double expected) {
    Object found = config.get(key);
    if (found != null && !found.equals(expected)) {
      throw FormatException.of(
          "holds %s with %s %s (expected %s)", kind, key, shown(found.toString()), (int) expected);
    }
  }

  /** Returns our name of an activation, or Keras' if there is none. */
  private static String activation(Object value) {
    Object name = value;
    if (value instanceof Map<?, ?> object) {
      boolean function = "function".equals(object.get("class_name"));
      name = object.get(function ? "config" : "class_name");
    }
    if (name == null || name.equals("linear")) {
      return "identity";
    }
    return name.equals("leaky_relu") ? DEFAULT_LEAKY_RELU : text(name);
  }

  private void finish() {
    if (names.isEmpty()) {
      throw new FormatException("holds a Keras model without Dense layers (expected some)");
    }
    String last = activations.remove(activations.size() - 1);
    if (!RISING.contains(last) && !last.startsWith(LEAKY_RELU)) {
      throw FormatException.of("ends in %s (expected softmax, sigmoid or linear)", shown(last));
    }
  }

  /** Returns the names of the Dense layers, in their order. */
  List<String> names() {
    return names;
  }

  /** Returns what the configuration says of hidden layers' activations, and of pixels. */
  Map<String, String> texts() {
    Map<String, String> texts = new LinkedHashMap<>();
    for (String activation : activations) {
      texts.put("activations." + texts.size(), activation);
    }
    if (scaled) {
      texts.put("pixels", "unit");
    }
    return texts;
  }

  private static Map<?, ?> object(Object value) {
    if (value instanceof Map<?, ?> object) {
      return object;
    }
    throw malformed();
  }

  private static String text(Object value) {
    if (value instanceof String text) {
      return text;
    }
    throw malformed();
  }

  private static FormatException malformed() {
    return new FormatException(
        "malformed configuration of a Keras model (expected layers with a class_name and a config)");
  }
}

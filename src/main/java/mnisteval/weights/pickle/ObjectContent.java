package mnisteval.weights.pickle;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Says what of an object is read: its attributes, or of classes that are known, some of them. */
final class ObjectContent {
  private static final String TORCH_ACTIVATION = "torch.nn.modules.activation.";

  /** Of classes that people write themselves; others may differ from what they are named after. */
  private static final List<String> ACTIVATIONS = List.of("relu", "sigmoid", "tanh");

  private ObjectContent() {}

  /**
   * Returns the values that may hold arrays by their names, in order.
   *
   * @param notes to which is added what the user should know
   */
  static Map<?, ?> of(PickledObject object, List<String> notes, PickleInput pickle) {
    if (SklearnModel.isOf(object.type().name())) {
      return SklearnModel.values(object, notes);
    }
    if (object.type().name().startsWith(TORCH_ACTIVATION)) {
      String activation = torchActivation(object);
      return activation == null ? Map.of() : Map.of("activation", activation);
    }
    if (object.attribute("_parameters") instanceof Map<?, ?> parameters
        && object.attribute("_modules") instanceof Map<?, ?> modules) {
      return joined(parameters, modules, pickle);
    }
    String name = object.type().simpleName().toLowerCase(Locale.ROOT);
    return ACTIVATIONS.contains(name) ? Map.of("activation", name) : object.attributes();
  }

  /** Joins what a module of PyTorch holds, as the names in a state_dict do. */
  private static Map<?, ?> joined(Map<?, ?> parameters, Map<?, ?> modules, PickleInput pickle) {
    Map<Object, Object> joined = new LinkedHashMap<>();
    for (Map<?, ?> part : List.of(parameters, modules)) {
      for (Map.Entry<?, ?> entry : part.entrySet()) {
        pickle.payOpcode();
        joined.put(entry.getKey(), entry.getValue());
      }
    }
    return joined;
  }

  /** Returns the name of the activation with what it is set to, or null of those of outputs. */
  private static String torchActivation(PickledObject object) {
    String name = object.type().simpleName();
    return switch (name) {
      case "Softmax", "LogSoftmax" -> null;
      case "LeakyReLU" -> "leaky_relu:" + object.attribute("negative_slope");
      case "ELU" -> unless(1.0, object, "alpha");
      case "Softplus" -> unless(1.0, object, "beta");
      case "GELU" -> unless("none", object, "approximate");
      default -> name;
    };
  }

  /** Returns the class's name, with the attribute unless it is there and as usual. */
  private static String unless(Object usual, PickledObject object, String attribute) {
    String name = object.type().simpleName();
    Object value = object.attribute(attribute);
    boolean same =
        value == null
            || value.equals(usual)
            || value instanceof Number number && usual.equals(number.doubleValue());
    return same ? name : name + " with another " + attribute + " than " + usual;
  }
}

package mnisteval.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import mnisteval.arrays.NamedArrays;
import mnisteval.input.InputException;

/** How a file was read: in a few words, and what of it the user should know. */
final class Reading {
  private static final String[] ACTIVATION_NAMES = {
    "activation", "hidden_activation", "activation_function", "act"
  };

  private final NamedArrays arrays;
  private final StringBuilder text;
  private final List<String> notes = new ArrayList<>();

  Reading(NamedArrays arrays, List<NamedLayer> layers, LayerShapes shapes) {
    this.arrays = arrays;
    boolean outIn = shapes.layout() == Layout.OUT_IN;
    text = new StringBuilder(arrays.format());
    text.append(", weights ").append(outIn ? "(out, in)" : "(in, out)");
    if (shapes.bothFit()) {
      note("weights read as (in, out), though (out, in) fits too; --layout out-in for the other");
    }
    if (layers.get(0).bias() == null) {
      text.append(", no biases");
      note("no biases in the file, read as a network without");
    }
  }

  /** What the user asked for, or else the file; sigmoid if neither does. */
  Activation activation(Activation wanted, String file) throws InputException {
    for (Map.Entry<String, String> entry : arrays.texts().entrySet()) {
      if (wanted == null && isActivation(entry.getKey())) {
        Activation named = named(entry.getValue(), file);
        text.append(", activation ").append(named).append(" as the file says");
        note("activation " + named + " as the file says");
        return named;
      }
    }
    return wanted == null ? Activation.SIGMOID : wanted;
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
                  + Shown.name(name)
                  + ")");
    };
  }

  private void note(String note) {
    notes.add(note);
  }

  String text() {
    return text.toString();
  }

  List<String> notes() {
    return List.copyOf(notes);
  }
}

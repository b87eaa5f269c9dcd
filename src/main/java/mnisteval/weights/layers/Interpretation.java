package mnisteval.weights.layers;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
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
 * @param activations that the file names and the network therefore has: one for all hidden layers,
 *     or one for each of them; null if it names none, or the user names others
 * @param pixels whether the file tells how pixels are scaled: by name, or by their mean and
 *     standard deviation, which became part of the first layer
 * @param notes for the user, a sentence each; mostly none
 */
public record Interpretation(
    String format,
    Layout layout,
    boolean bothFit,
    boolean biases,
    List<Activation> activations,
    boolean pixels,
    List<String> notes) {
  private static final Set<String> ACTIVATION_NAMES =
      Set.of("activation", "activations", "hidden_activation", "activation_function", "act");

  /** Of one kind: a file may hold thousands of arrays of which there is something to say. */
  private static final int MOST_NOTES = 8;

  /** May end a list of activations: they leave the largest output the largest. */
  private static final Set<String> OF_OUTPUTS = Set.of("softmax", "linear", "identity", "none");

  /**
   * Describes how arrays were read.
   *
   * @param inOrder whether the layers are in the order of the file, since their names say nothing
   * @param wanted the activations that the user named, or null
   * @throws FormatException if the user named none, and the file names an unknown one; if there are
   *     neither one for all hidden layers nor one for each of them
   */
  static Interpretation of(
      NamedArrays arrays,
      List<StoredLayer> layers,
      LayerShapes shapes,
      boolean inOrder,
      List<Activation> wanted) {
    List<String> notes = new ArrayList<>();
    if (inOrder) {
      notes.add(names(layers) + " taken as layers in the order of the file");
    }
    if (shapes.bothFit()) {
      notes.add(
          "weights read as (in, out), though (out, in) fits too; --layout out-in for the other");
    }
    boolean biases = false;
    for (StoredLayer layer : layers) {
      biases |= layer.bias() != null; // that of a batch normalisation may be in the place of one
    }
    if (!biases) {
      notes.add(
          "no biases in the file, read as a network without; --weights FILE+FILE joins biases in a"
              + " file of their own");
    }
    String leftOut = leftOut(arrays, layers);
    if (leftOut != null) {
      notes.add(
          StoredLayer.shown(leftOut) + " left out, as training leaves arrays of such names behind");
    }
    List<Activation> named = named(arrays.texts(), layers.size() - 1, wanted);
    if (named != null) {
      notes.add("activation " + Activation.text(named) + " as the file says");
    }
    return new Interpretation(
        arrays.format(),
        shapes.layout(),
        shapes.bothFit(),
        biases,
        named,
        false,
        List.copyOf(notes));
  }

  /**
   * Returns the same with more notes, of which eight are enough to see what they are about.
   *
   * @param scaled whether the file tells how pixels are scaled
   */
  Interpretation with(List<String> more, boolean scaled) {
    if (more.isEmpty()) {
      return this;
    }
    List<String> all = new ArrayList<>(notes);
    all.addAll(more.subList(0, Math.min(more.size(), MOST_NOTES)));
    if (more.size() > MOST_NOTES) {
      all.add("… " + (more.size() - MOST_NOTES) + " more left out");
    }
    return new Interpretation(
        format, layout, bothFit, biases, activations, scaled, List.copyOf(all));
  }

  private static String names(List<StoredLayer> layers) {
    List<String> names = new ArrayList<>();
    for (StoredLayer layer : layers) {
      names.add(StoredLayer.shown(layer.weightsName()));
      if (layer.bias() != null && !layer.biasName().equals(layer.weightsName())) {
        names.add(StoredLayer.shown(layer.biasName()));
      }
    }
    if (names.size() > MOST_NOTES) {
      names.subList(MOST_NOTES, names.size()).clear();
      names.add("…");
    }
    return "arrays named " + String.join(", ", names);
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

  /**
   * Returns the activations that the file names: one for all hidden layers, or one for each, in the
   * order of the file; null if it names none, or the user names others.
   */
  private static List<Activation> named(
      Map<String, String> texts, int hidden, List<Activation> wanted) {
    if (wanted != null) {
      requireFitting(wanted, hidden);
      return null;
    }
    List<String> names = new ArrayList<>();
    Set<String> lists = new HashSet<>();
    for (Map.Entry<String, String> entry : texts.entrySet()) {
      String list = activationList(entry.getKey());
      if (list != null) {
        names.add(entry.getValue());
        lists.add(list);
      }
    }
    if (names.isEmpty()) {
      return null;
    }
    int last = names.size() - 1;
    boolean forEach = names.size() == hidden && activation(names.get(last)) != null;
    if (last > 0 && !forEach && OF_OUTPUTS.contains(names.get(last).toLowerCase(Locale.ROOT))) {
      names.remove(last);
    }
    List<Activation> found = new ArrayList<>(names.size());
    for (String name : names) {
      found.add(known(name));
    }
    return fitting(found, lists.size() == 1, hidden);
  }

  /**
   * Returns the name of the list of activations that a text may belong to, its path without
   * numbers; null if it names no activation.
   */
  private static String activationList(String path) {
    int dot = path.lastIndexOf('.');
    boolean inList = dot > 0 && LayerName.isNumber(path.substring(dot + 1));
    String named = inList ? path.substring(0, dot) : path;
    String word = named.substring(named.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    return ACTIVATION_NAMES.contains(word) ? path.replaceAll("[0-9]+", "") : null;
  }

  /**
   * Returns one activation if all are the same, otherwise all of them.
   *
   * @param list whether the file has them in one list
   */
  private static List<Activation> fitting(List<Activation> found, boolean list, int hidden) {
    if (new HashSet<>(found).size() == 1) {
      return List.of(found.get(0));
    }
    if (!list) {
      throw FormatException.of(
          "names several activations (expected one, or a list of one for each hidden layer, found"
              + " %s; --activation takes those that are meant)",
          shown(found));
    }
    if (found.size() != hidden) {
      throw FormatException.of(
          "names %s; --activation takes those that are meant)", misfit(found, hidden));
    }
    return List.copyOf(found);
  }

  /** Makes sure that the user names one activation, or as many as there are hidden layers. */
  private static void requireFitting(List<Activation> wanted, int hidden) {
    if (wanted.size() != 1 && wanted.size() != hidden) {
      throw new FormatException(misfit(wanted, hidden) + ")");
    }
  }

  /** Returns what is wrong with the number of activations, without the last bracket. */
  private static String misfit(List<Activation> activations, int hidden) {
    return String.format(
        Locale.ROOT,
        "%d activations for %s (expected one for all, or one for each, found %s",
        activations.size(),
        hidden == 0 ? "no hidden layer" : hidden + " hidden layer" + (hidden == 1 ? "" : "s"),
        shown(activations));
  }

  private static String shown(List<Activation> activations) {
    return FormatException.shown(
        activations.stream().map(Activation::toString).collect(Collectors.joining(",")));
  }

  private static Activation known(String name) {
    Activation activation = activation(name);
    if (activation == null) {
      throw FormatException.of(
          "names an unknown activation (expected one of %s, or --activation, found %s)",
          Activation.names(), StoredLayer.shown(name));
    }
    return activation;
  }

  /** Returns the activation that Python's libraries call by this name, or null. */
  private static Activation activation(String name) {
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "logistic" -> Activation.SIGMOID;
      case "leakyrelu" -> Activation.LEAKY_RELU;
      case "linear" -> Activation.IDENTITY;
      default -> Activation.of(name);
    };
  }

  /** Returns the activations that the file names, as a text such as {@code relu}, or null. */
  public String activation() {
    return activations == null ? null : Activation.text(activations);
  }

  /**
   * Returns a few words, such as {@code PyTorch state_dict, weights (out, in)}; all else is said by
   * the {@link #notes}.
   */
  public String text() {
    return format + (layout == Layout.OUT_IN ? ", weights (out, in)" : ", weights (in, out)");
  }
}

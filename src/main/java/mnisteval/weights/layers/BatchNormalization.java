package mnisteval.weights.layers;

import static mnisteval.weights.layers.StoredLayer.shown;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import mnisteval.network.Layer;
import mnisteval.weights.array.FormatException;
import mnisteval.weights.array.NamedArrays;
import mnisteval.weights.array.NdArray;

/**
 * Batch normalisations, each right after a fully connected layer and before its activation. They
 * become part of the layer: with {@code f = weight / sqrt(running_var + eps)}, {@code (x @ W + b -
 * running_mean) * f + bias = x @ (W * f) + ((b - running_mean) * f + bias)}.
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.nn.BatchNorm1d.html">PyTorch's
 *     BatchNorm1d</a>
 * @see <a href="https://keras.io/api/layers/normalization_layers/batch_normalization/">Keras'
 *     BatchNormalization</a>
 */
final class BatchNormalization {
  /** What the libraries add to a variance where the file does not say it. */
  private static final double PYTORCH_EPS = 1e-5;

  private static final double KERAS_EPS = 1e-3;

  /**
   * The arrays of one normalisation.
   *
   * @param path what their names have in common, such as {@code bn1.}
   * @param before the name of the array before them in the file, or null
   * @param names theirs, by what they are
   */
  private record Norm(String path, String before, Map<Role, String> names) {
    String text() {
      return shown(path.isEmpty() ? names.get(Role.MEAN) : path.substring(0, path.length() - 1));
    }
  }

  private enum Role {
    MEAN,
    VARIANCE,
    FACTOR,
    SHIFT,
    COUNT
  }

  private final NamedArrays file;
  private final List<Norm> norms = new ArrayList<>();
  private final Set<String> before = new HashSet<>();
  private final Map<String, NdArray> others = new LinkedHashMap<>();

  /** Tells the arrays of normalisations, which have a mean and a variance each, from all others. */
  BatchNormalization(NamedArrays file) {
    this.file = file;
    Map<String, Map<Role, String>> paths = new LinkedHashMap<>();
    for (String name : file.arrays().keySet()) {
      Role role = role(name);
      if (role != null) {
        paths.computeIfAbsent(path(name), path -> new LinkedHashMap<>()).putIfAbsent(role, name);
      }
    }
    paths
        .values()
        .removeIf(names -> !names.containsKey(Role.MEAN) || !names.containsKey(Role.VARIANCE));
    String last = null;
    for (Map.Entry<String, NdArray> entry : file.arrays().entrySet()) {
      String name = entry.getKey();
      Map<Role, String> names = paths.get(path(name));
      if (names == null || !names.containsValue(name)) {
        others.put(name, entry.getValue());
      } else if (names.values().iterator().next().equals(name)) {
        norms.add(new Norm(path(name), last, names));
        before.add(last);
      }
      last = name;
    }
  }

  /** Returns the content of the file without normalisations. */
  NamedArrays others() {
    return new NamedArrays(file.format(), others, file.texts(), file.numbers(), file.notes());
  }

  /** Returns whether a normalisation follows an array of this name. */
  boolean follows(String array) {
    return before.contains(array);
  }

  private static String path(String name) {
    return name.substring(0, Math.max(name.lastIndexOf('.'), name.lastIndexOf('/')) + 1);
  }

  private static Role role(String name) {
    String word = name.substring(path(name).length()).toLowerCase(Locale.ROOT);
    return switch (word.endsWith(":0") ? word.substring(0, word.length() - 2) : word) {
      case "running_mean", "moving_mean" -> Role.MEAN;
      case "running_var", "moving_variance" -> Role.VARIANCE;
      case "weight", "gamma" -> Role.FACTOR;
      case "bias", "beta" -> Role.SHIFT;
      case "num_batches_tracked" -> Role.COUNT;
      default -> null;
    };
  }

  /**
   * Makes the normalisations a part of the layers that they follow, in place.
   *
   * @param notes to which is added what was done
   * @throws FormatException if one does not follow a layer of its width, or is not finite
   */
  void fold(List<StoredLayer> stored, List<Layer> layers, List<String> notes) {
    boolean[] taken = new boolean[stored.size()];
    for (Norm norm : norms) {
      int at = layerBefore(norm, stored);
      int width = file.arrays().get(norm.names.get(Role.MEAN)).size();
      if (at < 0 || taken[at] || layers.get(at).bias().length != width) {
        throw FormatException.of(
            "%s belongs to a normalisation elsewhere than right after a fully connected layer of"
                + " its width (expected no other, found it after %s)",
            shown(norm.names.get(Role.MEAN)),
            norm.before == null ? "nothing" : shown(norm.before, file.arrays().get(norm.before)));
      }
      taken[at] = true;
      double eps = eps(norm);
      fold(norm, eps, layers.get(at));
      notes.add(
          ("batch normalisation " + norm.text() + " taken as part of ")
              + (shown(stored.get(at).weightsName()) + ", before the activation, with eps " + eps));
    }
  }

  /** Returns the index of the layer whose array is right before a normalisation, or -1. */
  private static int layerBefore(Norm norm, List<StoredLayer> stored) {
    for (int i = 0; i < stored.size(); i++) {
      StoredLayer layer = stored.get(i);
      if (norm.before != null
          && (norm.before.equals(layer.weightsName()) || norm.before.equals(layer.biasName()))) {
        return isNext(path(norm.before), norm.path) ? i : -1;
      }
    }
    return -1;
  }

  /** Returns false if both are numbers, as those of a Sequential, and another comes between. */
  private static boolean isNext(String layer, String norm) {
    String one = lastWord(layer);
    String two = lastWord(norm);
    boolean numbers = LayerName.isNumber(one) && LayerName.isNumber(two);
    return !numbers || Integer.parseInt(one) + 1 == Integer.parseInt(two);
  }

  private static String lastWord(String path) {
    String words = path.substring(0, Math.max(path.length() - 1, 0));
    return words.substring(path(words).length());
  }

  /** Returns what is added to the variance. */
  private double eps(Norm norm) {
    for (String name : new String[] {norm.path + "eps", norm.path + "epsilon", "eps", "epsilon"}) {
      NdArray eps = file.arrayOrNumber(name);
      if (eps != null && eps.size() == 1) {
        return eps.elements()[0];
      }
    }
    String mean = norm.names.get(Role.MEAN).toLowerCase(Locale.ROOT);
    return mean.contains("moving_mean") ? KERAS_EPS : PYTORCH_EPS;
  }

  private void fold(Norm norm, double eps, Layer layer) {
    int width = layer.bias().length;
    double[] means = numbers(norm, Role.MEAN, width, 0);
    double[] variances = numbers(norm, Role.VARIANCE, width, 1);
    double[] factors = numbers(norm, Role.FACTOR, width, 1);
    double[] shifts = numbers(norm, Role.SHIFT, width, 0);
    boolean finite = eps >= 0 && eps <= Double.MAX_VALUE;
    for (int j = 0; j < width; j++) {
      double factor = factors[j] / Math.sqrt(variances[j] + eps);
      for (double[] row : layer.weights()) {
        row[j] *= factor;
        finite &= Double.isFinite(row[j]);
      }
      layer.bias()[j] = (layer.bias()[j] - means[j]) * factor + shifts[j];
      finite &= variances[j] >= 0 && variances[j] <= Double.MAX_VALUE;
      finite &= Double.isFinite(layer.bias()[j]);
    }
    if (!finite) {
      throw FormatException.of(
          "the batch normalisation %s has numbers that are not finite, or a variance that is less"
              + " than 0 or too small",
          norm.text());
    }
  }

  /** Returns one number for each output; where the file has none, those that change nothing. */
  private double[] numbers(Norm norm, Role role, int width, double neutral) {
    String name = norm.names.get(role);
    if (name == null) {
      double[] all = new double[width];
      Arrays.fill(all, neutral);
      return all;
    }
    NdArray array = file.arrays().get(name);
    if (array.size() != width) {
      throw FormatException.of(
          "%s has shape %s, expected (%d,)", shown(name), array.shapeText(), width);
    }
    return array.elements();
  }
}

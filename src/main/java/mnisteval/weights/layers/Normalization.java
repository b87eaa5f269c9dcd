package mnisteval.weights.layers;

import static mnisteval.weights.layers.StoredLayer.shown;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import mnisteval.network.Layer;
import mnisteval.network.PixelScale;
import mnisteval.weights.array.FormatException;
import mnisteval.weights.array.NamedArrays;

/**
 * The mean and the standard deviation of the pixels that stand beside weights: the network is given
 * {@code (x - mean) / std}, where x is pixel / 255 if each mean is from 0 to 1 and no deviation
 * more than 1, else the pixel, 0 to 255. They become part of the first layer: {@code ((x - mean) /
 * std) @ W + b = x @ (W / std) + (b - (mean / std) @ W)}, where each is one number, or one for each
 * input.
 */
final class Normalization {
  /** Last words of names: that of the mean, then that of the standard deviation. */
  private static final String[][] PAIRS = {
    {"mean", "std"},
    {"x_mean", "x_std"},
    {"mu", "sigma"},
    {"norm_mean", "norm_std"},
    {"mean_", "scale_"},
  };

  /** The names of a mean and a standard deviation that belong together; one may be null. */
  private static final class Pair {
    private String mean;
    private String std;
    private String missing;

    /** Returns the names that are there. */
    private String names() {
      return mean != null && std != null
          ? shown(mean) + " and " + shown(std)
          : shown(mean == null ? std : mean);
    }
  }

  private final NamedArrays named;
  private final List<String> beside;
  private final List<String> notes;

  /**
   * Takes the arrays and numbers of a file.
   *
   * @param beside names of what may be means and standard deviations
   * @param notes to which is added what was read, and what was left out
   */
  Normalization(NamedArrays named, List<String> beside, List<String> notes) {
    this.named = named;
    this.beside = beside;
    this.notes = notes;
  }

  /**
   * Makes mean and standard deviation a part of the first layer, in place.
   *
   * @param pixelsGiven whether the user says how pixels are scaled, which counts for more
   * @return how pixels are scaled before they enter that layer; null if nothing was done
   * @throws FormatException if the layer's numbers become too large for float64
   */
  PixelScale fold(Layer first, boolean pixelsGiven) {
    List<Pair> complete = new ArrayList<>();
    for (Pair pair : pairs()) {
      String problem = problem(pair, first.weights().length, pixelsGiven);
      if (problem == null) {
        complete.add(pair);
      } else {
        notes.add(pair.names() + " left out, since " + problem);
      }
    }
    if (complete.size() > 1) {
      Pair one = complete.get(0);
      notes.add(one.names() + " left out, since there are " + complete.get(1).names() + " as well");
    }
    return complete.size() == 1 ? fold(first, complete.get(0)) : null;
  }

  private List<Pair> pairs() {
    Map<String, Pair> pairs = new LinkedHashMap<>();
    for (String name : beside) {
      String path = name.toLowerCase(Locale.ROOT).replace('/', '.');
      int start = path.lastIndexOf('.') + 1;
      String word = path.substring(start);
      for (String[] words : PAIRS) {
        if (word.equals(words[0]) || word.equals(words[1])) {
          Pair pair = pairs.computeIfAbsent(path.substring(0, start) + words[0], key -> new Pair());
          boolean mean = word.equals(words[0]);
          pair.mean = mean ? name : pair.mean;
          pair.std = mean ? pair.std : name;
          pair.missing = mean ? words[1] : words[0];
        }
      }
    }
    return new ArrayList<>(pairs.values());
  }

  private String problem(Pair pair, int inputs, boolean pixelsGiven) {
    if (pair.mean == null || pair.std == null) {
      return "there is no " + pair.missing + " with it";
    }
    if (pixelsGiven) {
      return "--pixels is given";
    }
    int means = named.arrayOrNumber(pair.mean).size();
    int stds = named.arrayOrNumber(pair.std).size();
    if (means != 1 && means != inputs || stds != 1 && stds != inputs) {
      return "they have " + means + " and " + stds + " numbers (expected 1 or " + inputs + ")";
    }
    for (double std : named.arrayOrNumber(pair.std).elements()) {
      if (!(std > 0 && std <= Double.MAX_VALUE)) {
        return "not all of " + shown(pair.std) + " are finite and more than 0";
      }
    }
    for (double mean : named.arrayOrNumber(pair.mean).elements()) {
      if (!Double.isFinite(mean)) {
        return "not all of " + shown(pair.mean) + " are finite";
      }
    }
    return null;
  }

  private PixelScale fold(Layer first, Pair pair) {
    double[] means = named.arrayOrNumber(pair.mean).elements();
    double[] stds = named.arrayOrNumber(pair.std).elements();
    double[] bias = first.bias();
    boolean unit = true;
    for (double mean : means) {
      unit &= mean >= 0 && mean <= 1;
    }
    for (double std : stds) {
      unit &= std <= 1;
    }
    for (int i = 0; i < first.weights().length; i++) {
      double[] row = first.weights()[i];
      double mean = means[means.length == 1 ? 0 : i];
      double std = stds[stds.length == 1 ? 0 : i];
      for (int j = 0; j < row.length; j++) {
        row[j] /= std;
        bias[j] -= mean * row[j];
      }
    }
    for (double sum : bias) {
      if (!Double.isFinite(sum)) {
        throw FormatException.of("%s make weights so large that sums overflow", pair.names());
      }
    }
    notes.add(
        0,
        "pixels are ("
            + (unit ? "pixel / 255" : "pixel")
            + " - "
            + shown(pair.mean)
            + ") / "
            + shown(pair.std)
            + " as the file says; --pixels for others");
    return unit ? PixelScale.UNIT : PixelScale.RAW;
  }
}

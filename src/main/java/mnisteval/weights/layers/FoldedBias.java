package mnisteval.weights.layers;

import static mnisteval.weights.layers.StoredLayer.shown;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import mnisteval.weights.array.FormatException;
import mnisteval.weights.array.NdArray;

/**
 * Where the biases are in the weights: in the matrix of a layer with n inputs, of n + 1 rows of
 * inputs, the first or the last is what {@code np.hstack([1, x]) @ W} or {@code np.hstack([x, 1]) @
 * W} adds to the sums.
 */
public enum FoldedBias {
  /** The first row of inputs of each matrix: x is preceded by a 1. */
  FIRST,
  /** The last row of inputs of each matrix: x is followed by a 1. */
  LAST,
  /** Nowhere: they are arrays of their own. Options of reading have null for it. */
  NONE;

  /**
   * Returns the layers with weights and biases apart, under the name of the matrix.
   *
   * @param layers matrices, in this layout
   * @throws FormatException if one has a bias of its own, or no other row of inputs
   */
  List<StoredLayer> split(List<StoredLayer> layers, Layout layout) {
    List<StoredLayer> split = new ArrayList<>(layers.size());
    for (StoredLayer layer : layers) {
      if (layer.bias() != null) {
        throw FormatException.of(
            "%s has a bias of its own (expected none with --bias %s, found %s)",
            shown(layer.weightsName(), layer.weights()),
            this,
            shown(layer.biasName(), layer.bias()));
      }
      int inputs = layer.inputs(layout);
      int at = this == FIRST ? 0 : inputs - 1;
      int from = this == FIRST ? 1 : 0;
      NdArray weights = layer.weights().slice(layout.inputs(), from, from + inputs - 1);
      NdArray bias = layer.weights().slice(layout.inputs(), at, at + 1);
      split.add(new StoredLayer(layer.weightsName(), weights, layer.weightsName(), bias));
    }
    return split;
  }

  /** Returns the part of a matrix that is its bias, or its weights, as Python writes it. */
  String slice(boolean bias, Layout layout) {
    String rows = this == FIRST ? (bias ? ":1" : "1:") : bias ? "-1:" : ":-1";
    return layout == Layout.OUT_IN ? "[:, " + rows + "]" : "[" + rows + "]";
  }

  /** Returns the name as it is given on the command line. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}

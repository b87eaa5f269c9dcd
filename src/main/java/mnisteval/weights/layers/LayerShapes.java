package mnisteval.weights.layers;

import static mnisteval.weights.layers.StoredLayer.shown;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import mnisteval.input.HeapShares;
import mnisteval.network.Layer;
import mnisteval.weights.array.FormatException;
import mnisteval.weights.array.NdArray;

/**
 * Finds the layout in which the shapes of layers fit one another, and makes the layers that
 * compute. Each has as many inputs as the one before has outputs, and a bias has as many numbers as
 * outputs.
 */
final class LayerShapes {
  /** Each layer costs time however small it is; the deepest networks have hundreds. */
  private static final int MOST_LAYERS = 1000;

  /** As the file has them. */
  private final List<StoredLayer> stored;

  /** As they compute: with biases that are apart from the weights. */
  private List<StoredLayer> layers;

  /** Where the biases are in the weights, or null. */
  private FoldedBias folded;

  private Layout layout;
  private boolean bothFit;

  LayerShapes(List<StoredLayer> stored) {
    this.stored = stored;
    this.layers = stored;
  }

  /** Returns the layers in the layout that was found, with biases that are apart. */
  List<StoredLayer> apart() {
    return layers;
  }

  /** Returns the layout that was found. */
  Layout layout() {
    return layout;
  }

  /** Returns whether the other layout would have been possible too. */
  boolean bothFit() {
    return bothFit;
  }

  /**
   * Finds the layout and makes the layers.
   *
   * @param options of which the layout, the inputs and the folded bias are used
   * @throws FormatException if no layout fits, a number is not finite, or the network is too large
   */
  List<Layer> layers(ReadOptions options) {
    for (StoredLayer layer : stored) {
      requireMatrix(layer);
    }
    folded = options.bias();
    layout = options.layout() == Layout.AUTO ? detect(options.inputs()) : options.layout();
    layers = apart(layout);
    int fitting = fitting(layers, layout);
    if (fitting < layers.size()) {
      throw misfit(fitting);
    }
    checkSize();
    List<Layer> made = new ArrayList<>(layers.size());
    for (StoredLayer layer : layers) {
      made.add(layer(layer));
    }
    return made;
  }

  private List<StoredLayer> apart(Layout possible) {
    return apart(stored, folded, possible);
  }

  private static List<StoredLayer> apart(
      List<StoredLayer> layers, FoldedBias folded, Layout layout) {
    return folded == null ? layers : folded.split(layers, layout);
  }

  private Layout detect(int inputs) {
    int inOut = fitting(apart(Layout.IN_OUT), Layout.IN_OUT);
    int outIn = fitting(apart(Layout.OUT_IN), Layout.OUT_IN);
    if (inOut < stored.size() || outIn < stored.size()) {
      return outIn > inOut ? Layout.OUT_IN : Layout.IN_OUT;
    }
    int more = folded == null ? 0 : 1;
    boolean rows = stored.get(0).inputs(Layout.IN_OUT) == inputs + more;
    boolean columns = stored.get(0).inputs(Layout.OUT_IN) == inputs + more;
    bothFit = rows == columns;
    return columns && !rows ? Layout.OUT_IN : Layout.IN_OUT;
  }

  /**
   * Returns whether all layers follow from one another, in either layout.
   *
   * @param folded where the biases are in the weights, or null if they are apart
   */
  static boolean fit(List<StoredLayer> layers, FoldedBias folded) {
    for (StoredLayer layer : layers) {
      if (folded != null && (!layer.isMatrix() || layer.bias() != null)) {
        return false;
      }
    }
    return fitting(apart(layers, folded, Layout.IN_OUT), Layout.IN_OUT) == layers.size()
        || fitting(apart(layers, folded, Layout.OUT_IN), Layout.OUT_IN) == layers.size();
  }

  /** Returns how many layers, from the first on, follow from one another in this layout. */
  static int fitting(List<StoredLayer> layers, Layout layout) {
    for (int i = 0; i < layers.size(); i++) {
      StoredLayer layer = layers.get(i);
      if (!layer.isMatrix()
          || !layer.biasFits(layout)
          || i > 0 && layers.get(i - 1).outputs(layout) != layer.inputs(layout)) {
        return i;
      }
    }
    return layers.size();
  }

  /**
   * Makes sure that the network fits into the memory, before it is made: a small file can make a
   * large one, of few bytes or of one array under many names.
   */
  private void checkSize() {
    long bytes = 0;
    for (StoredLayer layer : layers) {
      // The bias and the sums are each a row like those of the weights.
      bytes += (layer.inputs(layout) + 2L) * (24 + (long) Double.BYTES * layer.outputs(layout));
    }
    long available = HeapShares.network();
    if (bytes > available) {
      throw FormatException.of(
          "too large a network for the memory (expected at most %d MiB, found %d MiB; java -Xmx"
              + " gives more)",
          available >> 20, bytes >> 20);
    }
    if (layers.size() > MOST_LAYERS) {
      throw FormatException.of(
          "too large a network (expected at most %d layers, found %d)", MOST_LAYERS, layers.size());
    }
  }

  private static void requireMatrix(StoredLayer layer) {
    if (!layer.isMatrix()) {
      throw FormatException.of(
          "%s has shape %s, %s",
          shown(layer.weightsName()),
          layer.weights().shapeText(),
          layer.weights().rank() == 4
              ? "a convolution (expected (inputs, outputs): only fully connected layers are read)"
              : "expected (inputs, outputs)");
    }
  }

  private FormatException misfit(int at) {
    FormatException several = severalNetworks();
    if (several != null) {
      return several;
    }
    if (folded != null) {
      return foldedMisfit(at);
    }
    FormatException seems = Diagnosis.foldedBiases(layers);
    if (seems != null) {
      return seems;
    }
    StoredLayer layer = layers.get(at);
    StoredLayer before = at == 0 ? null : layers.get(at - 1);
    if (before != null && before.outputs(layout) != layer.inputs(layout)) {
      return FormatException.of(
          "%s has shape %s, expected %s to follow %s",
          shown(layer.weightsName()),
          layer.weights().shapeText(),
          layout.shape(before.outputs(layout)),
          shown(before.weightsName(), before.weights()));
    }
    return FormatException.of(
        "%s has shape %s, expected (%d,) to go with %s",
        shown(layer.biasName()),
        layer.bias().shapeText(),
        layer.outputs(layout),
        shown(layer.weightsName(), layer.weights()));
  }

  private FormatException foldedMisfit(int at) {
    StoredLayer layer = stored.get(at);
    String name = shown(layer.weightsName());
    String shape = layer.weights().shapeText();
    if (layer.inputs(layout) == 1) {
      return FormatException.of(
          "%s has shape %s, a bias and no weights with --bias %s", name, shape, folded);
    }
    StoredLayer before = stored.get(at - 1);
    return FormatException.of(
        "%s has shape %s, expected %s with --bias %s to follow %s",
        name,
        shape,
        layout.shape(before.outputs(layout) + 1),
        folded,
        shown(before.weightsName(), before.weights()));
  }

  private FormatException severalNetworks() {
    Map<String, NdArray> arrays = new LinkedHashMap<>();
    for (StoredLayer layer : layers) {
      arrays.put(layer.weightsName(), layer.weights());
      if (layer.bias() != null) {
        arrays.put(layer.biasName(), layer.bias());
      }
    }
    return new Diagnosis(arrays).severalNetworks();
  }

  private Layer layer(StoredLayer named) {
    NdArray weights = named.weights();
    boolean turned = layout == Layout.OUT_IN;
    double[][] matrix = turned ? weights.transpose(new int[] {1, 0}).matrix() : weights.matrix();
    for (int i = 0; i < matrix.length; i++) {
      int j = infinite(matrix[i]);
      if (j >= 0) {
        String at = turned ? j + ", " + i : i + ", " + j;
        String part = folded == null ? "" : folded.slice(false, layout);
        throw notFinite(named.weightsName() + part, weights, matrix[i][j], at);
      }
    }
    if (named.bias() == null) {
      return new Layer(matrix, new double[named.outputs(layout)]);
    }
    double[] bias = named.bias().elements();
    int j = infinite(bias);
    if (j >= 0) {
      int[] shape = named.bias().shape();
      String at = shape.length == 1 ? "" + j : shape[0] == 1 ? "0, " + j : j + ", 0";
      String part = folded == null ? "" : folded.slice(true, layout);
      throw notFinite(named.biasName() + part, named.bias(), bias[j], at);
    }
    return new Layer(matrix, bias);
  }

  /** Returns the index of the first number that is not finite, or -1. */
  private static int infinite(double[] numbers) {
    for (int i = 0; i < numbers.length; i++) {
      if (!(Math.abs(numbers[i]) <= Double.MAX_VALUE)) {
        return i;
      }
    }
    return -1;
  }

  private static FormatException notFinite(String name, NdArray array, double number, String at) {
    String found = Double.isNaN(number) ? "NaN" : number > 0 ? "infinity" : "-infinity";
    return FormatException.of(
        "%s is not finite (expected numbers, found %s at [%s])", shown(name, array), found, at);
  }
}

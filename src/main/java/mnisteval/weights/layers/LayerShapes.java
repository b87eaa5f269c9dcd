package mnisteval.weights.layers;

import java.util.ArrayList;
import java.util.List;
import mnisteval.input.InputException;
import mnisteval.network.Layer;
import mnisteval.weights.array.NdArray;

/**
 * Finds how the shapes of layers follow from one another, and makes the layers that compute: each
 * has as many inputs as the one before has outputs, and a bias has as many numbers as outputs.
 */
public final class LayerShapes {
  private final List<StoredLayer> layers;
  private final String file;
  private Layout layout;
  private boolean bothFit;

  public LayerShapes(List<StoredLayer> layers, String file) {
    this.layers = layers;
    this.file = file;
  }

  /** The layout that was found. */
  Layout layout() {
    return layout;
  }

  /** Whether the other layout would have been possible too. */
  boolean bothFit() {
    return bothFit;
  }

  /**
   * Finds the layout and makes the layers.
   *
   * @param options of which the layout and the inputs are looked at
   */
  public List<Layer> layers(ReadOptions options) throws InputException {
    for (StoredLayer layer : layers) {
      requireMatrix(layer);
    }
    layout = options.layout() == Layout.AUTO ? detect(options.inputs()) : options.layout();
    int fitting = fitting(layers, layout);
    if (fitting < layers.size()) {
      throw misfit(fitting);
    }
    SizeLimits.of(layers, layout).check(file);
    List<Layer> made = new ArrayList<>(layers.size());
    for (StoredLayer layer : layers) {
      made.add(layer(layer));
    }
    return made;
  }

  private Layout detect(int inputs) {
    int inOut = fitting(layers, Layout.IN_OUT);
    int outIn = fitting(layers, Layout.OUT_IN);
    if (inOut < layers.size() || outIn < layers.size()) {
      return outIn > inOut ? Layout.OUT_IN : Layout.IN_OUT;
    }
    StoredLayer first = layers.get(0);
    if (first.inputs(Layout.IN_OUT) != first.inputs(Layout.OUT_IN)) {
      if (first.inputs(Layout.IN_OUT) == inputs) {
        return Layout.IN_OUT;
      }
      if (first.inputs(Layout.OUT_IN) == inputs) {
        return Layout.OUT_IN;
      }
    }
    bothFit = true;
    return Layout.IN_OUT;
  }

  /** How many layers follow from one another, from the first on, before one does not. */
  static int fitting(List<StoredLayer> layers, Layout layout) {
    int count = 0;
    for (StoredLayer layer : layers) {
      boolean follows =
          layer.isMatrix()
              && layer.biasFits(layout)
              && (count == 0 || layers.get(count - 1).outputs(layout) == layer.inputs(layout));
      if (!follows) {
        return count;
      }
      count++;
    }
    return count;
  }

  private void requireMatrix(StoredLayer layer) throws InputException {
    String named =
        ArrayText.name(layer.weightsName()) + " has shape " + layer.weights().shapeText();
    if (layer.weights().rank() == 4) {
      throw new InputException(
          file,
          named
              + ", a convolution (expected (inputs, outputs): only fully connected layers are read)");
    }
    if (!layer.isMatrix()) {
      throw new InputException(file, named + ", expected (inputs, outputs)");
    }
  }

  private InputException misfit(int at) {
    StoredLayer layer = layers.get(at);
    StoredLayer before = at == 0 ? null : layers.get(at - 1);
    if (before != null && before.outputs(layout) != layer.inputs(layout)) {
      return new InputException(
          file,
          ArrayText.name(layer.weightsName())
              + " has shape "
              + layer.weights().shapeText()
              + ", expected "
              + layout.shape(before.outputs(layout))
              + " to follow "
              + before.weightsText());
    }
    return new InputException(
        file,
        ArrayText.name(layer.biasName())
            + " has shape "
            + layer.bias().shapeText()
            + ", expected ("
            + layer.outputs(layout)
            + ",) to go with "
            + layer.weightsText());
  }

  private Layer layer(StoredLayer named) throws InputException {
    NdArray weights = named.weights();
    boolean turned = layout == Layout.OUT_IN;
    double[][] matrix = turned ? weights.transpose(new int[] {1, 0}).matrix() : weights.matrix();
    for (int i = 0; i < matrix.length; i++) {
      int j = infinite(matrix[i]);
      if (j >= 0) {
        String at = turned ? j + ", " + i : i + ", " + j;
        throw notFinite(named.weightsText(), matrix[i][j], at);
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
      throw notFinite(named.biasText(), bias[j], at);
    }
    return new Layer(matrix, bias);
  }

  /** The index of the first number that is not finite, or -1. */
  private static int infinite(double[] numbers) {
    for (int i = 0; i < numbers.length; i++) {
      if (!(Math.abs(numbers[i]) <= Double.MAX_VALUE)) {
        return i;
      }
    }
    return -1;
  }

  private InputException notFinite(String array, double number, String at) {
    String found = Double.isNaN(number) ? "NaN" : number > 0 ? "infinity" : "-infinity";
    return new InputException(
        file, array + " is not finite (expected numbers, found " + found + " at [" + at + "])");
  }
}

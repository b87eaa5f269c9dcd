package mnisteval.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import mnisteval.idx.LabeledImages;
import mnisteval.input.InputException;
import mnisteval.input.Source;
import mnisteval.weights.WeightsFile;
import mnisteval.weights.array.NamedArrays;
import mnisteval.weights.array.NdArray;
import mnisteval.weights.layers.Interpretation;
import mnisteval.weights.layers.LayerShapes;
import mnisteval.weights.layers.NamedLayers;
import mnisteval.weights.layers.ReadOptions;
import mnisteval.weights.layers.StoredLayer;

/**
 * A feed-forward network of fully connected layers. Immutable, and safe to use from any number of
 * threads, each with its own {@link ForwardPass}.
 *
 * <p>Guarantees that all weights are finite and that no sum of the forward pass can overflow.
 */
public final class Network {
  private final String file;
  private final List<Layer> layers;
  private final Activation activation;
  private final PixelScale pixels;
  private final double[] pixelValues;
  private final Interpretation reading;

  private Network(
      String file,
      List<Layer> layers,
      Activation activation,
      PixelScale pixels,
      double[] pixelValues,
      Interpretation reading) {
    this.file = file;
    this.layers = layers;
    this.activation = activation;
    this.pixels = pixels;
    this.pixelValues = pixelValues;
    this.reading = reading;
  }

  /**
   * Reads a file of weights in any format and arrangement that is recognised.
   *
   * @throws InputException if the file can't be read, or its arrays are no network
   */
  public static Network read(Source file, Activation activation, PixelScale scale)
      throws InputException {
    return read(file, ReadOptions.of(activation, scale, null));
  }

  /**
   * Reads a file of weights in any format and arrangement that is recognised.
   *
   * @throws InputException if the file can't be read, or its arrays are no network
   */
  public static Network read(Source file, ReadOptions options) throws InputException {
    return of(WeightsFile.read(file), file.name(), options);
  }

  /**
   * Makes a network of named arrays, such as W1, b1 … Wn, bn.
   *
   * @param arrays by name, in the order of a file
   * @param file what messages call the place the arrays come from
   * @throws InputException if arrays are missing, misshapen, not finite, or so large that sums
   *     overflow
   */
  public static Network of(
      Map<String, NdArray> arrays, String file, Activation activation, PixelScale scale)
      throws InputException {
    NamedArrays named = new NamedArrays("arrays", arrays, Map.of());
    return of(named, file, ReadOptions.of(activation, scale, null));
  }

  /**
   * Makes a network of named arrays.
   *
   * @param file what messages call the place the arrays come from
   * @throws InputException if they are no network of fully connected layers, or are not finite, or
   *     so large that sums overflow
   */
  public static Network of(NamedArrays arrays, String file, ReadOptions options)
      throws InputException {
    List<StoredLayer> named = new NamedLayers(arrays.arrays(), arrays.numbers(), file).layers();
    LayerShapes shapes = new LayerShapes(named, file);
    List<Layer> layers = shapes.layers(options);
    Interpretation reading = Interpretation.of(arrays, named, shapes, options.activation(), file);
    double[] values = options.pixels().table();
    if (values[0] != 0) {
      layers.set(0, layers.get(0).withInputsFrom(values[0]));
      values = options.pixels().differences();
    }
    Network network =
        new Network(
            file,
            List.copyOf(layers),
            activation(options.activation(), reading),
            options.pixels(),
            values,
            reading);
    network.checkOverflow();
    return network;
  }

  private static Activation activation(Activation wanted, Interpretation reading) {
    if (wanted != null) {
      return wanted;
    }
    return reading.activation() == null ? Activation.SIGMOID : reading.activation();
  }

  private void checkOverflow() throws InputException {
    double largest = Math.abs(pixelValues[255]);
    for (int i = 0; i < layers.size(); i++) {
      double sum = layers.get(i).bound(largest);
      if (Double.isInfinite(sum)) {
        throw new InputException(
            file, "layer " + (i + 1) + " has weights so large that sums overflow");
      }
      largest = activation.bound(sum);
    }
  }

  /**
   * Makes sure that the network takes such images.
   *
   * @throws InputException if an image has another number of pixels than the network has inputs
   */
  public void requireInputs(LabeledImages images) throws InputException {
    if (images.imageSize() != inputs()) {
      throw new InputException(
          images.imagesName(),
          "images of another size than the network takes (expected "
              + inputs()
              + " pixels as in "
              + file
              + ", found "
              + images.rows()
              + "x"
              + images.columns()
              + " = "
              + images.imageSize()
              + ")");
    }
  }

  /** What messages call the place it comes from. */
  public String file() {
    return file;
  }

  /** Pixels of an image. */
  public int inputs() {
    return layers.get(0).inputs();
  }

  /** Classes it tells apart, from 0. */
  public int classes() {
    return layers.get(layers.size() - 1).outputs();
  }

  /** Units from the pixels on: inputs, outputs of each hidden layer, classes. */
  public List<Integer> units() {
    List<Integer> units = new ArrayList<>(layers.size() + 1);
    units.add(inputs());
    for (Layer layer : layers) {
      units.add(layer.outputs());
    }
    return units;
  }

  /** How many numbers it has learnt: weights and biases. */
  public long parameters() {
    long parameters = 0;
    for (Layer layer : layers) {
      parameters += (layer.inputs() + 1L) * layer.outputs();
    }
    return parameters;
  }

  /**
   * Bytes that a {@link ForwardPass} needs for itself, and a {@link BlockPass} for each image: the
   * sums of each layer.
   */
  public long passBytes() {
    long bytes = 0;
    for (int i = 0; i < layers.size(); i++) {
      bytes += (long) Double.BYTES * layers.get(i).outputs();
    }
    return bytes;
  }

  public List<Layer> layers() {
    return layers;
  }

  /** What the hidden layers do. */
  public Activation activation() {
    return activation;
  }

  /** What becomes of a pixel before it enters the network. */
  public PixelScale pixels() {
    return pixels;
  }

  /** How the file was read. */
  public Interpretation reading() {
    return reading;
  }

  /** What each byte adds to the first layer's inputs: nothing for 0, whose value is in the bias. */
  double[] pixelValues() {
    return pixelValues;
  }
}

package mnisteval.network;

import java.util.ArrayList;
import java.util.List;

/**
 * A feed-forward network of fully connected layers. Immutable, and safe to use from any number of
 * threads, each with its own {@link ForwardPass}.
 *
 * <p>Whoever makes one guarantees that all weights are finite, and that {@link #overflowingLayer}
 * finds none: the arithmetic checks nothing.
 */
public final class Network {
  private final List<Layer> layers;
  private final Activation activation;
  private final PixelScale pixels;
  private final double[] pixelValues;

  private Network(
      List<Layer> layers, Activation activation, PixelScale pixels, double[] pixelValues) {
    this.layers = layers;
    this.activation = activation;
    this.pixels = pixels;
    this.pixelValues = pixelValues;
  }

  /**
   * Makes a network of layers, each of which has as many inputs as the one before has outputs.
   *
   * @param layers at least one, with finite weights
   * @param activation of all layers but the last
   * @param pixels what becomes of a pixel before it enters the network
   */
  public static Network of(List<Layer> layers, Activation activation, PixelScale pixels) {
    double[] values = pixels.table();
    if (values[0] == 0) {
      return new Network(List.copyOf(layers), activation, pixels, values);
    }
    List<Layer> shifted = new ArrayList<>(layers);
    shifted.set(0, layers.get(0).withInputsFrom(values[0]));
    return new Network(List.copyOf(shifted), activation, pixels, pixels.differences());
  }

  /**
   * Returns the first layer, from 0, with weights so large that a sum of the forward pass may
   * overflow, or -1 if none has.
   */
  public int overflowingLayer() {
    double largest = Math.abs(pixelValues[255]);
    for (int i = 0; i < layers.size(); i++) {
      double sum = layers.get(i).bound(largest);
      if (Double.isInfinite(sum)) {
        return i;
      }
      largest = activation.bound(sum);
    }
    return -1;
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

  /** What each byte adds to the first layer's inputs: nothing for 0, whose value is in the bias. */
  double[] pixelValues() {
    return pixelValues;
  }
}

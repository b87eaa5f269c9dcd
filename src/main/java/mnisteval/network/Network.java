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

  private Network(List<Layer> layers, Activation activation, PixelScale pixels) {
    this.layers = List.copyOf(layers);
    this.activation = activation;
    this.pixels = pixels;
    this.pixelValues = pixels.differences();
  }

  /**
   * Makes a network. A black pixel shall add nothing, so what it adds with this scale becomes part
   * of the first layer's bias.
   *
   * @param layers at least one, with finite weights, each with as many inputs as the one before has
   *     outputs
   * @param activation of all layers but the last
   * @param pixels the numbers that enter the network for a pixel's byte
   */
  public static Network of(List<Layer> layers, Activation activation, PixelScale pixels) {
    List<Layer> shifted = new ArrayList<>(layers);
    if (pixels.black() != 0) {
      shifted.set(0, layers.get(0).withInputsFrom(pixels.black()));
    }
    return new Network(shifted, activation, pixels);
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

  /** Returns the number of pixels in an image. */
  public int inputs() {
    return layers.get(0).inputs();
  }

  /** Returns the number of classes. */
  public int classes() {
    return layers.get(layers.size() - 1).outputs();
  }

  /** Returns the number of inputs, of outputs of each hidden layer, and of classes. */
  public List<Integer> units() {
    List<Integer> units = new ArrayList<>(layers.size() + 1);
    units.add(inputs());
    for (Layer layer : layers) {
      units.add(layer.outputs());
    }
    return units;
  }

  /** Returns the number of weights and biases. */
  public long parameters() {
    long parameters = 0;
    for (Layer layer : layers) {
      parameters += (layer.inputs() + 1L) * layer.outputs();
    }
    return parameters;
  }

  /**
   * Returns the number of bytes that the sums of all layers take: once for a {@link ForwardPass},
   * once for each image for a {@link BlockPass}.
   */
  public long passBytes() {
    long bytes = 0;
    for (Layer layer : layers) {
      bytes += (long) Double.BYTES * layer.outputs();
    }
    return bytes;
  }

  public List<Layer> layers() {
    return layers;
  }

  /** Returns the activation of the hidden layers. */
  public Activation activation() {
    return activation;
  }

  public PixelScale pixels() {
    return pixels;
  }

  /** Returns what each of the 256 bytes adds to an input of the first layer; nothing for byte 0. */
  double[] pixelValues() {
    return pixelValues;
  }
}

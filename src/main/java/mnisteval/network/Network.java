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
  private final List<Layer> given;
  private final List<Layer> layers;
  private final List<Activation> named;
  private final List<Activation> activations;
  private final PixelScale pixels;
  private final double[] pixelValues;

  private Network(List<Layer> given, List<Activation> named, PixelScale pixels) {
    this.given = given;
    this.named = List.copyOf(named);
    this.pixels = pixels;
    List<Layer> shifted = new ArrayList<>(given);
    if (pixels.low() != 0) {
      shifted.set(0, given.get(0).withInputsFrom(pixels.low()));
    }
    layers = List.copyOf(shifted);
    List<Activation> each = new ArrayList<>(layers.size());
    for (int i = 0; i < layers.size() - 1; i++) {
      each.add(named.get(named.size() == 1 ? 0 : i));
    }
    activations = List.copyOf(each);
    pixelValues = pixels.differences();
  }

  /**
   * Makes a network whose hidden layers all have the same activation.
   *
   * @param layers as of {@link #of(List, List, PixelScale)}
   * @param activation of all layers but the last
   * @param pixels the numbers that enter the network for a pixel's byte
   */
  public static Network of(List<Layer> layers, Activation activation, PixelScale pixels) {
    return of(layers, List.of(activation), pixels);
  }

  /**
   * Makes a network. A black pixel shall add nothing, so what it adds with this scale becomes part
   * of the first layer's bias.
   *
   * @param layers at least one, with finite weights, each with as many inputs as the one before has
   *     outputs
   * @param activations one for each layer but the last, or one for all of them
   * @param pixels the numbers that enter the network for a pixel's byte
   */
  public static Network of(List<Layer> layers, List<Activation> activations, PixelScale pixels) {
    return new Network(List.copyOf(layers), activations, pixels);
  }

  /**
   * Returns a network with the same layers, which share their weights with these, and with another
   * activation and scale of pixels. Whether its sums overflow is to be found out anew.
   *
   * @param activation of all layers but the last
   */
  public Network with(Activation activation, PixelScale pixels) {
    return with(List.of(activation), pixels);
  }

  /**
   * Returns a network with the same layers, which share their weights with these, and with other
   * activations and another scale of pixels. Whether its sums overflow is to be found out anew.
   *
   * @param activations one for each layer but the last, or one for all of them
   */
  public Network with(List<Activation> activations, PixelScale pixels) {
    return new Network(given, activations, pixels);
  }

  /**
   * Returns the first layer, from 0, with weights so large that a sum of the forward pass may
   * overflow, or -1 if none has.
   */
  public int overflowingLayer() {
    double largest = Math.abs(pixelValues[255]);
    for (int i = 0; i < layers.size(); i++) {
      double sum = layers.get(i).bound(largest);
      // Not a number: what black pixels add overflowed before, in both directions.
      if (!Double.isFinite(sum)) {
        return i;
      }
      if (i < activations.size()) {
        largest = activations.get(i).bound(sum);
      }
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

  /** Returns the layers that compute: the first one's bias has what black pixels add. */
  public List<Layer> layers() {
    return layers;
  }

  /** Returns the activation of each layer but the last. */
  public List<Activation> activations() {
    return activations;
  }

  /**
   * Returns the names of the hidden layers' activations, such as {@code relu,sigmoid}; one name if
   * all are the same. A network without hidden layers has the name that it was given.
   */
  public String activationText() {
    return Activation.text(named);
  }

  /** Returns the numbers that enter the network for a pixel's byte. */
  public PixelScale pixels() {
    return pixels;
  }

  /** Returns what each of the 256 bytes adds to an input of the first layer; nothing for byte 0. */
  double[] pixelValues() {
    return pixelValues;
  }
}

package mnisteval.weights.layers;

import java.util.List;
import mnisteval.input.InputException;
import mnisteval.input.Source;
import mnisteval.network.Activation;
import mnisteval.network.Layer;
import mnisteval.network.Network;
import mnisteval.network.PixelScale;
import mnisteval.weights.WeightsFile;
import mnisteval.weights.array.FormatException;
import mnisteval.weights.array.NamedArrays;

/** Reads networks of fully connected layers, in any format and arrangement that is recognised. */
public final class NetworkReader {
  private NetworkReader() {}

  /**
   * Reads a file of weights.
   *
   * @param activation of the hidden layers; null for the one that the file names, or else sigmoid
   * @throws InputException if the file can't be read, or its arrays are no network
   */
  public static LoadedNetwork read(Source file, Activation activation, PixelScale pixels)
      throws InputException {
    return read(file, ReadOptions.of(activation, pixels, 0));
  }

  /**
   * Reads a file of weights.
   *
   * @throws InputException if the file can't be read, or its arrays are no network
   */
  public static LoadedNetwork read(Source file, ReadOptions options) throws InputException {
    return of(WeightsFile.read(file), file.name(), options);
  }

  /**
   * Makes a network of named arrays.
   *
   * @param file the file's name in messages
   * @throws InputException if they are no network of fully connected layers, or are not finite, or
   *     so large that sums overflow
   */
  public static LoadedNetwork of(NamedArrays arrays, String file, ReadOptions options)
      throws InputException {
    try {
      List<StoredLayer> stored = new NamedLayers(arrays).layers();
      LayerShapes shapes = new LayerShapes(stored);
      List<Layer> layers = shapes.layers(options);
      Interpretation read = Interpretation.of(arrays, stored, shapes, options.activation());
      Activation given = options.activation() == null ? read.activation() : options.activation();
      Activation activation = given == null ? Activation.SIGMOID : given;
      Network network = Network.of(layers, activation, options.pixels());
      int overflowing = network.overflowingLayer();
      if (overflowing >= 0) {
        throw FormatException.of(
            "layer %d has weights so large that sums overflow", overflowing + 1);
      }
      return new LoadedNetwork(file, network, read);
    } catch (FormatException e) {
      throw new InputException(file, e.getMessage(), e);
    }
  }
}

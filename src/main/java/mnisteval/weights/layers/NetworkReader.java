package mnisteval.weights.layers;

import java.util.ArrayList;
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
   * Reads a file of weights, with the activations and pixels that it names, or else sigmoid and
   * {@link PixelScale#UNIT}; the {@link Interpretation} tells which were assumed.
   *
   * @throws InputException if the file can't be read, or its arrays are no network
   */
  public static LoadedNetwork read(Source file) throws InputException {
    return read(file, null, null);
  }

  /**
   * Reads a file of weights.
   *
   * @param activation of the hidden layers; null for those that the file names, or else sigmoid
   * @param pixels how pixels are scaled before they enter the network; null for {@link
   *     PixelScale#UNIT}
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
   * @hidden not part of the API
   */
  public static LoadedNetwork of(NamedArrays arrays, String file, ReadOptions options)
      throws InputException {
    try {
      BatchNormalization norms = normalizations(arrays);
      return norms == null
          ? of(arrays, null, file, options)
          : of(norms.others(), norms, file, options);
    } catch (FormatException e) {
      throw new InputException(file, e.getMessage(), e);
    }
  }

  /** Returns the batch normalisations in a file, or null if it has none. */
  private static BatchNormalization normalizations(NamedArrays arrays) {
    for (String name : arrays.arrays().keySet()) {
      if (LayerName.isVariance(name)) {
        return new BatchNormalization(arrays);
      }
    }
    return null;
  }

  private static LoadedNetwork of(
      NamedArrays arrays, BatchNormalization norms, String file, ReadOptions options) {
    NamedLayers named = new NamedLayers(arrays, norms);
    List<StoredLayer> stored = named.layers(options.bias());
    LayerShapes shapes = new LayerShapes(stored);
    List<Layer> layers = shapes.layers(options);
    stored = shapes.apart();
    List<String> notes = new ArrayList<>(arrays.notes());
    PixelScale folded =
        applyBeside(arrays, stored, shapes, layers, options.pixels() != null, notes);
    if (folded == null && options.pixels() == null) {
      folded = named(arrays, notes);
    }
    if (norms != null) {
      norms.fold(stored, layers, notes);
    }
    Interpretation read =
        Interpretation.of(arrays, stored, shapes, named.inOrder(), options.activations())
            .with(notes, folded != null);
    Network network = network(layers, read.activations(), folded, options);
    int overflowing = network.overflowingLayer();
    if (overflowing >= 0) {
      throw FormatException.of("layer %d has weights so large that sums overflow", overflowing + 1);
    }
    return new LoadedNetwork(file, network, read);
  }

  /**
   * Makes a network of layers.
   *
   * @param named the activations that the file names, or null
   * @param folded the pixels that the layers take, if the file says it, or null
   */
  private static Network network(
      List<Layer> layers, List<Activation> named, PixelScale folded, ReadOptions options) {
    List<Activation> activations = options.activations() == null ? named : options.activations();
    PixelScale pixels = options.pixels() == null ? folded : options.pixels();
    return Network.of(
        layers,
        activations == null ? List.of(Activation.SIGMOID) : activations,
        pixels == null ? PixelScale.UNIT : pixels);
  }

  /**
   * Applies what stands beside the weights to the layers, in place.
   *
   * @param pixelsGiven whether the user says how pixels are scaled
   * @param notes to which is added what was applied, and what was left out
   * @return how pixels are scaled before they enter the layers, or null if nothing beside says it
   */
  private static PixelScale applyBeside(
      NamedArrays arrays,
      List<StoredLayer> stored,
      LayerShapes shapes,
      List<Layer> layers,
      boolean pixelsGiven,
      List<String> notes) {
    List<String> beside = beside(arrays);
    if (beside.isEmpty()) {
      return null;
    }
    new Quantization(arrays, beside, notes).apply(stored, layers, shapes.layout());
    return new Normalization(arrays, beside, notes).fold(layers.get(0), pixelsGiven);
  }

  /**
   * Returns the pixels that a text of the file names, as an ONNX model's graph tells them; mostly
   * null, for none.
   */
  private static PixelScale named(NamedArrays arrays, List<String> notes) {
    String name = arrays.texts().get("pixels");
    boolean raw = "raw".equals(name);
    if (!raw && !"unit".equals(name)) {
      return null;
    }
    notes.add("pixels " + name + " as the file says; --pixels for others");
    return raw ? PixelScale.RAW : PixelScale.UNIT;
  }

  /** Returns the names of what may be computed with weights or pixels; mostly none. */
  private static List<String> beside(NamedArrays arrays) {
    List<String> beside = new ArrayList<>();
    for (String name : arrays.arrays().keySet()) {
      if (LayerName.isBeside(name)) {
        beside.add(name);
      }
    }
    for (String name : arrays.numbers().keySet()) {
      if (LayerName.isBeside(name)) {
        beside.add(name);
      }
    }
    return beside;
  }
}

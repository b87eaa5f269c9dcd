package mnisteval.weights.layers;

import java.util.Map;
import mnisteval.input.InputException;
import mnisteval.network.Activation;
import mnisteval.network.Network;
import mnisteval.network.PixelScale;
import mnisteval.weights.array.NamedArrays;
import mnisteval.weights.array.NdArray;

/** Makes networks of arrays that a test names itself. */
public final class Networks {
  private Networks() {}

  /** Makes a network of arrays such as W1, b1 … Wn, bn. */
  public static Network of(
      Map<String, NdArray> arrays, String file, Activation activation, PixelScale pixels)
      throws InputException {
    return loaded(arrays, file, activation, pixels).network();
  }

  /** Makes a network of arrays, as if they had been read from a file. */
  public static LoadedNetwork loaded(
      Map<String, NdArray> arrays, String file, Activation activation, PixelScale pixels)
      throws InputException {
    return NetworkReader.of(
        new NamedArrays("arrays", arrays, Map.of()), file, ReadOptions.of(activation, pixels, 0));
  }
}

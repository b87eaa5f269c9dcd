package mnisteval.weights.layers;

import java.util.List;
import mnisteval.input.InputException;

/**
 * How large a network is, before it is made: a small file can make a large one, of few bytes or of
 * one array under many names.
 *
 * @param layers fully connected ones
 * @param parameters weights and biases
 * @param hiddenUnits of all layers but the last
 * @param bytes of the heap, for weights, biases and sums
 */
record SizeLimits(int layers, long parameters, long hiddenUnits, long bytes) {
  /**
   * An activation takes as long as a dozen parameters, and a row of a single weight as much memory
   * as four; networks have far fewer units than this share of their parameters.
   */
  private static final int PARAMETERS_A_HIDDEN_UNIT = 64;

  /** Each costs the time of passing on numbers, however few; the deepest networks have hundreds. */
  private static final int MOST_LAYERS = 1000;

  static SizeLimits of(List<StoredLayer> layers, Layout layout) {
    long parameters = 0;
    long units = 0;
    long bytes = 0;
    for (StoredLayer layer : layers) {
      long inputs = layer.inputs(layout);
      long outputs = layer.outputs(layout);
      parameters += (inputs + 1) * outputs;
      units += outputs;
      // A bias, and sums, are rows as those of the weights.
      bytes += (inputs + 2) * (24 + Double.BYTES * outputs);
    }
    long classes = layers.get(layers.size() - 1).outputs(layout);
    return new SizeLimits(layers.size(), parameters, units - classes, bytes);
  }

  /**
   * Makes sure that the network doesn't take too long, or too much memory.
   *
   * @param mostParameters weights and biases
   * @param file what messages call the place the layers come from
   */
  void check(long mostParameters, String file) throws InputException {
    require(parameters, mostParameters, "parameters", file);
    long mostUnits = Math.max(1, mostParameters / PARAMETERS_A_HIDDEN_UNIT);
    require(hiddenUnits, mostUnits, "hidden units", file);
    // Half of the heap: the file's own bytes are there too.
    long available = Runtime.getRuntime().maxMemory() / 2;
    if (bytes > available) {
      throw new InputException(
          file,
          "too large a network for the memory (expected at most "
              + (available >> 20)
              + " MiB, found "
              + (bytes >> 20)
              + " MiB; java -Xmx gives more)");
    }
    if (layers > MOST_LAYERS) {
      throw new InputException(
          file,
          "too large a network (expected at most "
              + MOST_LAYERS
              + " layers, found "
              + layers
              + ")");
    }
  }

  private static void require(long found, long most, String what, String file)
      throws InputException {
    if (found > most) {
      throw new InputException(
          file,
          "too large a network (expected at most "
              + most
              + " "
              + what
              + ", found "
              + found
              + "; --max-parameters accepts more)");
    }
  }
}

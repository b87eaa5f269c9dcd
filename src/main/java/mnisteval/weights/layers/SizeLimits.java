package mnisteval.weights.layers;

import java.util.List;
import mnisteval.input.HeapShares;
import mnisteval.input.InputException;

/**
 * How large a network is, before it is made: a small file can make a large one, of few bytes or of
 * one array under many names.
 *
 * @param layers fully connected ones
 * @param bytes of the heap, for weights, biases and sums
 */
record SizeLimits(int layers, long bytes) {
  /** Each costs the time of passing on numbers, however few; the deepest networks have hundreds. */
  private static final int MOST_LAYERS = 1000;

  static SizeLimits of(List<StoredLayer> layers, Layout layout) {
    long bytes = 0;
    for (StoredLayer layer : layers) {
      long inputs = layer.inputs(layout);
      long outputs = layer.outputs(layout);
      // A bias, and sums, are rows as those of the weights.
      bytes += (inputs + 2) * (24 + Double.BYTES * outputs);
    }
    return new SizeLimits(layers.size(), bytes);
  }

  /**
   * Makes sure that the network doesn't take too much memory, nor too long for nothing.
   *
   * @param file the file's name in messages
   */
  void check(String file) throws InputException {
    long available = HeapShares.network();
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
}

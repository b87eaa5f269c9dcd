package mnisteval.weights.layers;

import java.nio.file.Files;
import java.util.List;
import mnisteval.input.InputException;
import mnisteval.input.Source;
import mnisteval.weights.WeightsFile;
import mnisteval.weights.array.NamedArrays;

/**
 * Tells files that are one network together, such as W1.npy and b1.npy, from a network each.
 *
 * @hidden not part of the API
 */
public final class SplitNetwork {
  /** Two for each layer of the deepest network that is read; all of them are opened. */
  private static final int MOST_FILES = 2000;

  private SplitNetwork() {}

  /**
   * Returns whether files are one network together: all of them are one, and none is a network by
   * itself that has biases, or if they are folded into its weights, hidden layers. Of files that
   * are such networks, only the first is read.
   *
   * @param files with the limit that holds for all together
   * @param options of which the layout and the folded bias are used
   */
  public static boolean isOne(List<Source> files, ReadOptions options) {
    if (files.size() < 2 || files.size() > MOST_FILES) {
      return false;
    }
    ReadOptions shapes = new ReadOptions(null, null, options.layout(), 0, options.bias());
    for (Source file : files) {
      // A pipe could not be read again.
      if (file.path() == null || !Files.isRegularFile(file.path()) || !isPart(file, shapes)) {
        return false;
      }
    }
    Source joined = Source.joined("", files).withLimit(files.get(0).limit());
    try {
      return network(WeightsFile.read(joined), shapes) != null;
    } catch (InputException e) {
      return false;
    }
  }

  /** Returns whether a file holds arrays that are no network by themselves. */
  private static boolean isPart(Source file, ReadOptions options) {
    NamedArrays arrays;
    try {
      arrays = WeightsFile.read(file);
    } catch (InputException e) {
      return false;
    }
    LoadedNetwork read = network(arrays, options);
    if (read == null) {
      return true;
    }
    // A first layer whose bias is folded into it has one by itself.
    return options.bias() == null
        ? !read.interpretation().biases()
        : read.network().activations().isEmpty();
  }

  private static LoadedNetwork network(NamedArrays arrays, ReadOptions options) {
    try {
      return NetworkReader.of(arrays, "", options);
    } catch (InputException e) {
      return null;
    }
  }
}

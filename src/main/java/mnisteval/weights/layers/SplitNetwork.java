package mnisteval.weights.layers;

import java.nio.file.Files;
import java.util.List;
import mnisteval.input.InputException;
import mnisteval.input.Source;

/** Tells files that are one network together, such as W1.npy and b1.npy, from a network each. */
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
      if (file.path() == null || !Files.isRegularFile(file.path()) || isWhole(file, shapes)) {
        return false;
      }
    }
    Source joined = Source.joined("", files).withLimit(files.get(0).limit());
    return read(joined, shapes) != null;
  }

  private static boolean isWhole(Source file, ReadOptions options) {
    LoadedNetwork read = read(file, options);
    if (read == null) {
      return false;
    }
    // A first layer whose bias is folded into it has one by itself.
    return options.bias() == null
        ? read.interpretation().biases()
        : !read.network().activations().isEmpty();
  }

  /** Returns the network, or null if the file can't be read or is none. */
  private static LoadedNetwork read(Source file, ReadOptions options) {
    try {
      return NetworkReader.read(file, options);
    } catch (InputException e) {
      return null;
    }
  }
}

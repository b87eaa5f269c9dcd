package mnisteval.report;

import java.util.List;
import mnisteval.evaluation.metrics.Comparison;
import mnisteval.evaluation.metrics.Metrics;
import mnisteval.weights.layers.Interpretation;

/**
 * What a run measured, and of what: the one value that every format is made of.
 *
 * @param version of the program
 * @param images the image file
 * @param labels the label file
 * @param offset the first image that was evaluated
 * @param total images that were evaluated
 * @param rows pixels down
 * @param columns pixels across
 * @param classNames one a class; where none were given, the numbers from 0
 * @param networks in the order of their rank: most accurate first, those that failed last
 * @param comparison of exactly two networks, otherwise null
 */
public record Report(
    String version,
    Input images,
    Input labels,
    long offset,
    long total,
    int rows,
    int columns,
    List<String> classNames,
    List<NetworkResult> networks,
    Comparison comparison) {
  /** A file as the user calls it, and the sha256 of its bytes as they lie there, in hex. */
  public record Input(String name, String sha256) {}

  /**
   * What came of one network.
   *
   * @param file where it was read from; the sha256 is null if it could not be read
   * @param reading how its file was read, null if it failed
   * @param activation of the hidden layers
   * @param pixels how pixels are scaled
   * @param layers numbers of units from the pixels to the classes, such as 784, 50, 100, 10
   * @param parameters weights and biases
   * @param metrics what was measured, null if it failed
   * @param fault why it failed, otherwise null
   */
  public record NetworkResult(
      Input file,
      Interpretation reading,
      String activation,
      String pixels,
      List<Integer> layers,
      long parameters,
      Metrics metrics,
      String fault) {
    /** A network of which nothing is known but why it failed. */
    public static NetworkResult failed(Input file, String fault) {
      return new NetworkResult(file, null, null, null, List.of(), 0, null, fault);
    }
  }
}

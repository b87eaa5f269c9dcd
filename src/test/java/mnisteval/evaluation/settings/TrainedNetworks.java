package mnisteval.evaluation.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import mnisteval.PickledNetwork;
import mnisteval.input.Source;
import mnisteval.network.Activation;
import mnisteval.network.Network;
import mnisteval.network.PixelScale;
import mnisteval.weights.WeightsFile;
import mnisteval.weights.array.NdArray;
import mnisteval.weights.layers.Networks;

/**
 * The networks of make_networks.py, one for each activation, and the example network; and what
 * numpy says of them.
 */
public final class TrainedNetworks {
  /** All scales of pixels that they are run with, the most common first. */
  public static final List<PixelScale> PIXELS =
      List.of(
          PixelScale.UNIT,
          PixelScale.RAW,
          PixelScale.normalized("0.1307,0.3081", 0.1307, 0.3081),
          PixelScale.normalized("0.5,0.5", 0.5, 0.5),
          new PixelScale("0.01..1", 0.01, 1));

  private static final Path EXAMPLE = Path.of("data", "example_weight.pkl");

  private static final Path FOLDER =
      Path.of("src", "test", "resources", "mnisteval", "evaluation", "settings");

  /**
   * A run of a network.
   *
   * @param trainedActivation the activation that it was trained with
   * @param trainedPixels the pixels that it was trained with
   * @param correctInSample how many of the first 1000 images it gets right
   * @param correct how many of all 10,000 images it gets right
   */
  public record Counts(
      String network,
      String trainedActivation,
      String trainedPixels,
      String activation,
      String pixels,
      int correctInSample,
      int correct) {
    /** Returns whether it runs as it was trained. */
    public boolean asTrained() {
      return activation.equals(trainedActivation) && pixels.equals(trainedPixels);
    }
  }

  /**
   * What the first 1000 images say is better than the settings that a network is run with: an
   * activation and pixels with a space between them, or {@code -}.
   *
   * @param otherActivation if only the activation may differ
   * @param otherPixels if only the pixels may differ
   * @param other if both may differ
   */
  record Look(
      String network,
      String activation,
      String pixels,
      String otherActivation,
      String otherPixels,
      String other) {}

  private TrainedNetworks() {}

  /** Returns the file of a network. */
  public static Path file(String network) {
    return FOLDER.resolve(network + ".npz");
  }

  /** Returns all rows of networks.tsv. */
  public static List<Counts> counts() throws IOException {
    return Files.readAllLines(FOLDER.resolve("networks.tsv")).stream()
        .map(line -> line.split("\t"))
        .map(
            f ->
                new Counts(
                    f[0], f[1], f[2], f[3], f[4], Integer.parseInt(f[5]), Integer.parseInt(f[6])))
        .toList();
  }

  /** Returns the row of a network that is run with certain settings. */
  public static Counts counts(String network, String activation, String pixels) throws IOException {
    return counts().stream()
        .filter(row -> row.network().equals(network))
        .filter(row -> row.activation().equals(activation) && row.pixels().equals(pixels))
        .findFirst()
        .orElseThrow();
  }

  /** Returns all rows of looks.tsv. */
  static List<Look> looks() throws IOException {
    return Files.readAllLines(FOLDER.resolve("looks.tsv")).stream()
        .map(line -> line.split("\t"))
        .map(f -> new Look(f[0], f[1], f[2], f[3], f[4], f[5]))
        .toList();
  }

  /** Reads a network, or makes it of the example, and runs it with certain settings. */
  static Network network(String network, String activation, String pixels) throws IOException {
    PixelScale scale =
        PIXELS.stream().filter(each -> each.toString().equals(pixels)).findFirst().orElseThrow();
    Path file = network.startsWith("example") ? EXAMPLE : file(network);
    Map<String, NdArray> arrays = new TreeMap<>(WeightsFile.read(Source.file(file)).arrays());
    PickledNetwork changed = new PickledNetwork();
    for (Map.Entry<String, NdArray> array : arrays.entrySet()) {
      double[] elements = array.getValue().elements();
      int[] shape = array.getValue().shape();
      switch (network) {
        case "example-half" -> toHalf(elements);
        case "example-bytes" -> toBytes(elements, 1);
        case "example-columns" -> toBytes(elements, shape.length == 1 ? 1 : shape[1]);
        default -> {}
      }
      changed.array(array.getKey(), shape, elements);
    }
    return Networks.of(changed.arrays(), network, Activation.of(activation), scale);
  }

  /** Rounds to float16: 11 bits, the last one 2^-24 or more. */
  private static void toHalf(double[] elements) {
    for (int i = 0; i < elements.length; i++) {
      double last = Math.scalb(1, Math.max(Math.getExponent(elements[i]), -14) - 10);
      elements[i] = Math.rint(elements[i] / last) * last;
    }
  }

  /** Rounds to whole numbers, the largest of which is 127, times a scale for each column. */
  private static void toBytes(double[] elements, int columns) {
    double[] scales = new double[columns];
    for (int i = 0; i < elements.length; i++) {
      scales[i % columns] = Math.max(scales[i % columns], Math.abs(elements[i]) / 127);
    }
    for (int i = 0; i < elements.length; i++) {
      elements[i] = Math.rint(elements[i] / scales[i % columns]) * scales[i % columns];
    }
  }
}

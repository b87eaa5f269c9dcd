package mnisteval.report;

import java.util.ArrayList;
import java.util.List;
import mnisteval.evaluation.GateResult;
import mnisteval.evaluation.export.ExportComparison;
import mnisteval.evaluation.metrics.Comparison;
import mnisteval.evaluation.metrics.Metrics;
import mnisteval.weights.layers.Interpretation;

/**
 * The results of a run: the one value that every format is made from.
 *
 * @param version of the program
 * @param images the image file
 * @param labels the label file
 * @param offset the first image that was evaluated
 * @param total images that were evaluated
 * @param rows height of an image in pixels
 * @param columns width of an image in pixels
 * @param transposed whether the file holds the images by columns
 * @param classOrder the label of each output, or null if output k is label k
 * @param classNames one for each class, in the ascending order of labels; the labels where none
 *     were given
 * @param networks by rank: most accurate first, those that failed last
 * @param comparedWith how predictions made elsewhere differ from those of the one network, or null
 * @param baseline how the one network differs from that of an earlier report, or null
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
    boolean transposed,
    List<Integer> classOrder,
    List<String> classNames,
    List<NetworkResult> networks,
    ExportComparison comparedWith,
    BaselineChange baseline,
    Comparison comparison) {
  /**
   * Returns the rank of each network from 1, in words: networks with equally many images right
   * share one, and one that failed has {@code -}.
   */
  public List<String> ranks() {
    List<String> ranks = new ArrayList<>();
    String rank = "-";
    long correct = -1;
    for (NetworkResult network : networks) {
      boolean failed = network.metrics() == null;
      if (!failed && network.metrics().accuracy().correct() != correct) {
        correct = network.metrics().accuracy().correct();
        rank = Integer.toString(ranks.size() + 1);
      }
      ranks.add(failed ? "-" : rank);
    }
    return ranks;
  }

  /**
   * A file that was read.
   *
   * @param name as the user gave it
   * @param sha256 of its bytes before decompression in hex, or null
   * @param entry the entry of an archive that was read of it, or null if it is the whole file
   */
  public record Input(String name, String sha256, String entry) {
    /** A whole file. */
    public Input(String name, String sha256) {
      this(name, sha256, null);
    }

    /** The same without its sha256. */
    public Input withoutSum() {
      return new Input(name, null, entry);
    }

    /** The name, with that of the entry behind it. */
    public String text() {
      return entry == null ? name : name + " (" + entry + ")";
    }
  }

  /**
   * The result for one network.
   *
   * @param file of the weights; the sha256 is null if it could not be read
   * @param interpretation how the file was read, null if it failed
   * @param activation of the hidden layers
   * @param pixels how pixels are scaled
   * @param layers numbers of units from the pixels to the classes, such as 784, 50, 100, 10
   * @param parameters weights and biases
   * @param notes what the user should know about how it was read and run, a sentence each
   * @param gates whether it passes each gate, in the order of the options
   * @param metrics null if it failed
   * @param error why it failed, otherwise null
   */
  public record NetworkResult(
      Input file,
      Interpretation interpretation,
      String activation,
      String pixels,
      List<Integer> layers,
      long parameters,
      List<String> notes,
      List<GateResult> gates,
      Metrics metrics,
      String error) {
    /** The result for a network that failed. */
    public static NetworkResult failed(Input file, String error) {
      return new NetworkResult(
          file, null, null, null, List.of(), 0, List.of(), List.of(), null, error);
    }

    /** The same result with other metrics. */
    public NetworkResult with(Metrics other) {
      return new NetworkResult(
          file, interpretation, activation, pixels, layers, parameters, notes, gates, other, error);
    }

    /** Returns the gates that it does not pass. */
    public List<GateResult> failedGates() {
      List<GateResult> failed = new ArrayList<>();
      for (GateResult gate : gates) {
        if (!gate.held()) {
          failed.add(gate);
        }
      }
      return failed;
    }

    /** The accuracy as Python prints it; only if there are metrics. */
    public String accuracyText() {
      return PythonFloat.text(metrics.accuracy().correct(), metrics.accuracy().total());
    }

    /** The numbers of units in a row. */
    public String layersText(String separator) {
      StringBuilder text = new StringBuilder();
      for (int units : layers) {
        text.append(text.isEmpty() ? "" : separator).append(units);
      }
      return text.toString();
    }
  }

  /** How many gates did not hold, in words, or null if all held. */
  public String failedGates() {
    long failed = 0;
    for (NetworkResult network : networks) {
      failed += network.failedGates().size();
    }
    return failed == 0 ? null : failed + (failed == 1 ? " gate" : " gates") + " did not hold";
  }
}

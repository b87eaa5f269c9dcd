package mnisteval.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import mnisteval.cli.options.ClassNames;
import mnisteval.cli.options.NetworkOptions;
import mnisteval.cli.options.ReportOptions;
import mnisteval.evaluation.Accuracy;
import mnisteval.evaluation.EvaluatedNetwork;
import mnisteval.evaluation.Tallies;
import mnisteval.evaluation.Tally;
import mnisteval.evaluation.metrics.MetricsDetail;
import mnisteval.evaluation.metrics.MetricsTally;
import mnisteval.evaluation.metrics.Mistake;
import mnisteval.evaluation.metrics.MistakeTally;
import mnisteval.evaluation.metrics.PredictedClasses;
import mnisteval.idx.ImageSet;
import mnisteval.idx.LabeledImages;
import mnisteval.input.InputException;
import mnisteval.input.Source;
import mnisteval.network.Network;
import mnisteval.report.Report;
import mnisteval.weights.layers.LoadedNetwork;

/** A file of weights on its way from its bytes to its row in the report. */
final class ReportEntry {
  private final Source source;
  private final ReportOptions options;
  private final ClassNames names;
  private String sha256;
  private MetricsTally scores;
  private MistakeTally mistakeTally;
  private PredictedClasses predicted;
  private LoadedNetwork loaded;
  private int classes;
  private Report.NetworkResult result;

  ReportEntry(Source source, ReportOptions options, ClassNames names) {
    this.source = source;
    this.options = options;
    this.names = names;
  }

  Source source() {
    return source;
  }

  LoadedNetwork read(NetworkOptions networkOptions, ImageSet set, PrintStream err)
      throws IOException {
    Source held = source;
    if (options.tellsSha256()) {
      held = source.inMemory();
      sha256 = held.sha256();
    }
    LoadedNetwork read = networkOptions.network(held, set, err);
    names.require(read);
    return read;
  }

  /**
   * Makes what is evaluated.
   *
   * @param rows what writes predictions, or null
   * @param networks how many there are
   */
  EvaluatedNetwork subject(LoadedNetwork read, LabeledImages images, Tally rows, int networks)
      throws InputException {
    loaded = read;
    scores = MetricsTally.of(read.file(), read.network());
    List<Tally> tallies = new ArrayList<>();
    tallies.add(scores);
    if (options.wantsMistakes()) {
      mistakeTally = MistakeTally.ofImages(images.imageSize(), networks);
      tallies.add(mistakeTally);
    }
    if (networks == 2) {
      // Two are compared, by the class of each image.
      predicted = new PredictedClasses();
      tallies.add(predicted);
    }
    if (rows != null) {
      tallies.add(rows);
    }
    return new EvaluatedNetwork(
        read.file(), read.network(), new Tallies(tallies.toArray(new Tally[0])));
  }

  /**
   * Computes the figures, and lets go of the network.
   *
   * @param detail what of them is kept
   */
  void finish(MetricsDetail detail) throws IOException {
    Network network = loaded.network();
    classes = network.classes();
    result =
        new Report.NetworkResult(
            new Report.Input(source.name(), sha256),
            loaded.interpretation(),
            network.activation().toString(),
            network.pixels().toString(),
            detail == MetricsDetail.FIGURES ? List.of() : network.units(),
            network.parameters(),
            scores.metrics(topK(), detail),
            null);
    loaded = null;
    scores = null;
  }

  private int[] topK() throws InputException {
    int classes = loaded.network().classes();
    if (options.topK() == null) {
      return classes > 2 ? ReportOptions.defaultTopK() : new int[] {Math.min(2, classes)};
    }
    for (int k : options.topK()) {
      if (k > classes) {
        throw new InputException(
            source.name(),
            "too few classes for --top-k (expected " + k + ", found " + classes + ")");
      }
    }
    return options.topK();
  }

  void fail(InputException fault) {
    loaded = null;
    scores = null;
    mistakeTally = null;
    result =
        Report.NetworkResult.failed(new Report.Input(source.name(), sha256), fault.getMessage());
  }

  boolean failed() {
    return result.metrics() == null;
  }

  Report.NetworkResult result() {
    return result;
  }

  /** Images it gets right, -1 if it failed. */
  long correct() {
    return failed() ? -1 : result.metrics().evaluation().correct();
  }

  long total() {
    return failed() ? 0 : result.metrics().evaluation().total();
  }

  /** How many the network has, 0 if it failed. */
  int classes() {
    return classes;
  }

  /** What the gates look at; of none that failed. */
  Accuracy evaluation() {
    return result.metrics().evaluation();
  }

  PredictedClasses predicted() {
    return predicted;
  }

  List<Mistake> mistakes() {
    return mistakeTally == null ? List.of() : mistakeTally.mistakes();
  }
}

package mnisteval;

import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import mnisteval.evaluation.Detail;
import mnisteval.evaluation.Evaluation;
import mnisteval.evaluation.Mistake;
import mnisteval.evaluation.MistakeTally;
import mnisteval.evaluation.PredictedClasses;
import mnisteval.evaluation.ScoreTally;
import mnisteval.evaluation.Subject;
import mnisteval.evaluation.Tallies;
import mnisteval.evaluation.Tally;
import mnisteval.idx.ImageSet;
import mnisteval.idx.LabeledImages;
import mnisteval.input.InputException;
import mnisteval.input.Source;
import mnisteval.network.Network;
import mnisteval.report.Report;

/** A file of weights on its way from its bytes to its row in the report. */
final class Candidate {
  private final Source source;
  private final ReportOptions options;
  private final ClassNames names;
  private String sha256;
  private ScoreTally scores;
  private MistakeTally mistakeTally;
  private PredictedClasses predicted;
  private Network network;
  private int classes;
  private Report.NetworkResult result;

  Candidate(Source source, ReportOptions options, ClassNames names) {
    this.source = source;
    this.options = options;
    this.names = names;
  }

  Source source() {
    return source;
  }

  Network read(NetworkOptions networkOptions, ImageSet set, PrintStream err) throws InputException {
    Source held = source;
    if (options.tellsSha256()) {
      held = source.held();
      sha256 = held.sha256();
    }
    Network read = networkOptions.network(held, set, err);
    names.require(read);
    return read;
  }

  /**
   * Makes what is evaluated.
   *
   * @param rows what writes predictions, or null
   * @param networks how many there are
   */
  Subject subject(Network read, LabeledImages images, Tally rows, int networks)
      throws InputException {
    network = read;
    scores = ScoreTally.of(read);
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
    return new Subject(read, new Tallies(tallies.toArray(new Tally[0])));
  }

  /**
   * Computes the figures, and lets go of the network.
   *
   * @param detail what of them is kept
   */
  void finish(Detail detail) throws IOException {
    classes = network.classes();
    result =
        new Report.NetworkResult(
            new Report.Input(source.name(), sha256),
            network.reading(),
            network.activation().toString(),
            network.pixels().toString(),
            detail == Detail.FIGURES ? List.of() : network.units(),
            network.parameters(),
            scores.metrics(topK(), detail),
            null);
    network = null;
    scores = null;
  }

  private int[] topK() throws InputException {
    int classes = network.classes();
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
    network = null;
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
  Evaluation evaluation() {
    return result.metrics().evaluation();
  }

  PredictedClasses predicted() {
    return predicted;
  }

  List<Mistake> mistakes() {
    return mistakeTally == null ? List.of() : mistakeTally.mistakes();
  }
}

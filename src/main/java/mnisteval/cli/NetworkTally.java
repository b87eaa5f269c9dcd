package mnisteval.cli;

import java.util.ArrayList;
import java.util.List;
import mnisteval.cli.options.ReportOptions;
import mnisteval.evaluation.Accuracy;
import mnisteval.evaluation.ClassOrder;
import mnisteval.evaluation.EvaluatedNetwork;
import mnisteval.evaluation.GateResult;
import mnisteval.evaluation.Tally;
import mnisteval.evaluation.Tally.Tallies;
import mnisteval.evaluation.metrics.Comparison.PredictedClasses;
import mnisteval.evaluation.metrics.Metrics;
import mnisteval.evaluation.metrics.MetricsTally;
import mnisteval.evaluation.metrics.MistakeTally;
import mnisteval.idx.LabeledImages;
import mnisteval.input.InputException;
import mnisteval.network.Network;
import mnisteval.report.Report;
import mnisteval.report.page.HtmlReport;
import mnisteval.weights.layers.LoadedNetwork;

/** Counts all that the reports show of one network. */
final class NetworkTally {
  private final LoadedNetwork loaded;
  private final ReportOptions reports;
  private final int networks;
  private final int[] topK;
  private final MetricsTally metrics;
  private final MistakeTally mistakes;
  private final PredictedClasses predicted = new PredictedClasses();

  /**
   * Prepares the tallies of a network.
   *
   * @param networks how many the report has
   * @throws InputException if the network has too few classes for what is asked, or too many
   */
  NetworkTally(LoadedNetwork loaded, ReportOptions reports, int networks, LabeledImages images)
      throws InputException {
    this.loaded = loaded;
    this.reports = reports;
    this.networks = networks;
    topK = topK(loaded.file(), loaded.network().classes(), reports);
    metrics = MetricsTally.of(loaded.file(), loaded.network());
    // The best networks keep theirs while the next network is evaluated.
    int holders = Math.min(networks, HtmlReport.MOST_SECTIONS + 1);
    mistakes = MistakeTally.ofImages(images.imageSize(), loaded.network().classes(), holders);
  }

  /**
   * Returns the values of k for top-k accuracy.
   *
   * @param file the network's file in messages
   * @throws InputException if the network has too few classes for what is asked
   */
  static int[] topK(String file, int classes, ReportOptions reports) throws InputException {
    if (reports.topK() == null) {
      return classes > 2 ? ReportOptions.defaultTopK() : new int[] {Math.min(2, classes)};
    }
    for (int k : reports.topK()) {
      if (k > classes) {
        throw InputException.of(
            file, "too few classes for --top-k (expected %d, found %d)", k, classes);
      }
    }
    return reports.topK();
  }

  /**
   * Returns the network with its tallies.
   *
   * @param order the labels of its outputs, or null if output k is label k
   * @param others tallies besides these
   */
  EvaluatedNetwork counting(ClassOrder order, List<Tally> others) {
    List<Tally> tallies = new ArrayList<>(List.of(metrics));
    if (reports.wantsMistakes()) {
      tallies.add(mistakes);
    }
    if (networks == 2) {
      tallies.add(predicted);
    }
    tallies.addAll(others);
    return new EvaluatedNetwork(loaded.file(), loaded.network(), order, new Tallies(tallies));
  }

  /** Returns how many images are right. */
  Accuracy accuracy() {
    return metrics.accuracy();
  }

  /** Returns what was counted. */
  MetricsTally counted() {
    return metrics;
  }

  /** Returns the mistakes that are kept, or null if none are wanted. */
  MistakeTally mistakes() {
    return reports.wantsMistakes() ? mistakes : null;
  }

  /** Computes the metrics of all images. */
  Metrics metrics() {
    return metrics.metrics(topK);
  }

  /** Makes the network's entry in the ranking. */
  ReportEntry entry(Report.Input file, Metrics found, List<GateResult> gates, List<String> notes) {
    Network network = loaded.network();
    Report.NetworkResult result =
        new Report.NetworkResult(
            file,
            loaded.interpretation(),
            network.activationText(),
            network.pixels().toString(),
            network.units(),
            network.parameters(),
            notes,
            gates,
            found,
            null);
    ReportEntry entry = new ReportEntry(result, mistakes.kept(), predicted);
    return reports.wantsMistakes() ? entry : entry.row(reports.showsDetails(networks));
  }
}

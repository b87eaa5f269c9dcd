package mnisteval.report;

import java.util.List;
import mnisteval.evaluation.metrics.Comparison;
import mnisteval.evaluation.metrics.Metrics;
import mnisteval.input.Printable;
import mnisteval.report.Report.NetworkResult;
import mnisteval.report.Table.Align;

/** Several networks beside each other, for the formats that people read. */
final class RankingTables {
  static final String COMPARISON_TITLE = "Comparison of the first and the second";

  private RankingTables() {}

  /**
   * A row a network. Networks that get as many images right share the rank of the first of them. Of
   * one that failed there is no more than the reason.
   */
  static Table ranking(List<NetworkResult> networks) {
    Table table =
        new Table()
            .column(Align.RIGHT, "rank")
            .column(Align.RIGHT, "accuracy")
            .column(Align.LEFT, "95 % interval")
            .column(Align.RIGHT, "log loss")
            .column(Align.RIGHT, "parameters")
            .column(Align.LEFT, "file");
    int rank = 0;
    long correct = -1;
    for (int i = 0; i < networks.size(); i++) {
      NetworkResult network = networks.get(i);
      Metrics metrics = network.metrics();
      if (metrics == null) {
        table.row("-", "-", "-", "-", "-", Printable.of(failure(network)));
        continue;
      }
      if (metrics.accuracy().correct() != correct) {
        correct = metrics.accuracy().correct();
        rank = i + 1;
      }
      table.row(
          Integer.toString(rank),
          Decimals.of(metrics.accuracy().accuracy()),
          NetworkTables.interval(metrics.interval()),
          Decimals.of(metrics.logLoss()),
          Long.toString(network.parameters()),
          Printable.of(network.file().name()));
    }
    return table;
  }

  /** The file and what is wrong with it; most reasons start with the file already. */
  private static String failure(NetworkResult network) {
    String file = network.file().name();
    String fault = network.fault();
    return fault.startsWith(file + ": ") ? fault : file + ": " + fault;
  }

  /** How two networks differ on the same images. */
  static Table comparison(Comparison comparison) {
    return new Table()
        .column(Align.LEFT, "figure")
        .column(Align.LEFT, "value")
        .row("images given different classes", Long.toString(comparison.disagreements()))
        .row("only the first is right", Long.toString(comparison.onlyFirst()))
        .row("only the second is right", Long.toString(comparison.onlySecond()))
        .row("McNemar's exact test, p", Decimals.ofProbability(comparison.mcnemar()));
  }
}

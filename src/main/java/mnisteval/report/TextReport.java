package mnisteval.report;

import java.util.List;
import mnisteval.input.Printable;
import mnisteval.report.Report.NetworkResult;

/**
 * A report for the terminal. Of one network that was evaluated, the first line is {@code
 * Accuracy:0.9352}; of several, or of one that failed, there is a table in the order of their rank.
 * File and class names are {@link Printable}, so that none can forge a line.
 */
public final class TextReport {
  private final Report report;
  private final StringBuilder text = new StringBuilder();

  private TextReport(Report report) {
    this.report = report;
  }

  /**
   * The report as lines that end with {@code \n}.
   *
   * @param metrics whether all figures of each network are wanted, after its accuracy
   */
  public static String of(Report report, boolean metrics) {
    TextReport lines = new TextReport(report);
    List<NetworkResult> networks = report.networks();
    if (networks.size() == 1 && networks.get(0).metrics() != null) {
      lines.network(networks.get(0), metrics);
    } else {
      lines.ranking(metrics);
    }
    return lines.text.toString();
  }

  private void ranking(boolean metrics) {
    TextTable.append(RankingTables.ranking(report.networks()), text);
    if (report.comparison() != null) {
      title(RankingTables.COMPARISON_TITLE);
      TextTable.appendRows(RankingTables.comparison(report.comparison()), text);
    }
    for (NetworkResult network : report.networks()) {
      if (metrics && network.metrics() != null) {
        title(Printable.of(network.file().name()));
        network(network, true);
      }
    }
  }

  private void network(NetworkResult network, boolean metrics) {
    text.append("Accuracy:")
        .append(
            PythonFloat.text(
                network.metrics().accuracy().correct(), network.metrics().accuracy().total()))
        .append('\n');
    if (metrics) {
      figures(new NetworkTables(network, report.classNames()));
    }
  }

  private void figures(NetworkTables tables) {
    text.append('\n');
    TextTable.appendRows(tables.headline(), text);
    text.append('\n');
    TextTable.append(tables.classes(), text);
    if (tables.showsMatrix()) {
      title(NetworkTables.MATRIX_TITLE);
      TextTable.append(tables.matrix(), text);
    } else {
      title("Confusion matrix: " + tables.insteadOfMatrix());
    }
    Table confused = tables.mostConfused();
    if (!confused.rows().isEmpty()) {
      title(NetworkTables.CONFUSED_TITLE);
      TextTable.append(confused, text);
    }
  }

  private void title(String title) {
    text.append('\n').append(title).append('\n');
  }
}

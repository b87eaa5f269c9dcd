package mnisteval.report;

import java.util.List;
import mnisteval.evaluation.export.ExportComparison;
import mnisteval.evaluation.metrics.Metrics;
import mnisteval.input.Printable;
import mnisteval.report.Report.NetworkResult;

/**
 * A report for the terminal. For one network that was evaluated, the first line is {@code
 * Accuracy:0.9352}; for several, or one that failed, there is a ranking. File and class names are
 * {@link Printable}, so that none can forge a line.
 */
public final class TextReport {
  private final ReportTables tables;
  private final StringBuilder text = new StringBuilder();

  private TextReport(Report report) {
    tables = new ReportTables(report.classNames());
  }

  /**
   * The report as lines that end with {@code \n}.
   *
   * @param metrics whether all metrics of each network follow its accuracy
   */
  public static String of(Report report, boolean metrics) {
    TextReport lines = new TextReport(report);
    List<NetworkResult> networks = report.networks();
    if (networks.size() == 1 && networks.get(0).metrics() != null) {
      lines.network(networks.get(0), metrics);
      lines.export(report.comparedWith());
      lines.baseline(report.baseline());
    } else {
      lines.ranking(report, metrics);
    }
    return lines.text.toString();
  }

  private void ranking(Report report, boolean metrics) {
    append(ReportTables.ranking(report).lines());
    if (report.comparison() != null) {
      title(ReportTables.COMPARISON_TITLE);
      append(ReportTables.comparison(report.comparison()).rowLines());
    }
    Table notes = ReportTables.notes(report.networks());
    if (!metrics && !notes.rows().isEmpty()) {
      title(ReportTables.NOTES_TITLE);
      append(notes.rowLines());
    }
    RankedNames names = new RankedNames(report.networks());
    for (NetworkResult network : report.networks()) {
      if (metrics && network.metrics() != null) {
        title(names.name(network));
        network(network, true);
      }
    }
  }

  private void network(NetworkResult network, boolean metrics) {
    text.append("Accuracy:").append(network.accuracyText()).append('\n');
    if (metrics) {
      text.append('\n');
      append(ReportTables.headline(network).rowLines());
      text.append('\n');
      classes(network.metrics());
    }
  }

  private void classes(Metrics metrics) {
    append(tables.classes(metrics).lines());
    if (ReportTables.showsMatrix(metrics)) {
      title(ReportTables.MATRIX_TITLE);
      append(tables.matrix(metrics).lines());
    } else {
      title(ReportTables.insteadOfMatrix(metrics));
    }
    if (!metrics.mostConfused().isEmpty()) {
      title(ReportTables.CONFUSED_TITLE);
      append(tables.mostConfused(metrics).lines());
    }
  }

  private void export(ExportComparison compared) {
    if (compared != null) {
      title(ReportTables.exportTitle(compared));
      append(ReportTables.export(compared).rowLines());
      if (!compared.rows().isEmpty()) {
        text.append('\n');
        append(ReportTables.exportRows(compared).lines());
      }
    }
  }

  private void baseline(BaselineChange change) {
    if (change != null) {
      title(ReportTables.baselineTitle(change));
      append(tables.baseline(change).lines());
    }
  }

  private void title(String title) {
    text.append('\n').append(title).append('\n');
  }

  private void append(List<String> lines) {
    for (String line : lines) {
      text.append(line).append('\n');
    }
  }
}

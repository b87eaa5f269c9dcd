package mnisteval.report;

import java.util.List;
import mnisteval.input.Printable;
import mnisteval.report.Report.NetworkResult;

/**
 * A report in GitHub's Markdown, such as the summary of a CI job: of one network its figures, of
 * several their ranking, with the figures of each folded away. Names from outside stay text,
 * whatever they hold.
 */
public final class MarkdownReport {
  /** More networks only have their row: GitHub takes no summary of more than 1 MiB. */
  public static final int MAX_SECTIONS = 20;

  private final Report report;
  private final StringBuilder markdown = new StringBuilder();

  private MarkdownReport(Report report) {
    this.report = report;
  }

  /** The report as lines that end with {@code \n}. */
  public static String of(Report report) {
    MarkdownReport lines = new MarkdownReport(report);
    List<NetworkResult> networks = report.networks();
    if (networks.size() == 1 && networks.get(0).metrics() != null) {
      lines.network(networks.get(0));
    } else {
      lines.ranking(networks);
    }
    return lines.markdown.toString();
  }

  private void network(NetworkResult network) {
    markdown.append("## mnist-eval: accuracy ").append(accuracy(network)).append("\n\n");
    markdown.append(described(network)).append(", on ").append(images()).append(".\n");
    figures(new NetworkTables(network, report.classNames()));
    footer();
  }

  private void ranking(List<NetworkResult> networks) {
    int count = networks.size();
    markdown.append("## mnist-eval: ").append(count).append(count == 1 ? " network" : " networks");
    markdown.append("\n\nOn ").append(images()).append(".\n");
    MarkdownTable.append(RankingTables.ranking(networks), markdown);
    if (report.comparison() != null) {
      markdown.append("\n### ").append(RankingTables.COMPARISON_TITLE).append('\n');
      MarkdownTable.append(RankingTables.comparison(report.comparison()), markdown);
    }
    if (count <= MAX_SECTIONS) {
      for (NetworkResult network : networks) {
        section(network);
      }
    }
    footer();
  }

  private void section(NetworkResult network) {
    if (network.metrics() != null) {
      fold(accuracy(network) + " " + MarkdownTable.text(Printable.of(network.file().name())));
      markdown.append('\n').append(described(network)).append(".\n");
      figures(new NetworkTables(network, report.classNames()));
      unfold();
    }
  }

  private void figures(NetworkTables tables) {
    MarkdownTable.append(tables.headline(), markdown);
    MarkdownTable.append(tables.classes(), markdown);
    if (tables.showsMatrix()) {
      fold(NetworkTables.MATRIX_TITLE);
      MarkdownTable.append(tables.matrix(), markdown);
      unfold();
    } else {
      markdown.append("\nConfusion matrix: ").append(tables.insteadOfMatrix()).append(".\n");
    }
    Table confused = tables.mostConfused();
    if (!confused.rows().isEmpty()) {
      fold(NetworkTables.CONFUSED_TITLE);
      MarkdownTable.append(confused, markdown);
      unfold();
    }
  }

  private void fold(String summary) {
    markdown.append("\n<details><summary>").append(summary).append("</summary>\n");
  }

  private void unfold() {
    markdown.append("\n</details>\n");
  }

  private void footer() {
    markdown.append("\nmnist-eval ").append(text(report.version())).append('\n');
  }

  private static String accuracy(NetworkResult network) {
    return PythonFloat.text(
        network.metrics().accuracy().correct(), network.metrics().accuracy().total());
  }

  private static String described(NetworkResult network) {
    StringBuilder units = new StringBuilder();
    for (int layer : network.layers()) {
      units.append(units.length() == 0 ? "" : "-").append(layer);
    }
    return text(network.file().name())
        + " ("
        + units
        + ", "
        + text(network.activation())
        + ", "
        + network.parameters()
        + " parameters)";
  }

  private String images() {
    return report.total()
        + (report.total() == 1 ? " image of " : " images of ")
        + text(report.images().name())
        + (report.offset() == 0 ? "" : " from image " + report.offset() + " on");
  }

  private static String text(String outside) {
    return MarkdownTable.text(Printable.of(outside));
  }
}

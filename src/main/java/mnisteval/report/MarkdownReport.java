package mnisteval.report;

import java.util.List;
import mnisteval.evaluation.export.ExportComparison;
import mnisteval.evaluation.metrics.Metrics;
import mnisteval.input.Printable;
import mnisteval.report.Report.NetworkResult;

/**
 * A report in GitHub's Markdown, such as the summary of a CI job: the metrics of one network, or
 * the ranking of several with the metrics of each in a fold. Names from outside stay text, whatever
 * they hold.
 */
public final class MarkdownReport {
  /** Of more networks there is only the ranking: GitHub refuses a summary of more than 1 MiB. */
  public static final int MAX_SECTIONS = 20;

  private static final String DIGITS = "0123456789";
  private static final String HARMLESS = " -'%,()=/;\"?";

  private final Report report;
  private final ReportTables tables;
  private final StringBuilder markdown = new StringBuilder();

  private MarkdownReport(Report report) {
    this.report = report;
    tables = new ReportTables(report.classNames());
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
    lines.markdown.append("\nmnist-eval ").append(printable(report.version())).append('\n');
    return lines.markdown.toString();
  }

  /** Starts the heading, with the gates that did not hold if there are any. */
  private StringBuilder heading() {
    String failed = report.failedGates();
    return markdown.append("## mnist-eval: ").append(failed == null ? "" : failed + ", ");
  }

  private void network(NetworkResult network) {
    heading().append("accuracy ").append(network.accuracyText()).append("\n\n");
    markdown.append(described(network)).append(", on ").append(images()).append(".\n");
    metrics(network);
    export(report.comparedWith());
    BaselineChange change = report.baseline();
    if (change != null) {
      markdown.append("\n### ").append(text(ReportTables.baselineTitle(change))).append('\n');
      table(tables.baseline(change));
    }
  }

  private void export(ExportComparison compared) {
    if (compared != null) {
      markdown.append("\n### ").append(text(ReportTables.exportTitle(compared))).append('\n');
      table(ReportTables.export(compared));
      if (!compared.rows().isEmpty()) {
        table(ReportTables.exportRows(compared));
      }
    }
  }

  private void ranking(List<NetworkResult> networks) {
    int count = networks.size();
    heading().append(count).append(count == 1 ? " network" : " networks");
    markdown.append("\n\nOn ").append(images()).append(".\n");
    if (report.failedGates() != null) {
      table(ReportTables.failedGates(networks));
    }
    table(ReportTables.ranking(report));
    if (report.comparison() != null) {
      markdown.append("\n### ").append(ReportTables.COMPARISON_TITLE).append('\n');
      table(ReportTables.comparison(report.comparison()));
    }
    Table notes = ReportTables.notes(networks);
    if (count > MAX_SECTIONS && !notes.rows().isEmpty()) {
      markdown.append("\n### ").append(ReportTables.NOTES_TITLE).append('\n');
      table(notes);
    }
    RankedNames names = new RankedNames(networks);
    for (NetworkResult network : networks) {
      if (count <= MAX_SECTIONS && network.metrics() != null) {
        startFold(network.accuracyText() + " " + html(names.name(network)));
        markdown.append('\n').append(described(network)).append(".\n");
        metrics(network);
        endFold();
      }
    }
  }

  private void metrics(NetworkResult network) {
    Metrics metrics = network.metrics();
    if (!network.gates().isEmpty()) {
      table(ReportTables.gates(network));
    }
    table(ReportTables.headline(network));
    table(tables.classes(metrics));
    if (ReportTables.showsMatrix(metrics)) {
      fold(ReportTables.MATRIX_TITLE, tables.matrix(metrics));
    } else {
      markdown.append('\n').append(ReportTables.insteadOfMatrix(metrics)).append(".\n");
    }
    if (!metrics.mostConfused().isEmpty()) {
      fold(ReportTables.CONFUSED_TITLE, tables.mostConfused(metrics));
    }
  }

  private void fold(String summary, Table table) {
    startFold(summary);
    table(table);
    endFold();
  }

  private void startFold(String summary) {
    markdown.append("\n<details><summary>").append(summary).append("</summary>\n");
  }

  private void endFold() {
    markdown.append("\n</details>\n");
  }

  private static String described(NetworkResult network) {
    // In backticks, for it begins a line: 1. or - would begin a list.
    return code(Printable.of(network.file().name()))
        + (" (" + network.layersText("-") + ", " + printable(network.activation()) + ", ")
        + (network.parameters() + " parameters)");
  }

  private String images() {
    return report.total()
        + (report.total() == 1 ? " image of " : " images of ")
        + printable(report.images().text())
        + (report.offset() == 0 ? "" : " from image " + report.offset() + " on");
  }

  private void table(Table table) {
    markdown.append('\n');
    row(table.headings());
    for (int i = 0; i < table.headings().size(); i++) {
      markdown.append(table.isRightAligned(i) ? "| ---: " : "| --- ");
    }
    markdown.append("|\n");
    table.rows().forEach(this::row);
  }

  private void row(List<String> cells) {
    for (String cell : cells) {
      markdown.append("| ").append(text(cell)).append(cell.isEmpty() ? "" : " ");
    }
    markdown.append("|\n");
  }

  private static String printable(String outside) {
    return text(Printable.of(outside));
  }

  /**
   * Inline Markdown that shows a text, whatever it holds, anywhere but at the beginning of a line.
   *
   * <p>Letters, digits and the signs that mean nothing in Markdown are written as they are, any
   * other text as {@link #code}.
   *
   * @param text printable: on one line, without control characters
   */
  static String text(String text) {
    // A table's cell would lose spaces at its ends.
    boolean plain = text.strip().equals(text);
    for (int i = 0; i < text.length() && plain; i++) {
      plain = isPlain(text, i);
    }
    return plain ? text : code(text);
  }

  private static boolean isPlain(String text, int index) {
    char c = text.charAt(index);
    boolean last = index + 1 == text.length() || text.charAt(index + 1) == ' ';
    if (c == '.') {
      // As in 0.5; between letters it can make a link.
      return index > 0 && (last || DIGITS.indexOf(text.charAt(index - 1)) >= 0);
    }
    if (c == ':') {
      return last;
    }
    return c > '~' || Character.isLetterOrDigit(c) || HARMLESS.indexOf(c) >= 0;
  }

  /**
   * Inline Markdown that shows a text as code, in which GitHub makes no mentions, issues or
   * formulas of it: in backticks, where every sign stands for itself. Of a text that has backticks
   * or bars, which would end the code or a table's cell, or spaces at an end, all that is not plain
   * is a numeric reference: by CommonMark these never stand for structure.
   *
   * @param text printable
   */
  static String code(String text) {
    boolean spaced = !text.strip().equals(text) || text.isEmpty();
    if (!spaced && text.indexOf('`') < 0 && text.indexOf('|') < 0) {
      return '`' + text + '`';
    }
    StringBuilder code = new StringBuilder("<code>");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      code.append(isPlain(text, i) ? Character.toString(c) : "&#" + (int) c + ';');
    }
    return code.append("</code>").toString();
  }

  /** HTML that shows a printable text as code, for the lines that Markdown leaves to HTML. */
  private static String html(String text) {
    String escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    return "<code>" + escaped + "</code>";
  }
}

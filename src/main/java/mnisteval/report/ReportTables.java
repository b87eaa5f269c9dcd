package mnisteval.report;

import java.util.List;
import mnisteval.evaluation.Accuracy;
import mnisteval.evaluation.GateResult;
import mnisteval.evaluation.export.ExportComparison;
import mnisteval.evaluation.metrics.Comparison;
import mnisteval.evaluation.metrics.Metrics;
import mnisteval.input.Printable;
import mnisteval.report.Report.NetworkResult;

/** The tables of a report, for the formats that people read as text. */
final class ReportTables {
  static final String COMPARISON_TITLE = "Comparison of the first and the second";
  static final String MATRIX_TITLE = "Confusion matrix: rows true, columns predicted";
  static final String CONFUSED_TITLE = "Most confused";
  static final String NOTES_TITLE = "Notes";

  /** Layout: a matrix of more classes is wider than a terminal, and than GitHub's pages. */
  private static final int MAX_MATRIX = 30;

  /** Layout: a longer name of a class would push all numbers to the right. */
  private static final int MAX_NAME = 20;

  private final List<String> classNames;

  ReportTables(List<String> classNames) {
    this.classNames = classNames;
  }

  /** A row for each network; one that failed has only its error. */
  static Table ranking(Report report) {
    RankedNames names = new RankedNames(report.networks());
    Table table =
        new Table()
            .right("rank", "accuracy")
            .left("95 % interval")
            .right("log loss", "parameters")
            .left(names.heading());
    List<String> ranks = report.ranks();
    for (int i = 0; i < ranks.size(); i++) {
      NetworkResult network = report.networks().get(i);
      Metrics metrics = network.metrics();
      if (metrics == null) {
        table.row(ranks.get(i), "-", "-", "-", "-", names.failure(network));
      } else {
        table.row(
            ranks.get(i),
            Rounded.decimal(metrics.accuracy().accuracy()),
            interval(metrics),
            Rounded.decimal(metrics.logLoss()),
            network.parameters(),
            names.remarked(network));
      }
    }
    return table;
  }

  /** How two networks differ on the same images. */
  static Table comparison(Comparison comparison) {
    return new Table()
        .left("metric", "value")
        .row("images given different classes", comparison.disagreements())
        .row("only the first is right", comparison.onlyFirst())
        .row("only the second is right", comparison.onlySecond())
        .row("McNemar's exact test, p", Rounded.probability(comparison.mcnemar()));
  }

  /** How predictions made elsewhere differ from those of a network. */
  static Table export(ExportComparison compared) {
    Table table =
        new Table()
            .left("metric", "value")
            .row(
                "images given different classes",
                compared.differentClasses() + " of " + compared.images());
    ExportComparison.Largest largest = compared.largest();
    if (largest != null) {
      String where = " (label " + largest.label() + " of image " + largest.image() + ")";
      table.row("largest difference of a probability", difference(largest.difference()) + where);
    }
    return table;
  }

  /** The first images that differ. */
  static Table exportRows(ExportComparison compared) {
    Table table = new Table().right("image", "label", "predicted", "there", "difference");
    for (ExportComparison.Row row : compared.rows()) {
      String difference = row.difference() == null ? "-" : difference(row.difference());
      table.row(row.image(), row.label(), row.predicted(), row.there(), difference);
    }
    return table;
  }

  private static String difference(double difference) {
    return difference == 0 ? "0" : Rounded.probability(difference);
  }

  static String baselineTitle(BaselineChange change) {
    return "Compared with the report " + Printable.of(change.file());
  }

  /** How the accuracy and the recall of each class differ from those of an earlier report. */
  Table baseline(BaselineChange change) {
    Table table = new Table().left("metric").right("now", "earlier", "change");
    addChange("accuracy", change.accuracy(), change.earlier(), change.change(), table);
    for (BaselineChange.ClassChange of : change.classes()) {
      String name = "recall of " + name(of.index());
      addChange(name, of.recall(), of.earlier(), of.change(), table);
    }
    return table;
  }

  private static void addChange(
      String name, double now, double earlier, double change, Table table) {
    String text = Rounded.decimal(change);
    table.row(name, Rounded.decimal(now), Rounded.decimal(earlier), (change > 0 ? "+" : "") + text);
  }

  static String exportTitle(ExportComparison compared) {
    return "Compared with " + Printable.of(compared.file());
  }

  /** Every metric of a network that is one number, and how its file was read. */
  static Table headline(NetworkResult network) {
    Metrics metrics = network.metrics();
    Accuracy accuracy = metrics.accuracy();
    String images = accuracy.total() == 1 ? " image" : " images";
    Table table = new Table().left("metric", "value");
    table.row("correct", accuracy.correct() + " of " + accuracy.total() + images);
    table.row("95 % interval", interval(metrics) + " (Wilson)");
    for (Metrics.TopK top : metrics.topK()) {
      table.row("top-" + top.k() + " accuracy", Rounded.decimal(top.accuracy()));
    }
    String bins = " (" + metrics.reliability().size() + " bins)";
    table
        .row("log loss", Rounded.decimal(metrics.logLoss()))
        .row("Brier score", Rounded.decimal(metrics.brier()))
        .row("expected calibration error", Rounded.decimal(metrics.calibrationError()) + bins)
        .row("balanced accuracy", Rounded.decimal(metrics.balancedAccuracy()))
        .row("Cohen's kappa", Rounded.decimal(metrics.kappa()))
        .row("Matthews correlation", Rounded.decimal(metrics.matthews()))
        .row("read as", Printable.of(network.interpretation().text()));
    for (String note : network.notes()) {
      table.row("note", Printable.of(note));
    }
    return table;
  }

  /** What the user should know about each network; no rows if there is nothing. */
  static Table notes(List<NetworkResult> networks) {
    RankedNames names = new RankedNames(networks);
    Table table = new Table().left(names.heading(), "note");
    for (NetworkResult network : networks) {
      network.notes().forEach(note -> table.row(names.name(network), Printable.of(note)));
    }
    return table;
  }

  /** A row for each gate of a network. */
  static Table gates(NetworkResult network) {
    Table table = new Table().left("gate", "wanted", "found", "held");
    for (GateResult gate : network.gates()) {
      String held = gate.held() ? "yes" : "no";
      table.row(gate.name(), gate.wanted(), Printable.of(gate.found()), held);
    }
    return table;
  }

  /** A row for each gate that does not hold. */
  static Table failedGates(List<NetworkResult> networks) {
    Table table = new Table().left("file", "gate", "wanted", "found");
    for (NetworkResult network : networks) {
      String file = Printable.of(network.file().name());
      for (GateResult gate : network.failedGates()) {
        table.row(file, gate.name(), gate.wanted(), Printable.of(gate.found()));
      }
    }
    return table;
  }

  private static String interval(Metrics metrics) {
    Metrics.Interval interval = metrics.interval();
    return Rounded.decimal(interval.low()) + " to " + Rounded.decimal(interval.high());
  }

  /** Precision, recall, F1 and support of each class and on average. */
  Table classes(Metrics metrics) {
    Table table = new Table().left("class").right("precision", "recall", "F1", "support");
    for (Metrics.ClassScores of : metrics.classes()) {
      Metrics.Averages scores =
          new Metrics.Averages(of.precision(), of.recall(), of.f1(), of.support());
      addScores(name(of.index()), scores, table);
    }
    addScores("macro average", metrics.macro(), table);
    addScores("weighted average", metrics.weighted(), table);
    return table;
  }

  private static void addScores(String name, Metrics.Averages scores, Table table) {
    table.row(
        name,
        Rounded.decimal(scores.precision()),
        Rounded.decimal(scores.recall()),
        Rounded.decimal(scores.f1()),
        scores.support());
  }

  static boolean showsMatrix(Metrics metrics) {
    return metrics.classes().size() <= MAX_MATRIX;
  }

  /** What is shown in place of a matrix that is too wide. */
  static String insteadOfMatrix(Metrics metrics) {
    return "Confusion matrix: too wide for "
        + metrics.classes().size()
        + " classes, the JSON report has it";
  }

  /** Images by true class (rows) and predicted class (columns). */
  Table matrix(Metrics metrics) {
    long[][] confusion = metrics.confusion();
    Table table = new Table().left("");
    for (int actual = 0; actual < confusion.length; actual++) {
      table.right(name(actual));
      Object[] cells = new Object[1 + confusion.length];
      cells[0] = name(actual);
      for (int predicted = 0; predicted < confusion.length; predicted++) {
        cells[1 + predicted] = confusion[actual][predicted];
      }
      table.row(cells);
    }
    return table;
  }

  /** Pairs of classes, most images first; without rows if the network is always right. */
  Table mostConfused(Metrics metrics) {
    Table table = new Table().left("true", "predicted").right("images");
    for (Metrics.Confusion pair : metrics.mostConfused()) {
      table.row(name(pair.actual()), name(pair.predicted()), pair.count());
    }
    return table;
  }

  private String name(int index) {
    return index < classNames.size()
        ? Table.cut(Printable.of(classNames.get(index)), MAX_NAME)
        : Integer.toString(index);
  }
}

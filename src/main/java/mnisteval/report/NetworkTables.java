package mnisteval.report;

import java.util.List;
import mnisteval.evaluation.metrics.Metrics;
import mnisteval.input.Printable;
import mnisteval.report.Report.NetworkResult;
import mnisteval.report.Table.Align;

/** The figures of one network in words and digits, for the formats that people read. */
final class NetworkTables {
  /** The most classes whose confusion matrix is shown: more columns can't be taken in. */
  static final int MAX_MATRIX = 30;

  static final String MATRIX_TITLE = "Confusion matrix: rows true, columns predicted";
  static final String CONFUSED_TITLE = "Most confused";

  private static final int MAX_NAME = 20;

  private final NetworkResult network;
  private final Metrics metrics;
  private final List<String> classNames;

  NetworkTables(NetworkResult network, List<String> classNames) {
    this.network = network;
    this.metrics = network.metrics();
    this.classNames = classNames;
  }

  /** Everything that is one number, and how the network was read. */
  Table headline() {
    Table table = new Table().column(Align.LEFT, "figure").column(Align.LEFT, "value");
    table.row(
        "correct", metrics.accuracy().correct() + " of " + metrics.accuracy().total() + images());
    table.row("95 % interval", interval(metrics.interval()) + " (Wilson)");
    for (Metrics.TopK top : metrics.topK()) {
      table.row("top-" + top.k() + " accuracy", Decimals.of(top.accuracy()));
    }
    table.row("log loss", Decimals.of(metrics.logLoss()));
    table.row("Brier score", Decimals.of(metrics.brier()));
    table.row(
        "expected calibration error",
        Decimals.of(metrics.calibrationError()) + " (" + metrics.reliability().size() + " bins)");
    table.row("balanced accuracy", Decimals.of(metrics.balancedAccuracy()));
    table.row("Cohen's kappa", Decimals.of(metrics.kappa()));
    table.row("Matthews correlation", Decimals.of(metrics.matthews()));
    return table.row("read as", Printable.of(network.reading().text()));
  }

  private String images() {
    return metrics.accuracy().total() == 1 ? " image" : " images";
  }

  static String interval(Metrics.Interval interval) {
    return Decimals.of(interval.low()) + " to " + Decimals.of(interval.high());
  }

  /** Precision, recall, F1 and support of each class and on average. */
  Table classes() {
    Table table =
        new Table()
            .column(Align.LEFT, "class")
            .column(Align.RIGHT, "precision")
            .column(Align.RIGHT, "recall")
            .column(Align.RIGHT, "F1")
            .column(Align.RIGHT, "support");
    for (Metrics.ClassScores scores : metrics.classes()) {
      table.row(
          name(scores.index()),
          Decimals.of(scores.precision()),
          Decimals.of(scores.recall()),
          Decimals.of(scores.f1()),
          Long.toString(scores.support()));
    }
    average(table, "macro average", metrics.macro());
    average(table, "weighted average", metrics.weighted());
    return table;
  }

  private static void average(Table table, String name, Metrics.Averages averages) {
    table.row(
        name,
        Decimals.of(averages.precision()),
        Decimals.of(averages.recall()),
        Decimals.of(averages.f1()),
        Long.toString(averages.support()));
  }

  /** Whether the matrix is narrow enough to be shown. */
  boolean showsMatrix() {
    return metrics.classes().size() <= MAX_MATRIX;
  }

  /** What is shown in the place of a matrix that is too wide. */
  String insteadOfMatrix() {
    return "too wide for " + metrics.classes().size() + " classes, the JSON report has it";
  }

  /** Images by true class (rows) and predicted class (columns). */
  Table matrix() {
    long[][] confusion = metrics.confusion();
    Table table = new Table().column(Align.LEFT, "");
    for (int predicted = 0; predicted < confusion.length; predicted++) {
      table.column(Align.RIGHT, name(predicted));
    }
    for (int actual = 0; actual < confusion.length; actual++) {
      String[] cells = new String[1 + confusion.length];
      cells[0] = name(actual);
      for (int predicted = 0; predicted < confusion.length; predicted++) {
        cells[1 + predicted] = Long.toString(confusion[actual][predicted]);
      }
      table.row(cells);
    }
    return table;
  }

  /** Pairs of classes, most images first; without rows if the network is always right. */
  Table mostConfused() {
    Table table =
        new Table()
            .column(Align.LEFT, "true")
            .column(Align.LEFT, "predicted")
            .column(Align.RIGHT, "images");
    for (Metrics.Confusion pair : metrics.mostConfused()) {
      table.row(name(pair.actual()), name(pair.predicted()), Long.toString(pair.count()));
    }
    return table;
  }

  private String name(int index) {
    return index < classNames.size()
        ? DisplayWidth.cut(Printable.of(classNames.get(index)), MAX_NAME)
        : Integer.toString(index);
  }
}

package mnisteval.report.page;

import java.util.ArrayList;
import java.util.List;
import mnisteval.evaluation.metrics.Comparison;
import mnisteval.evaluation.metrics.Metrics;
import mnisteval.report.RankedNames;
import mnisteval.report.Report;
import mnisteval.report.Rounded;

/**
 * The table of several networks, with a dot plot of their accuracies and intervals.
 *
 * @param heading of the files: it tells their folder, if they have one in common
 * @param axis of the dots
 * @param disagreements of two networks, or null
 */
record RankingView(String heading, Axis axis, List<Row> rows, Disagreements disagreements) {
  /** Networks this far below the best are on the axis always. */
  private static final double ALWAYS_SHOWN = 0.02;

  /**
   * A network.
   *
   * @param place in the order of the ranking, from 1
   * @param tied whether others have the same rank
   * @param name of the file, without the folder that all are in
   * @param copyOf the name of a file above that has the same bytes, or null
   * @param section whether the network has a section
   * @param failure null if it was evaluated, otherwise why not
   * @param dot null if it failed
   */
  record Row(
      int place,
      String rank,
      boolean tied,
      String name,
      String copyOf,
      boolean section,
      String failure,
      Dot dot,
      Report.NetworkResult network) {
    /** The name in HTML. */
    String breakable() {
      return HtmlText.breakable(name);
    }

    Numbers numbers() {
      return network.metrics() == null ? null : Numbers.of(network);
    }
  }

  /** The numbers of a network as text; those after the first two also sort the table. */
  record Numbers(
      String accuracy,
      String interval,
      long mistakes,
      String logLoss,
      String layers,
      long parameters) {
    static Numbers of(Report.NetworkResult network) {
      Metrics metrics = network.metrics();
      Metrics.Interval interval = metrics.interval();
      return new Numbers(
          Rounded.percent(metrics.accuracy().accuracy(), 2),
          Rounded.hundredths(interval.low(), 2) + " – " + Rounded.percent(interval.high(), 2),
          metrics.accuracy().total() - metrics.accuracy().correct(),
          Rounded.boundedDecimal(metrics.logLoss()),
          network.layersText(" – "),
          network.parameters());
    }
  }

  /**
   * Places on the axis.
   *
   * @param below whether the accuracy is below the axis
   */
  record Dot(double low, double accuracy, double high, boolean below) {}

  /** How the first two networks differ, and how probable that is by chance. */
  record Disagreements(
      long different, long onlyFirst, long onlySecond, long bothWrong, String probability) {
    static Disagreements of(Report report) {
      Comparison comparison = report.comparison();
      if (comparison == null) {
        return null;
      }
      long right = report.networks().get(0).metrics().accuracy().correct();
      return new Disagreements(
          comparison.disagreements(),
          comparison.onlyFirst(),
          comparison.onlySecond(),
          report.total() - right - comparison.onlySecond(),
          Rounded.boundedDecimal(comparison.mcnemar()));
    }
  }

  static RankingView of(Report report, int sections) {
    List<Report.NetworkResult> networks = report.networks();
    RankedNames names = new RankedNames(networks);
    List<String> ranks = report.ranks();
    Axis axis = axis(networks);
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < networks.size(); i++) {
      Report.NetworkResult network = networks.get(i);
      String rank = ranks.get(i);
      Metrics metrics = network.metrics();
      boolean tied =
          metrics != null
              && (i > 0 && rank.equals(ranks.get(i - 1))
                  || i + 1 < ranks.size() && rank.equals(ranks.get(i + 1)));
      rows.add(
          new Row(
              i + 1,
              rank,
              tied,
              names.name(network),
              metrics == null ? null : names.copyOf(network),
              i < sections,
              metrics == null ? names.reason(network) : null,
              metrics == null ? null : dot(metrics, axis),
              network));
    }
    String heading = "F" + names.heading().substring(1);
    return new RankingView(heading, axis, rows, Disagreements.of(report));
  }

  private static Dot dot(Metrics metrics, Axis axis) {
    double accuracy = metrics.accuracy().accuracy();
    Metrics.Interval interval = metrics.interval();
    return new Dot(
        axis.at(interval.low()),
        axis.at(accuracy),
        axis.at(interval.high()),
        accuracy < axis.low());
  }

  /** Leaves out networks so far below the others that these could not be told apart. */
  private static Axis axis(List<Report.NetworkResult> networks) {
    List<Metrics> ranked = new ArrayList<>();
    for (Report.NetworkResult network : networks) {
      if (network.metrics() != null) {
        ranked.add(network.metrics());
      }
    }
    if (ranked.isEmpty()) {
      return Axis.of(0, 1);
    }
    double best = ranked.get(0).accuracy().accuracy();
    double median = ranked.get(ranked.size() / 2).accuracy().accuracy();
    double least = best - Math.max(ALWAYS_SHOWN, 4 * (best - median));
    double low = 1;
    double high = 0;
    for (Metrics metrics : ranked) {
      if (metrics.accuracy().accuracy() >= least) {
        low = Math.min(low, metrics.interval().low());
        high = Math.max(high, metrics.interval().high());
      }
    }
    return Axis.of(low, high);
  }
}

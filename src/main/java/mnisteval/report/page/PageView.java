package mnisteval.report.page;

import java.util.ArrayList;
import java.util.List;
import mnisteval.evaluation.metrics.Comparison;
import mnisteval.evaluation.metrics.Metrics;
import mnisteval.evaluation.metrics.Mistake;
import mnisteval.report.Report;
import mnisteval.report.Rounded;

/**
 * What the template shows: text, ready but for escaping. Null where there is nothing to show.
 *
 * @param title of the browser's tab
 * @param heading of the page
 * @param several whether there is more than one network, to be ranked
 * @param size of an image, {@code 28 × 28}
 * @param range which images of the file were evaluated
 */
record PageView(
    String title,
    String heading,
    boolean several,
    String version,
    String style,
    String script,
    String styleHash,
    String scriptHash,
    Report.Input images,
    Report.Input labels,
    String total,
    String size,
    String range,
    List<NetworkView> networks,
    Pair comparison) {
  /** The comparison of two networks. */
  record Pair(String disagreements, String onlyFirst, String onlySecond, String mcnemar) {
    static Pair of(Comparison pair) {
      return pair == null
          ? null
          : new Pair(
              Rounded.count(pair.disagreements()),
              Rounded.count(pair.onlyFirst()),
              Rounded.count(pair.onlySecond()),
              Rounded.decimal(pair.mcnemar()));
    }
  }

  static PageView of(
      Report report,
      List<List<Mistake>> mistakes,
      String style,
      String script,
      String styleHash,
      String scriptHash) {
    List<NetworkView> networks = new ArrayList<>();
    for (int i = 0; i < report.networks().size(); i++) {
      networks.add(NetworkView.of(report, i, mistakes.get(i)));
    }
    boolean several = networks.size() > 1;
    String heading =
        several ? networks.size() + " networks compared" : report.networks().get(0).file().name();
    return new PageView(
        title(report, heading),
        heading,
        several,
        report.version(),
        style,
        script,
        styleHash,
        scriptHash,
        report.images(),
        report.labels(),
        Rounded.count(report.total()),
        report.rows() + " × " + report.columns(),
        "numbers "
            + Rounded.count(report.offset())
            + " to "
            + Rounded.count(report.offset() + report.total() - 1),
        networks,
        Pair.of(report.comparison()));
  }

  private static String title(Report report, String heading) {
    Metrics best = report.networks().get(0).metrics();
    String result =
        best == null
            ? ""
            : Rounded.percent(best.accuracy().accuracy(), 2)
                + (report.networks().size() > 1 ? " at best" : "")
                + " · ";
    return result + heading + " · mnist-eval";
  }
}

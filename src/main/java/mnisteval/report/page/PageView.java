package mnisteval.report.page;

import java.util.List;
import java.util.stream.IntStream;
import mnisteval.evaluation.metrics.MistakeTally.Mistake;
import mnisteval.report.Report;
import mnisteval.report.Rounded;

/**
 * What the template shows. Texts are not escaped yet.
 *
 * @param title of the browser's tab
 * @param heading of the page
 * @param several whether there is more than one network, to be ranked
 * @param sections how many networks have a section where not all have, otherwise null
 * @param last number of the last image that was evaluated
 * @param mcnemar the p-value of the comparison, null without one
 */
record PageView(
    Report report,
    String title,
    String heading,
    boolean several,
    Integer sections,
    long last,
    List<NetworkView> networks,
    String mcnemar,
    String style,
    String script,
    String styleHash,
    String scriptHash) {
  static PageView of(
      Report report,
      List<List<Mistake>> mistakes,
      String style,
      String script,
      String styleHash,
      String scriptHash) {
    int count = report.networks().size();
    List<NetworkView> networks =
        IntStream.range(0, count).mapToObj(i -> NetworkView.of(report, i, mistakes)).toList();
    String heading =
        count > 1 ? count + " networks compared" : report.networks().get(0).file().name();
    String best = networks.get(0).accuracy();
    String result = best == null ? "" : best + (count > 1 ? " at best" : "") + " · ";
    return new PageView(
        report,
        result + heading + " · mnist-eval",
        heading,
        count > 1,
        count > NetworkView.MOST_SECTIONS ? NetworkView.MOST_SECTIONS : null,
        report.offset() + report.total() - 1,
        networks,
        report.comparison() == null ? null : Rounded.boundedDecimal(report.comparison().mcnemar()),
        style,
        script,
        styleHash,
        scriptHash);
  }
}

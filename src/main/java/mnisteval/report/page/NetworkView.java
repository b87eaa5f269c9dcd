package mnisteval.report.page;

import java.util.List;
import mnisteval.evaluation.metrics.Metrics;
import mnisteval.evaluation.metrics.Mistake;
import mnisteval.report.Report;
import mnisteval.report.Rounded;

/**
 * A network as the template shows it.
 *
 * @param rank from 1, which also tells the elements of one network from those of another
 * @param level of the headings of its parts: they are one deeper if the network has its own
 * @param fault why there are no scores, otherwise null
 * @param scores null if it failed
 */
record NetworkView(
    int rank,
    int level,
    Report.Input file,
    String layers,
    String parameters,
    String activation,
    String pixels,
    String reading,
    String fault,
    ScoresView scores) {
  static NetworkView of(Report report, int index, List<Mistake> mistakes) {
    Report.NetworkResult network = report.networks().get(index);
    Metrics metrics = network.metrics();
    return new NetworkView(
        index + 1,
        report.networks().size() > 1 ? 3 : 2,
        network.file(),
        layers(network.layers()),
        Rounded.count(network.parameters()),
        network.activation(),
        network.pixels(),
        network.reading() == null ? "" : network.reading().text(),
        network.fault(),
        metrics == null ? null : ScoresView.of(report, metrics, mistakes));
  }

  private static String layers(List<Integer> layers) {
    StringBuilder text = new StringBuilder();
    for (int units : layers) {
      text.append(text.length() == 0 ? "" : " – ").append(units);
    }
    return text.toString();
  }
}

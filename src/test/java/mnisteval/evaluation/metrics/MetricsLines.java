package mnisteval.evaluation.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import mnisteval.evaluation.metrics.Metrics.Averages;

/** Metrics as lines of a name and numbers, in the order in which make_metrics.py writes them. */
final class MetricsLines {
  private final List<String> lines = new ArrayList<>();

  private MetricsLines() {}

  /** Every number of the metrics, with all its digits. */
  static List<String> of(Metrics metrics) {
    MetricsLines all = new MetricsLines();
    all.add("correct", metrics.accuracy().correct(), metrics.accuracy().total());
    all.add("interval", metrics.interval().low(), metrics.interval().high());
    metrics.topK().forEach(top -> all.add("top", top.k(), top.accuracy()));
    all.add("log loss", metrics.logLoss());
    all.add("brier", metrics.brier());
    all.add("calibration error", metrics.calibrationError());
    metrics
        .reliability()
        .forEach(b -> all.add("bin", b.from(), b.to(), b.count(), b.confidence(), b.accuracy()));
    all.add("balanced accuracy", metrics.balancedAccuracy());
    all.add("kappa", metrics.kappa());
    all.add("matthews", metrics.matthews());
    metrics
        .classes()
        .forEach(c -> all.add("class", c.index(), c.precision(), c.recall(), c.f1(), c.support()));
    all.add("macro", metrics.macro());
    all.add("weighted", metrics.weighted());
    for (long[] row : metrics.confusion()) {
      Number[] cells = new Number[row.length];
      for (int j = 0; j < row.length; j++) {
        cells[j] = row[j];
      }
      all.add("confusion", cells);
    }
    metrics
        .mostConfused()
        .forEach(pair -> all.add("confused", pair.actual(), pair.predicted(), pair.count()));
    return all.lines;
  }

  private void add(String name, Averages averages) {
    add(name, averages.precision(), averages.recall(), averages.f1(), averages.support());
  }

  private void add(String name, Number... numbers) {
    StringBuilder line = new StringBuilder(name);
    for (Number number : numbers) {
      line.append('\t').append(number);
    }
    lines.add(line.toString());
  }

  /** Compares with the lines of a resource: counts exactly, all else within 1e-12. */
  static void assertMatches(String resource, Metrics metrics) throws IOException {
    try (InputStream in = MetricsLines.class.getResourceAsStream(resource)) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      assertMatches(text.lines().toList(), of(metrics));
    }
  }

  /** Compares lines: counts exactly, all else within 1e-12. */
  static void assertMatches(List<String> expected, List<String> found) {
    assertEquals(expected.size(), found.size());
    for (int i = 0; i < expected.size(); i++) {
      String line = expected.get(i);
      String[] wanted = line.split("\t");
      String[] cells = found.get(i).split("\t");
      assertEquals(wanted[0], cells[0]);
      assertEquals(wanted.length, cells.length, line);
      for (int j = 1; j < wanted.length; j++) {
        assertEquals(Double.parseDouble(wanted[j]), Double.parseDouble(cells[j]), 1e-12, line);
      }
    }
  }
}

package mnisteval.report.page;

import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import mnisteval.evaluation.EvaluatedNetwork;
import mnisteval.evaluation.Evaluator;
import mnisteval.evaluation.Tally.Tallies;
import mnisteval.evaluation.metrics.ClassifiedImages;
import mnisteval.evaluation.metrics.KeptImages;
import mnisteval.evaluation.metrics.KeptImages.Image;
import mnisteval.evaluation.metrics.Metrics;
import mnisteval.evaluation.metrics.MetricsTally;
import mnisteval.evaluation.metrics.MistakeTally;
import mnisteval.idx.ImageSet;
import mnisteval.idx.LabeledImages;
import mnisteval.network.Network;
import mnisteval.report.Report;
import mnisteval.report.Sample;

/** Reports to make pages of: of a network on the MNIST test set, and of made-up confusions. */
record SamplePage(Report report, List<KeptImages> images) {
  /** Holds what a name of a file may hold. */
  static final String COMMAND = "java -jar mnist-eval.jar '<b>&.pkl' --html page.html";

  /** A script: what is wider than the place it has, or ends beyond the window. */
  static final String CUT =
      """
      return [...document.querySelectorAll('td, th, h1, h2, dd, p, li')]
          .filter(e => e.getClientRects().length > 0 && getComputedStyle(e).display !== 'inline'
              && !e.closest('.vh, .tabs, .wide .scroll')
              && (e.scrollWidth > e.clientWidth + 1
                  || e.getBoundingClientRect().right > innerWidth))
          .map(e => e.tagName + ' ' + e.textContent);
      """;

  private static final int[] TOP_K = {2};

  String html() throws IOException {
    return html(report, images);
  }

  static String html(Report report, List<KeptImages> images) throws IOException {
    StringWriter page = new StringWriter();
    HtmlReport.write(report, images, COMMAND, page);
    return page.toString();
  }

  /** A single network. */
  static SamplePage of(String file, List<String> names, Metrics metrics, List<Image> mistakes) {
    Report report = report(names, List.of(result(file, metrics)));
    return new SamplePage(report, List.of(mistakes(mistakes)));
  }

  static KeptImages mistakes(List<Image> mistakes) {
    return new KeptImages(mistakes, List.of());
  }

  /** An image whose other probability is that of the true class. */
  static Image image(long number, int label, int predicted, double confidence, byte[] pixels) {
    short[] shares = new short[Math.max(label, predicted) + 1];
    shares[label] = (short) Math.round(10_000 * (1 - confidence));
    shares[predicted] = (short) Math.round(10_000 * confidence);
    return new Image(
        number, label, predicted, confidence, -Math.log(1 - confidence), shares, pixels);
  }

  static Report report(List<String> names, List<Report.NetworkResult> networks) {
    Metrics first = networks.get(0).metrics();
    return new Report(
        "1.0.0",
        new Report.Input("images.gz", "a".repeat(64)),
        new Report.Input("labels.gz", "b".repeat(64)),
        0,
        first == null ? 1 : first.accuracy().total(),
        28,
        28,
        false,
        null,
        names,
        networks,
        null,
        null,
        null);
  }

  static Report.NetworkResult result(String file, Metrics metrics, String... notes) {
    // Files of different names have different bytes.
    Report.Input input = new Report.Input(file, String.format("%064x", file.hashCode() & 0xffff));
    List<Integer> layers = List.of(784, 50, 100, 10);
    return new Report.NetworkResult(
        input,
        Sample.READ,
        "sigmoid",
        "unit",
        layers,
        45360,
        List.of(notes),
        List.of(),
        metrics,
        null);
  }

  /** The numbers from 0. */
  static List<String> numbers(int classes) {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < classes; i++) {
      names.add(Integer.toString(i));
    }
    return names;
  }

  /** Runs a network over the MNIST test set. */
  static SamplePage of(String file, Network network) throws IOException {
    MetricsTally scores = MetricsTally.of("net.pkl", network);
    MistakeTally mistakes = MistakeTally.ofImages(network.inputs(), network.classes(), 1);
    EvaluatedNetwork evaluated =
        new EvaluatedNetwork("net.pkl", network, new Tallies(List.of(scores, mistakes)));
    try (LabeledImages images = ImageSet.bundled().open()) {
      Evaluator.evaluate(evaluated, images, 2, null);
    }
    Metrics metrics = scores.metrics(TOP_K);
    Report report = report(numbers(network.classes()), List.of(result(file, metrics)));
    return new SamplePage(report, List.of(mistakes.kept()));
  }

  /** The metrics of images that come to this confusion matrix, of different confidence. */
  static Metrics metrics(long[][] confusion) throws IOException {
    MetricsTally scores = new MetricsTally(confusion.length);
    for (int actual = 0; actual < confusion.length; actual++) {
      for (int predicted = 0; predicted < confusion.length; predicted++) {
        double[] logits = new double[confusion.length];
        logits[predicted] = 1 + (actual + 2 * predicted) % 7;
        ClassifiedImages one = ClassifiedImages.of(new int[] {actual}, new double[][] {logits});
        for (long i = 0; i < confusion[actual][predicted]; i++) {
          one.into(scores);
        }
      }
    }
    return scores.metrics(TOP_K);
  }
}

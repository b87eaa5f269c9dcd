package mnisteval.report;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;

import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import mnisteval.evaluation.Accuracy;
import mnisteval.evaluation.GateResult;
import mnisteval.evaluation.export.ExportComparison;
import mnisteval.evaluation.metrics.Comparison;
import mnisteval.evaluation.metrics.Metrics;
import mnisteval.report.Report.Input;
import mnisteval.report.Report.NetworkResult;
import mnisteval.weights.layers.Interpretation;
import mnisteval.weights.layers.Layout;

/**
 * Reports made by hand. Intervals, precision, recall, F1, averages, balanced accuracy, kappa and
 * Matthews' coefficient are what numpy gives for these matrices by scikit-learn's definitions; log
 * loss, Brier score and calibration, which depend on probabilities, are made up.
 */
public final class Sample {
  static final Input PETS = new Input("pets.idx.gz", "1".repeat(64));
  static final Input PET_LABELS = new Input("pets \"labels\".idx", "2".repeat(64));

  public static final Interpretation READ =
      new Interpretation(
          "numpy pickle", Layout.OUT_IN, false, false, null, false, List.of("no \"biases\""));

  private static final Input MNIST = new Input("t10k-images-idx3-ubyte.gz", "1".repeat(64));
  private static final Input MNIST_LABELS = new Input("t10k-labels-idx1-ubyte.gz", "2".repeat(64));

  private Sample() {}

  static String json(Report report) {
    StringWriter text = new StringWriter();
    assertDoesNotThrow(() -> JsonReport.write(report, text));
    return text.toString();
  }

  /** Two classes, and a matrix that is not symmetric. */
  static Report twoClasses() {
    return pets(List.of(network("net_1.pkl", 39352, List.of(784, 50, 2), twoMetrics())), null);
  }

  /** Two networks; numpy's 2 * (1 + 8) / 2^8 is McNemar's p for 1 and 7. */
  static Report twoNetworks() {
    List<Integer> layers = List.of(784, 50, 2);
    return pets(
        List.of(
            network("net_1.pkl", 39352, layers, twoMetrics()),
            network("net_2.pkl", 39352, layers, twoMetrics())),
        new Comparison(9, 1, 7, 0.0703125));
  }

  private static Report pets(List<NetworkResult> networks, Comparison comparison) {
    List<String> names = List.of("cat", "dog");
    List<Integer> order = List.of(7, 3);
    return new Report(
        "1.0.0",
        PETS,
        PET_LABELS,
        20,
        10,
        28,
        28,
        true,
        order,
        names,
        networks,
        null,
        null,
        comparison);
  }

  private static Metrics twoMetrics() {
    return new Metrics(
        new Accuracy(7, 10),
        new Metrics.Interval(0.39677814746114537, 0.8922087325936989),
        List.of(new Metrics.TopK(1, 0.7), new Metrics.TopK(2, 1.0)),
        0.6931471805599453,
        0.4375,
        0.03125,
        List.of(
            new Metrics.Bin(0, 0.3333333333333333, 0, 0, 0),
            new Metrics.Bin(0.3333333333333333, 0.6666666666666666, 4, 0.5625, 0.5),
            new Metrics.Bin(0.6666666666666666, 1, 6, 0.84375, 0.8333333333333334)),
        0.7,
        0.3999999999999999,
        0.408248290463863,
        List.of(
            new Metrics.ClassScores(0, 0.6666666666666666, 0.8, 0.7272727272727273, 5),
            new Metrics.ClassScores(1, 0.75, 0.6, 0.6666666666666666, 5)),
        new Metrics.Averages(0.7083333333333333, 0.7, 0.696969696969697, 10),
        new Metrics.Averages(0.7083333333333333, 0.7, 0.696969696969697, 10),
        new long[][] {{4, 1}, {2, 3}},
        List.of(new Metrics.Confusion(1, 0, 2), new Metrics.Confusion(0, 1, 1)));
  }

  /** Twelve classes with names of every kind; the first and the last have no images. */
  static Report twelveClasses() {
    long[][] confusion = new long[12][12];
    List<Metrics.ClassScores> scores = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      confusion[i][i] = i == 11 ? 0 : 10 * i;
      scores.add(new Metrics.ClassScores(i, 1, 1, 1, confusion[i][i]));
    }
    confusion[1][2] = 3;
    confusion[2][1] = 1;
    confusion[3][11] = 1200;
    confusion[10][0] = 7;
    scores.set(0, new Metrics.ClassScores(0, 0, 0, 0, 0));
    scores.set(1, new Metrics.ClassScores(1, 10 / 11.0, 10 / 13.0, 20 / 24.0, 13));
    scores.set(2, new Metrics.ClassScores(2, 20 / 23.0, 20 / 21.0, 40 / 44.0, 21));
    scores.set(3, new Metrics.ClassScores(3, 1, 30 / 1230.0, 60 / 1260.0, 1230));
    scores.set(10, new Metrics.ClassScores(10, 1, 100 / 107.0, 200 / 207.0, 107));
    scores.set(11, new Metrics.ClassScores(11, 0, 0, 0, 0));
    Metrics metrics =
        new Metrics(
            new Accuracy(550, 1761),
            new Metrics.Interval(0.2911055217761819, 0.3343565860543455),
            List.of(),
            36.04365338911715,
            2,
            0,
            List.of(),
            0.8680581404766498,
            -0.2952030788602665,
            0.563435322555319,
            scores,
            new Metrics.Averages(0.8148880105401844, 0.7233817837305415, 0.7296855720768765, 1761),
            new Metrics.Averages(0.9977734533693352, 0.31232254400908577, 0.3304243688289315, 1761),
            confusion,
            List.of(
                new Metrics.Confusion(3, 11, 1200),
                new Metrics.Confusion(10, 0, 7),
                new Metrics.Confusion(1, 2, 3),
                new Metrics.Confusion(2, 1, 1)));
    List<NetworkResult> networks = List.of(network("n.pkl", 9432, List.of(784, 12), metrics));
    return new Report(
        "1",
        PETS,
        PET_LABELS,
        0,
        1761,
        28,
        28,
        false,
        null,
        hostileNames(),
        networks,
        null,
        null,
        null);
  }

  static List<String> hostileNames() {
    return List.of(
        "T-shirt/top",
        "a|b<script>",
        "new\nline",
        "お",
        "ハンバーガー",
        "a name of more than twenty characters",
        "",
        "`tick`",
        "\u202eevil",
        "e\u0301t",
        "日本語日本語日本語日本語",
        "😀 | *x*");
  }

  /** Three networks, two of them equally good, and two that failed. */
  static Report ranking() {
    Metrics.Interval best = new Metrics.Interval(0.9839358916227968, 0.988490554762209);
    Metrics.Interval good = new Metrics.Interval(0.9302060218135498, 0.9398597460046133);
    List<Integer> layers = List.of(784, 50, 100, 10);
    return mnist(
        List.of(
            network("data/example_weight.pkl", 45360, layers, plain(9864, 10000, best, 0.04512, 0)),
            network("other.pkl", 79510, List.of(784, 100, 10), plain(9864, 10000, best, 0.05, 0)),
            network("sample_weight.pkl", 45360, layers, plain(9352, 10000, good, 12.5, 0)),
            failed("missing.pkl", "missing.pkl: no such file"),
            failed("a\nAccuracy:1.0", "not a pickle")));
  }

  /** A network that is always right, of which there is something to say. */
  static NetworkResult noted(String file, String... notes) {
    Input input = new Input(file, sha256(file));
    Metrics metrics = plain(1, 1, new Metrics.Interval(0.5, 1), 0, 2);
    return new NetworkResult(
        input,
        READ,
        "sigmoid",
        "unit",
        List.of(784, 2),
        1570,
        List.of(notes),
        List.of(),
        metrics,
        null);
  }

  /**
   * An earlier report, and predictions made elsewhere that differ, with and without probabilities.
   */
  static Report compared(boolean probable) {
    ExportComparison.Largest largest = new ExportComparison.Largest(0.25, 41, 3);
    ExportComparison.Row row = new ExportComparison.Row(41, 7, 3, 9, probable ? 0.25 : null);
    ExportComparison compared =
        new ExportComparison("a \"b\".csv", 10, 1, probable ? largest : null, List.of(row));
    List<NetworkResult> networks = List.of(noted("n"));
    BaselineChange change =
        new BaselineChange(
            "b.json", 0.5, 0.25, -0.25, List.of(new BaselineChange.ClassChange(0, 0.75, 1, 0.25)));
    return new Report(
        "1",
        PETS,
        PET_LABELS,
        0,
        10,
        28,
        28,
        false,
        null,
        List.of(),
        networks,
        compared,
        change,
        null);
  }

  /** A network that passes one gate and not another. */
  static Report gated() {
    NetworkResult of = noted("n");
    List<GateResult> gates =
        List.of(
            new GateResult("expect", "accuracy out of bounds", "1 ± 0", "1.0 = 1/1", true),
            new GateResult("max-log-loss", "log loss out of bounds", "at most 0", "0.5", false));
    return mnist(
        List.of(
            new NetworkResult(
                of.file(),
                READ,
                "relu",
                "raw",
                of.layers(),
                1570,
                List.of(),
                gates,
                of.metrics(),
                null)));
  }

  static Report mnist(List<NetworkResult> networks) {
    List<String> names = List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");
    return new Report(
        "1.0.0",
        MNIST,
        MNIST_LABELS,
        0,
        10000,
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

  /** Another one for each name: its bytes in hexadecimal, filled up with 3. */
  private static String sha256(String file) {
    String hex = HexFormat.of().formatHex(file.getBytes(StandardCharsets.UTF_8));
    return (hex + "3".repeat(64)).substring(0, 64);
  }

  static NetworkResult failed(String file, String error) {
    return NetworkResult.failed(new Input(file, null), error);
  }

  static NetworkResult network(String file, long parameters, List<Integer> layers, Metrics of) {
    Input input = new Input(file, sha256(file));
    return new NetworkResult(
        input, READ, "sigmoid", "unit", layers, parameters, READ.notes(), List.of(), of, null);
  }

  /** Metrics of which a few matter, and a matrix of zeros. */
  static Metrics plain(
      long correct, long total, Metrics.Interval interval, double logLoss, int classes) {
    Metrics.Averages none = new Metrics.Averages(0, 0, 0, total);
    List<Metrics.ClassScores> scores = new ArrayList<>();
    for (int i = 0; i < classes; i++) {
      scores.add(new Metrics.ClassScores(i, 0, 0, 0, 0));
    }
    return new Metrics(
        new Accuracy(correct, total),
        interval,
        List.of(),
        logLoss,
        0,
        0,
        List.of(),
        0,
        0,
        0,
        scores,
        none,
        none,
        new long[classes][classes],
        List.of());
  }
}

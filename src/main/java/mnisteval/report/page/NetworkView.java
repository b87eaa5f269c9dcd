package mnisteval.report.page;

import java.util.ArrayList;
import java.util.List;
import mnisteval.evaluation.Accuracy;
import mnisteval.evaluation.metrics.KeptImages;
import mnisteval.evaluation.metrics.Metrics;
import mnisteval.report.ClassNames;
import mnisteval.report.RankedNames;
import mnisteval.report.Report;
import mnisteval.report.Rounded;

/**
 * A network as the template shows it: its section, if it has one.
 *
 * @param place in the order of the ranking, from 1: it tells the elements of one network from those
 *     of another
 * @param rank shared by networks that are equally good, null if it is the only one
 * @param name of its file, without the folder that all are in
 * @param level of the headings in the section: one deeper if the section has a heading
 * @param failure null if it was evaluated, otherwise why not
 * @param detail null if the network failed
 */
record NetworkView(
    int place,
    String rank,
    String name,
    int level,
    Report.NetworkResult network,
    String failure,
    Detail detail) {
  /**
   * What a section shows besides the accuracy.
   *
   * @param lead the metrics that are seen first
   * @param more those that are folded away
   */
  record Detail(
      List<Item> lead,
      List<Item> more,
      MatrixView matrix,
      GalleryView gallery,
      ClassesView classes,
      ReliabilityView reliability) {}

  /** A metric, and how to read it. */
  record Item(String name, String value, String note) {}

  /** The name in HTML. */
  String breakable() {
    return HtmlText.breakable(name);
  }

  /** Whether the network did not fail; only then there are numbers. */
  boolean evaluated() {
    return network.metrics() != null;
  }

  /** Whether there are gates to be shown. */
  boolean gated() {
    return !network.gates().isEmpty();
  }

  /** How many gates held, in words. */
  String gatesText() {
    int gates = network.gates().size();
    int failed = network.failedGates().size();
    String all = gates + (gates == 1 ? " gate" : " gates");
    return failed == 0
        ? gates == 1 ? "The gate holds" : "All " + all + " hold"
        : failed + " of " + all + " did not hold";
  }

  /** Whether all gates held. */
  boolean held() {
    return network.failedGates().isEmpty();
  }

  String layers() {
    return network.layersText(" – ");
  }

  Accuracy counts() {
    return network.metrics().accuracy();
  }

  long mistakes() {
    return counts().total() - counts().correct();
  }

  String accuracy() {
    return evaluated() ? Rounded.percent(counts().accuracy(), 2) : null;
  }

  /** The 95 % Wilson interval. */
  String interval() {
    Metrics.Interval interval = network.metrics().interval();
    return Rounded.hundredths(interval.low(), 2) + " – " + Rounded.percent(interval.high(), 2);
  }

  /**
   * Lays out a network.
   *
   * @param index its place in the report
   * @param row of the ranking, null if it is the only network
   */
  static NetworkView of(Report report, int index, RankingView.Row row, KeptImages kept) {
    Report.NetworkResult network = report.networks().get(index);
    Metrics metrics = network.metrics();
    ClassNames names = new ClassNames(report.classNames());
    return new NetworkView(
        index + 1,
        row == null ? null : row.rank(),
        row == null ? network.file().name() : row.name(),
        row == null ? 2 : 3,
        network,
        metrics == null ? new RankedNames(List.of(network)).reason(network) : null,
        metrics == null ? null : detail(metrics, names, kept));
  }

  private static Detail detail(Metrics metrics, ClassNames names, KeptImages kept) {
    List<Item> lead = new ArrayList<>();
    List<Item> more = new ArrayList<>();
    Metrics.TopK widest = null;
    for (Metrics.TopK top : metrics.topK()) {
      widest = widest == null || top.k() > widest.k() ? top : widest;
    }
    for (Metrics.TopK top : metrics.topK()) {
      String note = "true class among the " + top.k() + " most probable";
      (top == widest ? lead : more)
          .add(percent("Top-" + top.k() + " accuracy", top.accuracy(), note));
    }
    String note = "mean of |confidence − share right|";
    lead.add(percent("Calibration error", metrics.calibrationError(), note));
    addMore(metrics, more);
    return new Detail(
        lead,
        more,
        MatrixView.of(metrics, names),
        GalleryView.of(metrics.accuracy(), names, kept),
        ClassesView.of(metrics, names),
        ReliabilityView.of(metrics));
  }

  private static void addMore(Metrics metrics, List<Item> more) {
    more.add(number("Log loss", metrics.logLoss(), "0 perfect, no upper bound"));
    more.add(number("Brier score", metrics.brier(), "0 perfect, 2 worst"));
    more.add(
        percent("Balanced accuracy", metrics.balancedAccuracy(), "mean recall of the classes"));
    more.add(number("Cohen’s kappa", metrics.kappa(), "1 perfect, 0 chance"));
    more.add(number("Matthews", metrics.matthews(), "correlation: 1 perfect, 0 none"));
  }

  private static Item percent(String name, double share, String note) {
    return new Item(name, Rounded.percent(share, 2), note);
  }

  private static Item number(String name, double value, String note) {
    return new Item(name, Rounded.boundedDecimal(value), note);
  }
}

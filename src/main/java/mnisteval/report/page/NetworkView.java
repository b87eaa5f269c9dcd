package mnisteval.report.page;

import java.util.ArrayList;
import java.util.List;
import mnisteval.evaluation.Accuracy;
import mnisteval.evaluation.metrics.Metrics;
import mnisteval.evaluation.metrics.MistakeTally.Mistake;
import mnisteval.report.ClassNames;
import mnisteval.report.Report;
import mnisteval.report.Rounded;

/**
 * A network as the template shows it: its row in the ranking, and its section, if it has one.
 *
 * @param rank from 1, which also tells the elements of one network from those of another
 * @param section whether the network has a section
 * @param level of the headings in the section: one deeper if the section has a heading
 * @param counts null if the network failed, as are the accuracy and its 95 % Wilson interval
 * @param detail null without a section or if the network failed
 */
record NetworkView(
    int rank,
    boolean section,
    int level,
    Report.NetworkResult network,
    String layers,
    Accuracy counts,
    long mistakes,
    String accuracy,
    String interval,
    Detail detail) {
  /** The networks that have a section: with the mistakes of more, a page is longer than 10 MB. */
  static final int MOST_SECTIONS = 20;

  /** What a section shows besides the accuracy. */
  record Detail(
      List<Item> metrics,
      MatrixView matrix,
      GalleryView gallery,
      List<ClassRow> classes,
      List<ClassRow> averages,
      ReliabilityView reliability) {}

  /** A metric, and how to read it. */
  record Item(String name, String value, String note) {}

  /** The metrics of a class, or of all on average. */
  record ClassRow(String name, long images, Bar precision, Bar recall, Bar f1) {
    static ClassRow of(String name, Metrics.Averages of) {
      return new ClassRow(
          name, of.support(), Bar.of(of.precision()), Bar.of(of.recall()), Bar.of(of.f1()));
    }
  }

  /** A share as a percentage, and as the length of a bar from 0 to 100. */
  record Bar(String percent, double length) {
    static Bar of(double share) {
      return new Bar(Rounded.hundredths(share, 2), Math.round(share * 10000) / 100.0);
    }
  }

  /** Whether the network did not fail. */
  boolean evaluated() {
    return counts != null;
  }

  static NetworkView of(Report report, int index, List<List<Mistake>> mistakes) {
    Report.NetworkResult network = report.networks().get(index);
    Metrics metrics = network.metrics();
    boolean section = index < MOST_SECTIONS;
    int level = report.networks().size() > 1 ? 3 : 2;
    String layers = network.layersText(" – ");
    if (metrics == null) {
      return new NetworkView(index + 1, section, level, network, layers, null, 0, null, null, null);
    }
    Accuracy counts = metrics.accuracy();
    return new NetworkView(
        index + 1,
        section,
        level,
        network,
        layers,
        counts,
        counts.total() - counts.correct(),
        Rounded.percent(counts.accuracy(), 2),
        Rounded.hundredths(metrics.interval().low(), 2)
            + " – "
            + Rounded.percent(metrics.interval().high(), 2),
        section ? detail(metrics, new ClassNames(report.classNames()), mistakes.get(index)) : null);
  }

  private static Detail detail(Metrics metrics, ClassNames names, List<Mistake> mistakes) {
    List<ClassRow> classes = new ArrayList<>();
    for (Metrics.ClassScores of : metrics.classes()) {
      classes.add(
          ClassRow.of(
              names.name(of.index()),
              new Metrics.Averages(of.precision(), of.recall(), of.f1(), of.support())));
    }
    return new Detail(
        items(metrics),
        MatrixView.of(metrics, names),
        GalleryView.of(metrics.accuracy(), names, mistakes),
        classes,
        List.of(
            ClassRow.of("Macro mean", metrics.macro()),
            ClassRow.of("Weighted mean", metrics.weighted())),
        ReliabilityView.of(metrics));
  }

  private static List<Item> items(Metrics metrics) {
    List<Item> items = new ArrayList<>();
    for (Metrics.TopK top : metrics.topK()) {
      String note = "true class among the " + top.k() + " most probable";
      items.add(percent("Top-" + top.k() + " accuracy", top.accuracy(), note));
    }
    items.add(
        percent("Balanced accuracy", metrics.balancedAccuracy(), "mean recall of the classes"));
    items.add(number("Cohen’s kappa", metrics.kappa(), "1 perfect, 0 chance"));
    items.add(number("Matthews", metrics.matthews(), "correlation: 1 perfect, 0 none"));
    items.add(number("Log loss", metrics.logLoss(), "0 perfect, no upper bound"));
    items.add(number("Brier score", metrics.brier(), "0 perfect, 2 worst"));
    String note = "mean of |confidence − share right|";
    items.add(percent("Calibration error", metrics.calibrationError(), note));
    return items;
  }

  private static Item percent(String name, double share, String note) {
    return new Item(name, Rounded.percent(share, 2), note);
  }

  private static Item number(String name, double value, String note) {
    return new Item(name, Rounded.boundedDecimal(value), note);
  }
}

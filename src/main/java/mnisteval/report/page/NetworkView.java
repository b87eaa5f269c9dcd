package mnisteval.report.page;

import java.util.ArrayList;
import java.util.List;
import mnisteval.evaluation.Accuracy;
import mnisteval.evaluation.metrics.Metrics;
import mnisteval.evaluation.metrics.MistakeTally.Mistake;
import mnisteval.report.ClassNames;
import mnisteval.report.RankedNames;
import mnisteval.report.Report;
import mnisteval.report.Rounded;

/**
 * A network as the template shows it: its row in the ranking, and its section, if it has one.
 *
 * @param place in the order of the ranking, from 1: it tells the elements of one network from those
 *     of another
 * @param rank shared by networks that are equally good
 * @param same the file of a better network that has the same bytes, or null
 * @param section whether the network has a section
 * @param level of the headings in the section: one deeper if the section has a heading
 * @param detail null without a section or if the network failed
 */
record NetworkView(
    int place,
    String rank,
    String same,
    boolean section,
    int level,
    Report.NetworkResult network,
    Detail detail) {
  /** What a section shows besides the accuracy. */
  record Detail(
      List<Item> metrics,
      MatrixView matrix,
      Gallery gallery,
      List<ClassRow> classes,
      List<ClassRow> averages,
      ReliabilityView reliability) {}

  /**
   * The misclassified images, most confident first.
   *
   * @param shown how many there are, in words
   * @param items none if the network is always right
   */
  record Gallery(String shown, List<Picture> items) {
    boolean any() {
      return !items.isEmpty();
    }
  }

  /**
   * A misclassified image.
   *
   * @param pair {@code true-predicted}
   * @param position classes that find it in the sprite sheet
   */
  record Picture(
      String pair,
      String position,
      String number,
      String actual,
      String predicted,
      String confidence) {}

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

  /** Whether the network did not fail; only then there are numbers. */
  boolean evaluated() {
    return network.metrics() != null;
  }

  /** Whether there are gates to be shown. */
  boolean gated() {
    return !network.gates().isEmpty();
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
   * @param rank as the report has it
   * @param ranked all networks of the report
   * @param mistakes null if it has no section
   */
  static NetworkView of(
      Report report, int index, String rank, RankedNames ranked, List<Mistake> mistakes) {
    Report.NetworkResult network = report.networks().get(index);
    Report.NetworkResult same = network.metrics() == null ? null : ranked.same(network);
    boolean detailed = mistakes != null && network.metrics() != null;
    ClassNames names = new ClassNames(report.classNames());
    return new NetworkView(
        index + 1,
        rank,
        same == null ? null : same.file().name(),
        mistakes != null,
        report.networks().size() > 1 ? 3 : 2,
        network,
        detailed ? detail(network.metrics(), names, mistakes) : null);
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
        gallery(metrics.accuracy(), names, mistakes),
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

  private static Gallery gallery(Accuracy accuracy, ClassNames names, List<Mistake> mistakes) {
    List<Picture> items = new ArrayList<>();
    for (int i = 0; i < mistakes.size(); i++) {
      Mistake mistake = mistakes.get(i);
      items.add(
          new Picture(
              mistake.label() + "-" + mistake.predicted(),
              SpriteSheet.position(i, mistakes.size()),
              Long.toString(mistake.number()),
              names.name(mistake.label()),
              names.name(mistake.predicted()),
              Rounded.percent(mistake.confidence(), 1)));
    }
    return new Gallery(shown(items.size(), accuracy.total() - accuracy.correct()), items);
  }

  private static String shown(int shown, long mistakes) {
    String all = Rounded.count(mistakes) + " mistakes";
    if (mistakes == 0) {
      return "No mistakes";
    }
    if (shown == 0) {
      return all + ", whose images are too large to be shown";
    }
    return shown == mistakes
        ? "All " + all
        : "The " + Rounded.count(shown) + " most confident of " + all;
  }
}

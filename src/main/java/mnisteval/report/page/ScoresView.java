package mnisteval.report.page;

import java.util.ArrayList;
import java.util.List;
import mnisteval.evaluation.Accuracy;
import mnisteval.evaluation.metrics.Metrics;
import mnisteval.evaluation.metrics.Mistake;
import mnisteval.report.ClassNames;
import mnisteval.report.PythonFloat;
import mnisteval.report.Report;
import mnisteval.report.Rounded;

/**
 * The scores of a network as the template shows them.
 *
 * @param accuracy a percentage
 * @param interval its 95 % Wilson interval
 * @param exact the accuracy as the program prints it
 * @param figures the others
 */
record ScoresView(
    String accuracy,
    String interval,
    String exact,
    String correct,
    String total,
    String mistakes,
    List<Figure> figures,
    MatrixView matrix,
    GalleryView gallery,
    List<ClassRow> classes,
    List<AverageRow> averages,
    ReliabilityView reliability) {
  /** One figure, and how to read it. */
  record Figure(String name, String value, String note) {}

  /** A class, its figures and the lengths of their bars, from 0 to 100. */
  record ClassRow(String name, String images, Bar precision, Bar recall, Bar f1) {}

  /** A share as a percentage, and as the length of a bar from 0 to 100. */
  record Bar(String percent, double length) {
    static Bar of(double share) {
      return new Bar(Rounded.hundredths(share, 2), Math.round(share * 10000) / 100.0);
    }
  }

  /** An average over classes. */
  record AverageRow(String name, String images, String precision, String recall, String f1) {
    static AverageRow of(String name, Metrics.Averages averages) {
      return new AverageRow(
          name,
          Rounded.count(averages.support()),
          Rounded.hundredths(averages.precision(), 2),
          Rounded.hundredths(averages.recall(), 2),
          Rounded.hundredths(averages.f1(), 2));
    }
  }

  static ScoresView of(Report report, Metrics metrics, List<Mistake> mistakes) {
    Accuracy evaluation = metrics.accuracy();
    ClassNames names = new ClassNames(report.classNames());
    return new ScoresView(
        Rounded.percent(evaluation.accuracy(), 2),
        Rounded.hundredths(metrics.interval().low(), 2)
            + " – "
            + Rounded.percent(metrics.interval().high(), 2),
        PythonFloat.text(evaluation.correct(), evaluation.total()),
        Rounded.count(evaluation.correct()),
        Rounded.count(evaluation.total()),
        Rounded.count(evaluation.total() - evaluation.correct()),
        figures(metrics),
        MatrixView.of(metrics, names),
        GalleryView.of(report, evaluation, names, mistakes),
        classes(metrics, names),
        List.of(
            AverageRow.of("Macro mean", metrics.macro()),
            AverageRow.of("Weighted mean", metrics.weighted())),
        ReliabilityView.of(metrics));
  }

  private static List<Figure> figures(Metrics metrics) {
    List<Figure> figures = new ArrayList<>();
    for (Metrics.TopK top : metrics.topK()) {
      figures.add(
          new Figure(
              "Top-" + top.k() + " accuracy",
              Rounded.percent(top.accuracy(), 2),
              "true class among the " + top.k() + " most probable"));
    }
    figures.add(
        new Figure(
            "Balanced accuracy",
            Rounded.percent(metrics.balancedAccuracy(), 2),
            "mean recall of the classes"));
    figures.add(
        new Figure("Cohen’s kappa", Rounded.decimal(metrics.kappa()), "1 perfect, 0 chance"));
    figures.add(
        new Figure(
            "Matthews", Rounded.decimal(metrics.matthews()), "correlation: 1 perfect, 0 none"));
    figures.add(
        new Figure("Log loss", Rounded.decimal(metrics.logLoss()), "0 perfect, no upper bound"));
    figures.add(new Figure("Brier score", Rounded.decimal(metrics.brier()), "0 perfect, 2 worst"));
    figures.add(
        new Figure(
            "Calibration error",
            Rounded.percent(metrics.calibrationError(), 2),
            "mean of |confidence − share right|"));
    return figures;
  }

  private static List<ClassRow> classes(Metrics metrics, ClassNames names) {
    List<ClassRow> rows = new ArrayList<>();
    for (Metrics.ClassScores scores : metrics.classes()) {
      rows.add(
          new ClassRow(
              names.of(scores.index()),
              Rounded.count(scores.support()),
              Bar.of(scores.precision()),
              Bar.of(scores.recall()),
              Bar.of(scores.f1())));
    }
    return rows;
  }
}

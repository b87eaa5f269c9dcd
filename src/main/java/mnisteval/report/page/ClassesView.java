package mnisteval.report.page;

import java.util.ArrayList;
import java.util.List;
import mnisteval.evaluation.metrics.Metrics;
import mnisteval.report.ClassNames;
import mnisteval.report.Rounded;

/**
 * The metrics of each class, with a dot plot of precision and recall.
 *
 * @param axis of the dots; it begins at the lowest of them
 * @param rows one a class
 * @param averages over the classes
 */
record ClassesView(Axis axis, List<Row> rows, List<Row> averages) {
  /**
   * A class, or all on average.
   *
   * @param dots null for averages
   * @param worst whether its F1 is the lowest of the classes that have images
   */
  record Row(
      String name,
      String precision,
      String recall,
      String f1,
      long images,
      Dots dots,
      boolean worst) {}

  /**
   * Places on the axis.
   *
   * @param low of the 95 % Wilson interval of the recall
   * @param high of the same interval
   */
  record Dots(double precision, double recall, double low, double high) {}

  static ClassesView of(Metrics metrics, ClassNames names) {
    double least = 1;
    double most = 0;
    double lowest = Double.POSITIVE_INFINITY;
    int worst = -1;
    for (Metrics.ClassScores of : metrics.classes()) {
      if (of.support() > 0) {
        least = Math.min(least, Math.min(of.precision(), of.interval().low()));
        most = Math.max(most, Math.max(of.precision(), of.interval().high()));
        worst = of.f1() < lowest ? of.index() : worst;
        lowest = Math.min(lowest, of.f1());
      }
    }
    worst = lowest < 1 && metrics.classes().size() > 1 ? worst : -1;
    Axis axis = Axis.of(Math.min(least, most), most);
    List<Row> rows = new ArrayList<>();
    for (Metrics.ClassScores of : metrics.classes()) {
      rows.add(row(of, names.name(of.index()), axis, of.index() == worst));
    }
    return new ClassesView(
        axis,
        rows,
        List.of(
            row("Macro mean", metrics.macro(), null, false),
            row("Weighted mean", metrics.weighted(), null, false)));
  }

  private static Row row(Metrics.ClassScores of, String name, Axis axis, boolean worst) {
    Metrics.Interval interval = of.interval();
    Dots dots =
        of.support() == 0
            ? null
            : new Dots(
                axis.at(of.precision()),
                axis.at(of.recall()),
                axis.at(interval.low()),
                axis.at(interval.high()));
    Metrics.Averages all = new Metrics.Averages(of.precision(), of.recall(), of.f1(), of.support());
    return row(name, all, dots, worst);
  }

  private static Row row(String name, Metrics.Averages of, Dots dots, boolean worst) {
    return new Row(
        name,
        Rounded.hundredths(of.precision(), 2),
        Rounded.hundredths(of.recall(), 2),
        Rounded.hundredths(of.f1(), 2),
        of.support(),
        dots,
        worst);
  }
}

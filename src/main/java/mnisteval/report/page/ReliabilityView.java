package mnisteval.report.page;

import java.util.ArrayList;
import java.util.List;
import mnisteval.evaluation.metrics.Metrics;
import mnisteval.report.Rounded;

/**
 * The reliability diagram: for ranges of confidence, the share of images that is right. From 0 to 1
 * are {@value #SIDE} units, from left to right and from bottom to top.
 *
 * @param error expected calibration error, as a percentage
 */
record ReliabilityView(String error, List<Range> ranges) {
  private static final int SIDE = 240;

  /** The height of the bar of a range with all images. */
  private static final int BAR = 48;

  private static final double LARGEST_DOT = 9;
  private static final double SMALLEST_DOT = 2.5;

  /**
   * One range of confidence that has images.
   *
   * @param range {@code 93.3 – 100.0}, in percent
   * @param x of the dot: the mean confidence
   * @param y of the dot: the share that is right
   * @param ideal the y of a perfectly calibrated network
   * @param radius of the dot, whose area is in proportion to the images
   * @param left of the bar
   * @param width of the bar
   * @param top of the bar
   * @param bar its height
   */
  record Range(
      String range,
      long images,
      String confidence,
      String accuracy,
      double x,
      double y,
      double ideal,
      double radius,
      double left,
      double width,
      double top,
      double bar) {}

  static ReliabilityView of(Metrics metrics) {
    List<Range> ranges = new ArrayList<>();
    for (Metrics.Bin bin : metrics.reliability()) {
      if (bin.count() > 0) {
        ranges.add(range(bin, (double) bin.count() / metrics.accuracy().total()));
      }
    }
    return new ReliabilityView(Rounded.percent(metrics.calibrationError(), 2), ranges);
  }

  private static Range range(Metrics.Bin bin, double share) {
    double bar = Math.max(1, tenth(share * BAR));
    return new Range(
        Rounded.hundredths(bin.from(), 1) + " – " + Rounded.hundredths(bin.to(), 1),
        bin.count(),
        Rounded.hundredths(bin.confidence(), 1),
        Rounded.hundredths(bin.accuracy(), 1),
        tenth(bin.confidence() * SIDE),
        tenth((1 - bin.accuracy()) * SIDE),
        tenth((1 - bin.confidence()) * SIDE),
        tenth(Math.max(SMALLEST_DOT, Math.sqrt(share) * LARGEST_DOT)),
        tenth(bin.from() * SIDE + 1),
        tenth((bin.to() - bin.from()) * SIDE - 2),
        tenth(BAR - bar),
        bar);
  }

  /** Rounded to what can be seen, so that the page stays small. */
  private static double tenth(double length) {
    return Math.round(length * 10) / 10.0;
  }
}

package mnisteval.report.page;

import java.util.ArrayList;
import java.util.List;
import mnisteval.evaluation.metrics.Metrics;
import mnisteval.report.Rounded;

/**
 * The reliability diagram: for ranges of confidence, the share of images that is right. In it, 0 to
 * 1 is {@value #SIDE} units, from left to right and from bottom to top.
 *
 * @param error expected calibration error, as a percentage
 */
record ReliabilityView(String error, List<Range> ranges) {
  private static final int SIDE = 240;

  /** How high the bar of a range with all images is. */
  private static final int BAR = 48;

  private static final double LARGEST_DOT = 9;
  private static final double SMALLEST_DOT = 2.5;

  /**
   * One range of confidence that has images.
   *
   * @param range {@code 93.3 – 100.0}, in percent
   * @param x where its mean confidence is, in the diagram
   * @param y where the share that is right is
   * @param ideal where that would be for a network that knows how sure to be
   * @param radius grows with the images, so that the area of the dot is their share
   * @param left where the range begins
   * @param width of the range
   * @param top where its bar begins, below the diagram
   * @param bar how high that is
   */
  record Range(
      String range,
      String images,
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
        Rounded.count(bin.count()),
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

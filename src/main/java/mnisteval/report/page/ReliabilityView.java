package mnisteval.report.page;

import static mnisteval.report.page.Axis.tenth;

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

  /** Shades of a range by its share of the images: the deepest is above a half. */
  private static final double[] SHADES = {0.5, 0.1, 0.02, 0.004};

  /**
   * One range of confidence that has images.
   *
   * @param range {@code 93.3 – 100.0}, in percent
   * @param interval the 95 % Wilson interval of the share that is right, in percent
   * @param x of the dot: the mean confidence
   * @param y of the dot: the share that is right
   * @param top of the interval
   * @param bottom of the interval
   * @param left of the band
   * @param width of the band
   * @param shade {@code s1} to {@code s5}: the deeper, the more images
   */
  record Range(
      String range,
      long images,
      String confidence,
      String accuracy,
      String interval,
      double x,
      double y,
      double top,
      double bottom,
      double left,
      double width,
      String shade) {}

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
    Metrics.Interval interval = bin.interval();
    int shade = SHADES.length + 1;
    for (double least : SHADES) {
      shade -= share > least ? 0 : 1;
    }
    return new Range(
        Rounded.hundredths(bin.from(), 1) + " – " + Rounded.hundredths(bin.to(), 1),
        bin.count(),
        Rounded.hundredths(bin.confidence(), 1),
        Rounded.hundredths(bin.accuracy(), 1),
        Rounded.hundredths(interval.low(), 1) + " – " + Rounded.hundredths(interval.high(), 1),
        tenth(bin.confidence() * SIDE),
        tenth((1 - bin.accuracy()) * SIDE),
        tenth((1 - interval.high()) * SIDE),
        tenth((1 - interval.low()) * SIDE),
        tenth(bin.from() * SIDE),
        tenth((bin.to() - bin.from()) * SIDE),
        "s" + shade);
  }
}

package mnisteval.cli;

import mnisteval.cli.options.ReportOptions;
import mnisteval.evaluation.Accuracy;
import mnisteval.evaluation.GateResult;
import mnisteval.evaluation.metrics.Comparison.PredictedClasses;
import mnisteval.evaluation.metrics.KeptImages;
import mnisteval.evaluation.metrics.Metrics;
import mnisteval.report.Report;
import mnisteval.report.Report.NetworkResult;

/**
 * A network in the ranking of a report.
 *
 * @param images those that a page shows
 * @param predicted the class of each image if two networks are compared, otherwise null
 */
record ReportEntry(NetworkResult result, KeptImages images, PredictedClasses predicted) {
  /** Bytes of what is kept of a class, and of its texts while they are laid out. */
  private static final int BYTES_A_CLASS = 500;

  private static final int BYTES_A_LAYER = 50;

  /** Bytes of whether a gate holds, besides what was found. */
  private static final int BYTES_A_GATE = 300;

  /** Bytes of the texts of a cell of a matrix that is laid out on a page, as of few classes. */
  private static final int BYTES_A_SHOWN_CELL = 200;

  /** Makes the entry of a network that could not be evaluated. */
  static ReportEntry failed(Report.Input file, String error) {
    return new ReportEntry(NetworkResult.failed(file, error), KeptImages.NONE, null);
  }

  boolean failed() {
    return result.metrics() == null;
  }

  String name() {
    return result.file().name();
  }

  /** Returns the accuracy; there is none if the network failed. */
  Accuracy accuracy() {
    return result.metrics().accuracy();
  }

  /** Returns how many images it gets right, -1 if it failed. */
  long correct() {
    return failed() ? -1 : accuracy().correct();
  }

  /**
   * Returns roughly how many bytes of the heap its lists and its matrix take.
   *
   * @param page whether they are shown on a page
   */
  long bytes(boolean page) {
    if (failed()) {
      return 0;
    }
    Metrics metrics = result.metrics();
    long rows = metrics.confusion().length;
    boolean shown = page && rows <= ReportOptions.MOST_IN_MATRIX;
    return (long) BYTES_A_CLASS * metrics.classes().size()
        + (long) BYTES_A_LAYER * result.layers().size()
        + gateBytes()
        + (shown ? BYTES_A_SHOWN_CELL : Long.BYTES) * rows * rows;
  }

  private long gateBytes() {
    long bytes = 0;
    for (GateResult gate : result.gates()) {
      bytes += BYTES_A_GATE + 2L * gate.found().length();
    }
    return bytes;
  }

  /**
   * Returns the same entry without images.
   *
   * @param details whether to keep the metrics of the classes and the matrix
   */
  ReportEntry row(boolean details) {
    if (failed()) {
      return this;
    }
    Metrics metrics = details ? result.metrics() : result.metrics().summary();
    return new ReportEntry(result.with(metrics), KeptImages.NONE, predicted);
  }
}

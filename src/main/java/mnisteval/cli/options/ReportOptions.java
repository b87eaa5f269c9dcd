package mnisteval.cli.options;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import mnisteval.evaluation.metrics.MetricsDetail;
import mnisteval.report.MarkdownReport;
import mnisteval.report.page.HtmlReport;
import picocli.CommandLine.Option;

/** The options that ask for more than the accuracy, and say where it goes. */
public final class ReportOptions {
  /** What is written to standard output, or to {@code --output}. */
  public enum Format {
    TEXT,
    JSON,
    MARKDOWN;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** The most classes whose matrix is shown for reading, in any format; JSON has that of more. */
  public static final int MOST_IN_MATRIX = HtmlReport.MOST_IN_MATRIX;

  private static final int[] DEFAULT_TOP_K = {2, 3};
  private static final int MAX_TOP_K = 1000;

  @Option(
      names = "--metrics",
      description =
          "Print more than the accuracy: its interval, top-k, log loss, calibration, every class,"
              + " the confusion matrix.")
  private boolean metrics;

  @Option(
      names = "--top-k",
      paramLabel = "K",
      split = ",",
      description = "Print --metrics with top-k accuracy for these k. Default: 2,3.")
  private int[] topK;

  @Option(
      names = "--class-names",
      paramLabel = "FILE|a,b,c",
      description = "What the classes are called, in order: a file with one name a line, or names.")
  private String classNames;

  @Option(
      names = "--format",
      paramLabel = "text|json|markdown",
      description =
          "Write a report as text, JSON (all figures, in full) or Markdown. Default: text.")
  private Format format;

  @Option(
      names = "--output",
      paramLabel = "FILE",
      description = "Write the report to FILE, and nothing to standard output.")
  private String output;

  @Option(
      names = "--predictions",
      paramLabel = "FILE",
      description =
          "Write a CSV file of what the network makes of each image; - writes it to standard"
              + " output, in place of the accuracy.")
  private String predictions;

  @Option(
      names = "--html",
      paramLabel = "FILE",
      description = "Write a page to look at: all figures, and the images it gets wrong.")
  private String html;

  /** Whether more than one line is asked for. */
  public boolean given() {
    return metrics
        || topK != null
        || classNames != null
        || format != null
        || output != null
        || predictions != null
        || html != null;
  }

  public void check(UsageChecks arguments) {
    if (topK != null) {
      for (int k : topK) {
        arguments.requireRange("--top-k", k, 1, MAX_TOP_K);
      }
    }
    if (predictionsToStandardOutput() && output == null && (metrics || format != null)) {
      throw arguments.fault(
          "--predictions - writes to standard output, and so would the report; give it --output");
    }
    Set<Path> targets = new HashSet<>();
    for (Path target : new Path[] {output(arguments), predictions(arguments), html(arguments)}) {
      if (target != null && !targets.add(target.toAbsolutePath().normalize())) {
        throw arguments.fault("--output, --predictions and --html need a file each");
      }
    }
  }

  public boolean metrics() {
    return metrics || topK != null;
  }

  /** The values of k that were asked for, or null. */
  public int[] topK() {
    return topK == null ? null : topK.clone();
  }

  /** The values of k where none are asked for. */
  public static int[] defaultTopK() {
    return DEFAULT_TOP_K.clone();
  }

  public Format format() {
    return format == null ? Format.TEXT : format;
  }

  /** A file or names with commas between them, or null. */
  public String classNames() {
    return classNames;
  }

  public boolean predictionsToStandardOutput() {
    return "-".equals(predictions);
  }

  /** Whether a report goes to standard output. */
  public boolean reportToStandardOutput() {
    return output == null && !predictionsToStandardOutput();
  }

  public Path output(UsageChecks arguments) {
    return output == null ? null : arguments.path(output);
  }

  public Path predictions(UsageChecks arguments) {
    return predictions == null || predictionsToStandardOutput()
        ? null
        : arguments.path(predictions);
  }

  public Path html(UsageChecks arguments) {
    return html == null ? null : arguments.path(html);
  }

  /** Whether the images that a network gets wrong are shown. */
  public boolean wantsMistakes() {
    return html != null;
  }

  /**
   * What the report shows of a network, so that nothing else is kept.
   *
   * @param classes of the network
   * @param networks in the report
   */
  public MetricsDetail detail(int classes, int networks) {
    if (format() == Format.JSON) {
      return MetricsDetail.MATRIX;
    }
    boolean shown =
        format() == Format.MARKDOWN ? networks <= MarkdownReport.MAX_SECTIONS : metrics();
    if (!shown && html == null) {
      return MetricsDetail.FIGURES;
    }
    return classes <= MOST_IN_MATRIX ? MetricsDetail.MATRIX : MetricsDetail.CLASSES;
  }

  /** Whether what is written tells the sha256 of the inputs. */
  public boolean tellsSha256() {
    return format() != Format.TEXT || html != null;
  }
}

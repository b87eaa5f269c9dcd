package mnisteval.cli.options;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import mnisteval.evaluation.metrics.MetricsTally;
import mnisteval.report.MarkdownReport;
import mnisteval.report.page.HtmlReport;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that ask for more than the accuracy, and say where it goes. */
public final class ReportOptions {
  /** What is written to standard output, or to {@code --output}. */
  public enum Format {
    TEXT,
    JSON,
    MARKDOWN,
    CSV;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** The most classes whose matrix is shown for reading, in any format; JSON has that of more. */
  public static final int MOST_IN_MATRIX = HtmlReport.MOST_IN_MATRIX;

  private static final int[] DEFAULT_TOP_K = {2, 3};
  private static final Path STANDARD_OUTPUT = Path.of("-");

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

  @Mixin private ClassNamesOption classNames = new ClassNamesOption();

  @Option(
      names = "--format",
      paramLabel = "text|json|markdown|csv",
      description =
          "Write a report as text, JSON (all metrics, in full), Markdown, or CSV (a row for each"
              + " network). Default: text.")
  private Format format;

  @Option(
      names = "--output",
      paramLabel = "FILE",
      converter = Converters.OfPath.class,
      description = "Write the report to FILE, and nothing to standard output.")
  private Path output;

  @Option(
      names = "--predictions",
      paramLabel = "FILE",
      converter = Converters.OfPath.class,
      description =
          "Write a CSV file of the class and the probabilities of each image, of several networks"
              + " one after the other; - writes it to standard output, in place of the accuracy.")
  private Path predictions;

  @Option(
      names = "--html",
      paramLabel = "FILE",
      converter = Converters.OfPath.class,
      description =
          "Write an HTML report: all metrics, and the images that the network gets wrong.")
  private Path html;

  @Option(names = "--open", description = "Open the page of --html in the default browser.")
  private boolean open;

  @Option(
      names = "--json",
      paramLabel = "FILE",
      converter = Converters.OfPath.class,
      description = "Write a JSON report to FILE too, whatever else is written.")
  private Path json;

  @Option(
      names = "--markdown",
      paramLabel = "FILE",
      converter = Converters.OfPath.class,
      description = "Write a Markdown report to FILE too.")
  private Path markdown;

  @Option(
      names = "--csv",
      paramLabel = "FILE",
      converter = Converters.OfPath.class,
      description = "Write a row for each network as CSV to FILE too.")
  private Path csv;

  @Option(
      names = "--partial",
      paramLabel = "FILE",
      converter = Converters.OfPath.class,
      description =
          "Write what was counted to FILE, for mnist-eval merge: a part of a run, with --offset and"
              + " --limit or some of the networks.")
  private Path partial;

  @Option(
      names = "--junit",
      paramLabel = "FILE",
      converter = Converters.OfPath.class,
      description = "Write the gates as XML of JUnit, which CI servers show as tests.")
  private Path junit;

  /** Returns whether more than the accuracy is asked for. */
  public boolean given() {
    return metrics
        || topK != null
        || classNames.given()
        || format != null
        || output != null
        || predictions != null
        || html != null
        || open
        || junit != null
        || partial != null
        || !files().isEmpty();
  }

  /** Checks the options. */
  public void check(UsageChecks checks) {
    for (int k : topK == null ? new int[0] : topK) {
      checks.requireRange("--top-k", k, 1, MetricsTally.MAX_CLASSES);
    }
    checks.require(!open || html != null, "--open goes with --html");
    checks.require(
        !predictionsToStandardOutput() || output != null || !metrics && format == null,
        "--predictions - writes to standard output, and so would the report; give it --output");
    classNames.check(checks);
    Set<Path> targets = new HashSet<>();
    List<Path> all = new ArrayList<>(Arrays.asList(output, predictions(), html, junit, partial));
    all.addAll(files().values());
    for (Path target : all) {
      checks.require(
          target == null || targets.add(target.toAbsolutePath().normalize()),
          "--output, --json, --markdown, --csv, --html, --junit, --partial and --predictions need a"
              + " file each");
    }
    checks.require(
        !files().containsValue(STANDARD_OUTPUT),
        "--json, --markdown and --csv need a file; --format writes to standard output");
  }

  public boolean metrics() {
    return metrics || topK != null;
  }

  /** Returns the values of k that were asked for, or null. */
  public int[] topK() {
    return topK == null ? null : topK.clone();
  }

  /** Returns the values of k where none are asked for. */
  public static int[] defaultTopK() {
    return DEFAULT_TOP_K.clone();
  }

  public Format format() {
    return format == null ? Format.TEXT : format;
  }

  /** Returns the option that names the classes. */
  public ClassNamesOption classNames() {
    return classNames;
  }

  /** Returns whether the predictions go to standard output. */
  public boolean predictionsToStandardOutput() {
    return STANDARD_OUTPUT.equals(predictions);
  }

  /** Returns whether a report goes to standard output. */
  public boolean reportToStandardOutput() {
    return output == null && !predictionsToStandardOutput();
  }

  /** Returns the files that are written beside the report, by their formats. */
  public Map<Format, Path> files() {
    Map<Format, Path> files = new EnumMap<>(Format.class);
    files.put(Format.JSON, json);
    files.put(Format.MARKDOWN, markdown);
    files.put(Format.CSV, csv);
    files.values().removeAll(Collections.singleton(null));
    return files;
  }

  private boolean writes(Format wanted) {
    return format() == wanted || files().containsKey(wanted);
  }

  /** The file of the report, or null. */
  public Path output() {
    return output;
  }

  /** The file of the predictions, or null. */
  public Path predictions() {
    return predictionsToStandardOutput() ? null : predictions;
  }

  /** The file of the HTML page, or null. */
  public Path html() {
    return html;
  }

  /** Returns whether the HTML page is opened in a browser. */
  public boolean open() {
    return open;
  }

  /** The file of the gates as tests, or null. */
  public Path junit() {
    return junit;
  }

  /**
   * Returns the options that change the HTML page, each with its value after it; its own file
   * without its folder, which is where the page is made.
   */
  public List<String> words() {
    List<String> words = new ArrayList<>();
    if (classNames.given()) {
      words.addAll(List.of("--class-names", classNames.text()));
    }
    if (topK != null) {
      List<String> values = Arrays.stream(topK).mapToObj(String::valueOf).toList();
      words.addAll(List.of("--top-k", String.join(",", values)));
    }
    words.addAll(List.of("--html", html.getFileName().toString()));
    return words;
  }

  /** The file of what was counted, or null. */
  public Path partial() {
    return partial;
  }

  /** Returns whether the images that a network gets wrong are shown. */
  public boolean wantsMistakes() {
    return html != null;
  }

  /** Returns whether the report of so many networks shows the metrics of the classes of each. */
  public boolean showsDetails(int networks) {
    return writes(Format.JSON)
        || writes(Format.MARKDOWN) && networks <= MarkdownReport.MAX_SECTIONS
        || writes(Format.TEXT) && metrics();
  }

  /** Returns whether a report shows the sha256 of the inputs. */
  public boolean tellsSha256() {
    return format() != Format.TEXT || html != null || partial != null || !files().isEmpty();
  }
}

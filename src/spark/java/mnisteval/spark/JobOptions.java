package mnisteval.spark;

import java.util.ArrayList;
import java.util.List;
import mnisteval.cli.options.NetworkOptions;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Unmatched;

/** The options of the job; all others are those of {@code mnist-eval merge}. */
@Command(
    name = "mnisteval.spark.EvaluateJob",
    sortOptions = false,
    customSynopsis =
        "spark-submit mnist-eval-spark.jar --weights FILE [options] [options of mnist-eval merge]",
    description =
        "Evaluates networks on an image set with Spark, and reports as mnist-eval does.%n")
final class JobOptions {
  @Option(
      names = "--weights",
      required = true,
      paramLabel = "FILE",
      description =
          "A network, a folder of them or a pattern such as hdfs:///zoo/*.pkl; may be repeated.")
  private List<String> weights = new ArrayList<>();

  @Option(
      names = "--images",
      paramLabel = "FILE",
      description =
          "IDX file of images, gzipped or not; only others are divided into ranges. Default: the"
              + " MNIST test set in the jar.")
  private String images;

  @Option(names = "--labels", paramLabel = "FILE", description = "IDX file of their labels.")
  private String labels;

  @Option(names = "--transpose", description = "The images are stored by columns.")
  private boolean transpose;

  @Mixin private NetworkOptions network;

  @Option(
      names = "--output",
      paramLabel = "DIR",
      description = "Write report.json, report.csv and report.md, with --html report.html, there.")
  private String output;

  @Option(
      names = "--html",
      description =
          "Write a page too; each part keeps the mistakes of each of its networks for it.")
  private boolean html;

  @Option(
      names = "--partitions",
      paramLabel = "N",
      description = "Divide into N tasks, or more. Default: twice as many as run at a time.")
  private int partitions;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help and exit.")
  private boolean help;

  @Unmatched private List<String> merge = new ArrayList<>();

  /**
   * Reads arguments.
   *
   * @throws ParameterException if they are wrong
   */
  static JobOptions of(String... arguments) {
    JobOptions options = new JobOptions();
    CommandLine line = new CommandLine(options);
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.parseArgs(arguments);
    if (options.help) {
      return options;
    }
    require(
        (options.images == null) == (options.labels == null),
        line,
        "--images and --labels go together");
    require(options.partitions >= 0, line, "--partitions takes a number from 1 on");
    require(!options.html || options.output != null, line, "--html goes with --output DIR");
    return options;
  }

  private static void require(boolean holds, CommandLine line, String problem) {
    if (!holds) {
      throw new ParameterException(line, problem);
    }
  }

  /** Returns the help, or null if it was not asked for. */
  String help() {
    return help ? new CommandLine(this).getUsageMessage() : null;
  }

  List<String> weights() {
    return weights;
  }

  /** Returns the file of images, or null for those in the jar. */
  String images() {
    return images;
  }

  String labels() {
    return labels;
  }

  boolean transpose() {
    return transpose;
  }

  NetworkOptions network() {
    return network;
  }

  /** Returns the folder of the reports, or null. */
  String output() {
    return output;
  }

  boolean html() {
    return html;
  }

  /** Returns how many tasks there are at least, or 0 for the default. */
  int partitions() {
    return partitions;
  }

  /** Returns the arguments that are options of {@code mnist-eval merge}. */
  List<String> merge() {
    return merge;
  }
}

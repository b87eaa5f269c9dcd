package mnisteval.cli;

import java.io.IOException;
import mnisteval.cli.options.ClassNamesOption;
import mnisteval.cli.options.UsageChecks;
import mnisteval.evaluation.ClassOrder;
import mnisteval.report.ClassNames;
import mnisteval.weights.layers.LoadedNetwork;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that say what is printed of a prediction. */
final class PredictionOptions {
  /** What is printed. */
  enum Format {
    TEXT,
    JSON,
    CSV
  }

  @Mixin private ClassNamesOption classNames;

  @Option(
      names = "--format",
      paramLabel = "text|json|csv",
      description = "Print text, or for programs all probabilities as JSON or CSV. Default: text.")
  private Format format = Format.TEXT;

  @Option(names = "--brief", description = "Print only the digit and its probability.")
  private boolean brief;

  @Option(names = "--show", description = "Draw what the network is given.")
  private boolean show;

  /** Checks the options. */
  void check(UsageChecks checks) {
    checks.require(
        format == Format.TEXT || !brief && !show && !classNames.given(),
        "--brief, --show and --class-names go with --format text");
    classNames.check(checks);
  }

  /**
   * Prepares what is printed of the images.
   *
   * @param order the labels of the outputs, or null
   * @param set whether the images are those of a set
   * @throws IOException if the names of the classes cannot be read, or are not as many
   */
  PredictionLines lines(LoadedNetwork loaded, ClassOrder order, boolean set) throws IOException {
    ClassNames names = classNames.read();
    names.require(loaded.file(), loaded.network());
    if (order != null) {
      order.requireOutputs(loaded.file(), loaded.network());
      names = names.orLabels(order);
    }
    return format == Format.TEXT
        ? new PredictionText(loaded.network(), order, names, brief, show)
        : new PredictionRecords(loaded.network(), order, set, format == Format.JSON);
  }
}

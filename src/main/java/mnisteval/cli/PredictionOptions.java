package mnisteval.cli;

import java.io.IOException;
import java.util.List;
import mnisteval.cli.options.ClassNamesOption;
import mnisteval.cli.options.UsageChecks;
import mnisteval.evaluation.ClassOrder;
import mnisteval.idx.ImageSet;
import mnisteval.report.ClassNames;
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

  @Mixin private ClassNamesOption classNames = new ClassNamesOption();

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
   * Returns the names of the classes, or their labels.
   *
   * @param images that are predicted, whose names count without the option
   * @param order the labels of the outputs, or null
   * @throws IOException if the names cannot be read
   */
  ClassNames names(ImageSet images, ClassOrder order) throws IOException {
    return classNames.read(images.classNames(), order);
  }

  /**
   * Prepares what is printed of the images.
   *
   * @param several whether more than one network was given
   * @param networks those that can be used, at least one
   * @param order the labels of the outputs, or null
   * @param set whether the images are those of a set
   */
  PredictionLines lines(
      boolean several, List<Predictor> networks, ClassOrder order, ClassNames names, boolean set) {
    int classes = 0;
    for (Predictor predictor : networks) {
      classes = Math.max(classes, predictor.network().classes());
    }
    return format == Format.TEXT
        ? new PredictionText(several, order, names, brief, show)
        : new PredictionRecords(several, classes, order, set, format == Format.JSON);
  }
}

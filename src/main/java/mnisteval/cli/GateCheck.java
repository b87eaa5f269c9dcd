package mnisteval.cli;

import com.fasterxml.jackson.core.io.NumberOutput;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import mnisteval.cli.options.EvaluateOptions;
import mnisteval.cli.options.GateOptions;
import mnisteval.evaluation.Accuracy;
import mnisteval.evaluation.Gate;
import mnisteval.evaluation.GateResult;
import mnisteval.evaluation.export.ExportComparison;
import mnisteval.evaluation.export.ExportFile;
import mnisteval.evaluation.export.ExportTally;
import mnisteval.evaluation.export.ExportedPredictions;
import mnisteval.evaluation.metrics.Metrics;
import mnisteval.evaluation.metrics.Metrics.ClassScores;
import mnisteval.idx.ImageSet;
import mnisteval.idx.LabeledImages;
import mnisteval.input.InputException;
import mnisteval.input.Source;
import mnisteval.network.Network;
import mnisteval.report.Baseline;
import mnisteval.report.ClassNames;

/**
 * Checks all gates of a run on the metrics of a network, and reads what it is compared with.
 *
 * @param options the images, and the gates on the accuracy
 * @param gates the options of the others
 * @param names of the classes
 */
record GateCheck(EvaluateOptions options, GateOptions gates, ClassNames names) {
  /** Reads the predictions to compare with; null if there are none. */
  ExportTally exported(Network network, LabeledImages images) throws IOException {
    if (gates.compare() == null) {
      return null;
    }
    boolean part = options.images().offset() > 0 || options.images().limit() < Long.MAX_VALUE;
    ExportedPredictions others =
        ExportFile.read(
            Source.file(gates.compare()),
            network.classes(),
            options.order(),
            images,
            options.images().offset(),
            part);
    return new ExportTally(others, gates.toleranceP().doubleValue());
  }

  /**
   * Reads the earlier report to compare with; returns null if there is none.
   *
   * @throws InputException if it is malformed, or on other images than these
   */
  Baseline baseline(LabeledImages images) throws IOException {
    if (gates.baseline() == null) {
      return null;
    }
    Baseline earlier = Baseline.read(Source.file(gates.baseline()));
    ImageSet set = options.images();
    if (set.readOnce() != null) {
      throw InputException.of(
          set.readOnce().name(), "can be read only once (expected a file with --baseline)");
    }
    String sha256 = set.imagesSha256();
    earlier.requireSame(
        sha256, images.imagesEntry(), set.labels().sha256(), set.offset(), images.remaining());
    return earlier;
  }

  /**
   * Returns whether a network passes each gate, in the order of the options.
   *
   * @param compared how predictions made elsewhere differ from those of the network, or null
   * @param earlier what an earlier report says, or null
   */
  List<GateResult> results(Metrics metrics, ExportComparison compared, Baseline earlier) {
    List<GateResult> results = AccuracyRun.results(options.gates(), metrics.accuracy());
    if (gates.minRecall() != null) {
      results.add(recall(gates.minRecall(), metrics));
    }
    if (gates.maxLogLoss() != null) {
      results.add(logLoss(gates.maxLogLoss(), metrics.logLoss()));
    }
    if (compared != null) {
      results.add(classes(compared));
    }
    if (compared != null && compared.largest() != null) {
      results.add(probabilities(compared, gates.toleranceP()));
    }
    if (earlier != null) {
      results.add(drop(earlier, metrics.accuracy()));
    }
    return results;
  }

  /** Checks the class of the least recall among those that have images; of equals, the first. */
  private GateResult recall(Gate gate, Metrics metrics) {
    ClassScores worst = null;
    for (ClassScores scores : metrics.classes()) {
      boolean worse = worst == null || scores.recall() < worst.recall();
      worst = scores.support() > 0 && worse ? scores : worst;
    }
    long correct = metrics.confusion()[worst.index()][worst.index()];
    Accuracy recall = new Accuracy(correct, worst.support());
    String of = " of class " + names.name(worst.index());
    return AccuracyRun.result(gate, "recall out of bounds", recall, of);
  }

  private GateResult drop(Baseline earlier, Accuracy accuracy) {
    String text = AccuracyRun.text(earlier.accuracy());
    Gate gate = Gate.drop(earlier.accuracy(), text, gates.maxDrop());
    return AccuracyRun.result(gate, "accuracy fell since " + gates.baseline(), accuracy, "");
  }

  private static GateResult classes(ExportComparison compared) {
    long different = compared.differentClasses();
    return new GateResult(
        "compare",
        "classes differ from " + compared.file(),
        "0 images",
        different + " of " + compared.images() + " images",
        different == 0);
  }

  private static GateResult probabilities(ExportComparison compared, BigDecimal tolerance) {
    ExportComparison.Largest largest = compared.largest();
    String difference = NumberOutput.toString(largest.difference(), true);
    return new GateResult(
        "tolerance-p",
        "probabilities differ from " + compared.file(),
        "at most " + tolerance.toPlainString(),
        difference + ", label " + largest.label() + " of image " + largest.image(),
        largest.difference() <= tolerance.doubleValue());
  }

  /** A log loss is a double: it passes if it is printed like the bound, or as less. */
  private static GateResult logLoss(BigDecimal most, double found) {
    return new GateResult(
        "max-log-loss",
        "log loss out of bounds",
        "at most " + most.toPlainString(),
        NumberOutput.toString(found, true),
        found <= most.doubleValue());
  }
}

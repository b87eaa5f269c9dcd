package mnisteval.cli;

import com.fasterxml.jackson.core.io.NumberOutput;
import java.math.BigDecimal;
import java.util.List;
import mnisteval.cli.options.GateOptions;
import mnisteval.evaluation.Accuracy;
import mnisteval.evaluation.Gate;
import mnisteval.evaluation.GateResult;
import mnisteval.evaluation.export.ExportComparison;
import mnisteval.evaluation.metrics.Metrics;
import mnisteval.evaluation.metrics.Metrics.ClassScores;
import mnisteval.report.ClassNames;

/**
 * Checks all gates of a run on the metrics of a network.
 *
 * @param accuracy the gates on the accuracy
 * @param others the options of the others
 * @param names of the classes
 */
record GateCheck(List<Gate> accuracy, GateOptions others, ClassNames names) {
  /**
   * Returns whether a network passes each gate, in the order of the options.
   *
   * @param compared how predictions made elsewhere differ from those of the network, or null
   */
  List<GateResult> results(Metrics metrics, ExportComparison compared) {
    List<GateResult> results = AccuracyRun.results(accuracy, metrics.accuracy());
    if (others.minRecall() != null) {
      results.add(recall(others.minRecall(), metrics));
    }
    if (others.maxLogLoss() != null) {
      results.add(logLoss(others.maxLogLoss(), metrics.logLoss()));
    }
    if (compared != null) {
      results.add(classes(compared));
    }
    if (compared != null && compared.largest() != null) {
      results.add(probabilities(compared, others.toleranceP()));
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

package mnisteval.cli.options;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import mnisteval.evaluation.Gate;
import picocli.CommandLine.Option;

/** The options that make a run fail unless the network is as good as it should be. */
public final class GateOptions {
  /** Half a unit of the fourth decimal. */
  private static final String DEFAULT_TOLERANCE = "0.00005";

  /** Above what programs that compute in float32 differ by, far above what float64 ones do. */
  private static final String DEFAULT_TOLERANCE_P = "0.00001";

  @Option(
      names = "--expect",
      paramLabel = "ACCURACY",
      converter = Converters.OfBound.class,
      description = "Exit with 4 unless the accuracy is this, within the tolerance.")
  private Gate.Bound expect;

  @Option(
      names = "--tolerance",
      paramLabel = "T",
      converter = Converters.OfFraction.class,
      description =
          "Allowed deviation from --expect, inclusive. Default: " + DEFAULT_TOLERANCE + ".")
  private BigDecimal tolerance;

  @Option(
      names = "--min-accuracy",
      paramLabel = "ACCURACY",
      converter = Converters.OfBound.class,
      description = "Exit with 4 if the accuracy is less than this.")
  private Gate.Bound minAccuracy;

  @Option(
      names = "--min-recall",
      paramLabel = "RECALL",
      converter = Converters.OfBound.class,
      description = "Exit with 4 if the recall of any class is less than this.")
  private Gate.Bound minRecall;

  @Option(
      names = "--max-log-loss",
      paramLabel = "LOSS",
      converter = Converters.OfLogLoss.class,
      description = "Exit with 4 if the log loss is more than this.")
  private BigDecimal maxLogLoss;

  @Option(
      names = "--compare",
      paramLabel = "FILE",
      converter = Converters.OfPath.class,
      description =
          "Compare with the predictions in a CSV file, made elsewhere in the columns of"
              + " --predictions; exit with 4 if they differ.")
  private Path compare;

  @Option(
      names = "--tolerance-p",
      paramLabel = "T",
      converter = Converters.OfFraction.class,
      description =
          "Allowed difference of a probability from --compare, inclusive. Default: "
              + DEFAULT_TOLERANCE_P
              + ".")
  private BigDecimal toleranceP;

  @Option(
      names = "--baseline",
      paramLabel = "REPORT",
      converter = Converters.OfPath.class,
      description =
          "Compare with an earlier report of --format json on the same images; exit with 4 if the"
              + " accuracy fell.")
  private Path baseline;

  @Option(
      names = "--max-drop",
      paramLabel = "D",
      converter = Converters.OfFraction.class,
      description = "What the accuracy may fall by since --baseline, inclusive. Default: 0.")
  private BigDecimal maxDrop;

  /**
   * Checks the options that need more than the accuracy.
   *
   * @param networks how many files of weights there are
   */
  public void check(UsageChecks checks, int networks) {
    checks.require(toleranceP == null || compare != null, "--tolerance-p goes with --compare");
    checks.require(maxDrop == null || baseline != null, "--max-drop goes with --baseline");
    checks.require(
        baseline == null || networks == 1,
        "--baseline goes with one network, here are " + networks);
    checks.require(
        compare == null || networks == 1, "--compare goes with one network, here are " + networks);
  }

  /** Returns the options that were given, each with its value after it. */
  public List<String> words() {
    Map<String, Object> given = new LinkedHashMap<>();
    given.put("--expect", expect);
    given.put("--tolerance", tolerance);
    given.put("--min-accuracy", minAccuracy);
    given.put("--min-recall", minRecall);
    given.put("--max-log-loss", maxLogLoss);
    given.put("--compare", compare);
    given.put("--tolerance-p", toleranceP);
    given.put("--baseline", baseline);
    given.put("--max-drop", maxDrop);
    List<String> words = new ArrayList<>();
    given.forEach(
        (name, value) -> {
          if (value != null) {
            boolean number = value instanceof BigDecimal;
            String text = number ? ((BigDecimal) value).toPlainString() : value.toString();
            words.addAll(List.of(name, text));
          }
        });
    return words;
  }

  /** Returns the file of the earlier report, or null. */
  public Path baseline() {
    return baseline;
  }

  /** Returns what the accuracy may fall by since the earlier report. */
  public BigDecimal maxDrop() {
    return maxDrop == null ? BigDecimal.ZERO : maxDrop;
  }

  /** Returns the file of predictions that are compared, or null. */
  public Path compare() {
    return compare;
  }

  /** Returns the largest difference of a probability that is allowed. */
  public BigDecimal toleranceP() {
    return toleranceP == null ? new BigDecimal(DEFAULT_TOLERANCE_P) : toleranceP;
  }

  /** Returns whether a gate needs more than the accuracy. */
  public boolean needMetrics() {
    return minRecall != null || maxLogLoss != null || compare != null || baseline != null;
  }

  /** Returns the gate on the recall of the worst class, or null. */
  public Gate minRecall() {
    return minRecall == null ? null : Gate.atLeast("min-recall", minRecall);
  }

  /** Returns the largest log loss that passes, or null. */
  public BigDecimal maxLogLoss() {
    return maxLogLoss;
  }

  /** Returns the gates on the accuracy that were asked for. */
  public List<Gate> gates(UsageChecks checks) {
    checks.require(tolerance == null || expect != null, "--tolerance goes with --expect");
    return gates(expect, tolerance, minAccuracy);
  }

  /**
   * Returns the gates on the accuracy of these values, each null where the option is missing.
   *
   * @param tolerance of {@code expect}; null for the default
   */
  public static List<Gate> gates(Gate.Bound expect, BigDecimal tolerance, Gate.Bound minAccuracy) {
    List<Gate> gates = new ArrayList<>(2);
    if (expect != null) {
      BigDecimal allowed = tolerance == null ? new BigDecimal(DEFAULT_TOLERANCE) : tolerance;
      gates.add(Gate.expect(expect, allowed));
    }
    if (minAccuracy != null) {
      gates.add(Gate.atLeast("min-accuracy", minAccuracy));
    }
    return gates;
  }
}

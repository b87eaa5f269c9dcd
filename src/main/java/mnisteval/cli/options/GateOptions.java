package mnisteval.cli.options;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import mnisteval.evaluation.Gate;
import picocli.CommandLine.Option;

/** The options that make a run fail unless the accuracy is what it should be. */
public final class GateOptions {
  /** Half a unit of the fourth decimal. */
  private static final String DEFAULT_TOLERANCE = "0.00005";

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

  /** Returns the gates that were asked for. */
  public List<Gate> gates(UsageChecks checks) {
    checks.require(tolerance == null || expect != null, "--tolerance goes with --expect");
    return gates(expect, tolerance, minAccuracy);
  }

  /**
   * Returns the gates of these values, each null where the option is missing.
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
      gates.add(Gate.atLeast(minAccuracy));
    }
    return gates;
  }
}

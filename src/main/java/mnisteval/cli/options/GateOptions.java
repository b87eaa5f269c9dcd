package mnisteval.cli.options;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import mnisteval.evaluation.Gate;
import picocli.CommandLine.Option;

/** The options that make a run fail if the accuracy is not what it should be. */
public final class GateOptions {
  /** Half a unit of the fourth decimal. */
  private static final String DEFAULT_TOLERANCE = "0.00005";

  @Option(
      names = "--expect",
      paramLabel = "ACCURACY",
      converter = FractionConverter.class,
      description = "Exit with 4 unless the accuracy is this, give or take the tolerance.")
  private BigDecimal expect;

  @Option(
      names = "--tolerance",
      paramLabel = "T",
      converter = FractionConverter.class,
      description = "How far from --expect is still right. Default: " + DEFAULT_TOLERANCE + ".")
  private BigDecimal tolerance;

  @Option(
      names = "--min-accuracy",
      paramLabel = "ACCURACY",
      converter = FractionConverter.class,
      description = "Exit with 4 if the accuracy is less than this.")
  private BigDecimal minAccuracy;

  public List<Gate> gates(UsageChecks arguments) {
    if (tolerance != null && expect == null) {
      throw arguments.fault("--tolerance goes with --expect");
    }
    return gates(expect, tolerance, minAccuracy);
  }

  /**
   * The gates of these values, each of which may be null for an option that isn't there.
   *
   * @param tolerance of {@code expect}
   */
  public static List<Gate> gates(BigDecimal expect, BigDecimal tolerance, BigDecimal minAccuracy) {
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

package mnisteval.cli;

import java.math.BigDecimal;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import mnisteval.cli.options.Converters;
import mnisteval.cli.options.EvaluateOptions;
import mnisteval.cli.options.GateOptions;
import mnisteval.evaluation.Gate;
import mnisteval.idx.ImageSet;
import mnisteval.input.Source;
import mnisteval.weights.layers.ReadOptions;

/**
 * The arguments of nearly every run: {@code --weights FILE}, perhaps with gates, as separate words,
 * each once and valid. They are understood here, because picocli takes longer to start than the
 * images take to evaluate; all others, and whatever is wrong with these, are left to it.
 */
public final class PlainArguments {
  private String weights;
  private Gate.Bound expect;
  private BigDecimal tolerance;
  private Gate.Bound minAccuracy;

  private PlainArguments() {}

  /** Returns what the arguments ask for, or null if they are not all plain. */
  public static EvaluateOptions parse(String[] args) {
    PlainArguments plain = new PlainArguments();
    for (int i = 0; i < args.length; i += 2) {
      if (i + 1 == args.length || !plain.set(args[i], args[i + 1])) {
        return null;
      }
    }
    boolean complete = plain.weights != null && (plain.tolerance == null || plain.expect != null);
    return complete ? plain.options() : null;
  }

  private boolean set(String option, String value) {
    switch (option) {
      case "--weights":
        boolean plain = weights == null && isFile(value);
        weights = value;
        return plain;
      case "--expect":
        return expect == null && (expect = Converters.bound(value)) != null;
      case "--tolerance":
        return tolerance == null && (tolerance = Converters.fraction(value)) != null;
      case "--min-accuracy":
        return minAccuracy == null && (minAccuracy = Converters.bound(value)) != null;
      default:
        return false;
    }
  }

  /**
   * Returns whether the value can only be a file: no option, standard input, file of arguments, URL
   * or folder, no files that are joined, and no name that the locale can't read.
   */
  private static boolean isFile(String value) {
    if (value.isEmpty() || value.charAt(0) == '-' || value.charAt(0) == '@') {
      return false;
    }
    try {
      // Files.isDirectory would load more classes.
      if (Path.of(value).toFile().isDirectory()) {
        return false;
      }
    } catch (InvalidPathException e) {
      return false;
    }
    return value.indexOf("://") < 0 && value.indexOf('\ufffd') < 0 && value.indexOf('+') < 0;
  }

  private EvaluateOptions options() {
    boolean none = expect == null && minAccuracy == null;
    List<Gate> gates = none ? List.of() : GateOptions.gates(expect, tolerance, minAccuracy);
    return new EvaluateOptions(
        List.of(Source.file(Path.of(weights))),
        ReadOptions.of(null, null, 0),
        null,
        null,
        ImageSet.bundled(),
        gates,
        null,
        Runtime.getRuntime().availableProcessors(),
        false);
  }
}

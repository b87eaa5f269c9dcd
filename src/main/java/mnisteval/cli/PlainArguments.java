package mnisteval.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import mnisteval.cli.options.Fraction;
import mnisteval.cli.options.GateOptions;
import mnisteval.evaluation.Gate;
import mnisteval.idx.ImageSet;
import mnisteval.input.Source;
import mnisteval.network.PixelScale;
import mnisteval.weights.layers.LoadedNetwork;
import mnisteval.weights.layers.NetworkReader;
import mnisteval.weights.layers.ReadOptions;

/**
 * The arguments of nearly every run: {@code --weights FILE}, perhaps with gates, as separate words,
 * each once and valid. They are understood here, because picocli takes longer to start than the
 * images take to evaluate; all others, and whatever is wrong with these, are left to it.
 */
public final class PlainArguments {
  private String weights;
  private BigDecimal expect;
  private BigDecimal tolerance;
  private BigDecimal minAccuracy;

  private PlainArguments() {}

  /** The arguments, or null if they are not all plain. */
  public static PlainArguments of(String[] args) {
    PlainArguments plain = new PlainArguments();
    for (int i = 0; i < args.length; i += 2) {
      if (i + 1 == args.length || !plain.set(args[i], args[i + 1])) {
        return null;
      }
    }
    boolean complete = plain.weights != null && (plain.tolerance == null || plain.expect != null);
    return complete ? plain : null;
  }

  private boolean set(String option, String value) {
    switch (option) {
      case "--weights":
        boolean plain = weights == null && isFile(value);
        weights = value;
        return plain;
      case "--expect":
        return expect == null && (expect = Fraction.parse(value)) != null;
      case "--tolerance":
        return tolerance == null && (tolerance = Fraction.parse(value)) != null;
      case "--min-accuracy":
        return minAccuracy == null && (minAccuracy = Fraction.parse(value)) != null;
      default:
        return false;
    }
  }

  /**
   * Whether it is nothing but a file: no option, standard input, file of arguments or URL, and no
   * name that the locale can't read.
   */
  private static boolean isFile(String value) {
    if (value.isEmpty() || value.charAt(0) == '-' || value.charAt(0) == '@') {
      return false;
    }
    try {
      Path.of(value);
    } catch (InvalidPathException e) {
      return false;
    }
    return value.indexOf("://") < 0 && value.indexOf('\ufffd') < 0;
  }

  /** Does what {@link EvaluateCommand} does with them. */
  public int run(PrintStream out, PrintStream err) throws IOException {
    Source source = Source.file(Path.of(weights));
    ImageSet images = ImageSet.bundled();
    ReadOptions options = ReadOptions.of(null, PixelScale.UNIT, ImageSet.BUNDLED_PIXELS);
    LoadedNetwork network = NetworkReader.read(source, options);
    AccuracyRun.sayNotes(network, err);
    int threads = Runtime.getRuntime().availableProcessors();
    return AccuracyRun.run(network, images, threads, gates(), out, err, err);
  }

  private List<Gate> gates() {
    boolean none = expect == null && minAccuracy == null;
    return none ? List.of() : GateOptions.gates(expect, tolerance, minAccuracy);
  }
}

package mnisteval.cli.options;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import mnisteval.input.InputException;
import mnisteval.input.Sha256;
import mnisteval.input.Source;
import mnisteval.weights.layers.ReadOptions;
import mnisteval.weights.layers.SplitNetwork;
import picocli.CommandLine.Option;

/** The options that say which files of weights are read. */
public final class WeightsOptions {
  /** Files of which a message shows how they are joined; of more, a folder is easier to give. */
  private static final int MOST_JOINED = 8;

  @Option(
      names = "--weights",
      paramLabel = "FILE",
      description =
          "The network: a pickle, .npz, .npy, PyTorch state_dict, .safetensors, ONNX, Keras, JSON or CSV"
              + " file, gzipped or not; W1.npy+b1.npy+… is one in several files, as is a folder of"
              + " such; - reads it from standard input, an http or https URL is fetched. Several are"
              + " compared.")
  private List<String> weights = new ArrayList<>();

  @Option(
      names = "--sha256",
      paramLabel = "HEX",
      description = "Refuse the weights unless this is the sha256 of their file.")
  private String sha256;

  @Option(
      names = "--max-unpacked",
      paramLabel = "SIZE",
      converter = Converters.OfSize.class,
      description = "Most bytes of weights, decompressed, such as 512M. Default: 256M.")
  private long maxUnpacked;

  /** Whether a folder was given of which each network has its own file or folder. */
  private boolean ranked;

  /**
   * Returns all networks in the order they were given; each is a file, or several that are joined.
   *
   * @param more arguments that are files or folders
   * @param reading how they are read, to tell whether files are one network together
   * @param in standard input, for the file {@code -}
   * @throws InputException if a folder can't be read or holds no file, or if files that are one
   *     network together are not joined
   */
  public List<Source> sources(
      List<String> more, ReadOptions reading, UsageChecks checks, InputStream in)
      throws IOException {
    check(more, checks);
    List<String> all = new ArrayList<>(weights);
    all.addAll(more);
    List<Source> sources = new ArrayList<>();
    for (String file : all) {
      if (checks.isFolder(file)) {
        List<Source> found = InputFolder.networks(checks.path(file), this::limited, reading);
        ranked |= !found.get(0).name().equals(checks.path(file).toString());
        sources.addAll(found);
      } else {
        sources.add(limited(checks.source(file, in)));
      }
    }
    requireOneFile(sources, checks);
    if (!ranked && SplitNetwork.isOne(sources, reading)) {
      throw notJoined(sources);
    }
    if (sha256 != null) {
      sources.set(0, sources.get(0).verified(sha256));
    }
    return sources;
  }

  /** Returns whether these sources are one network, which was not looked for in a folder. */
  public boolean isSingle(List<Source> sources) {
    return sources.size() == 1 && !ranked;
  }

  private Source limited(Source source) {
    return maxUnpacked == 0 ? source : source.withLimit(maxUnpacked);
  }

  private void requireOneFile(List<Source> sources, UsageChecks checks) {
    int files = 0;
    for (Source source : sources) {
      files += Math.max(1, source.parts().size());
    }
    checks.require(
        sha256 == null || files == 1, "--sha256 goes with one file of weights, here are " + files);
  }

  /** Says how files are joined that are one network together. */
  private static InputException notJoined(List<Source> sources) {
    List<String> names = new ArrayList<>();
    for (Source source : sources) {
      names.add(source.name());
    }
    String joined = String.join("+", names);
    boolean few = names.size() <= MOST_JOINED;
    boolean clear = few && !String.join("", names).contains("+");
    String all = String.join(", ", few ? names : names.subList(0, 2));
    String quoted = joined.matches("[\\w./+:=@%,-]+") ? joined : "'" + joined + "'";
    return new InputException(
        few ? all : all + ", … (" + names.size() + " files)",
        "together one network (expected one a file): "
            + (clear
                ? "--weights " + quoted
                : "--weights FOLDER reads them from a folder of their own"));
  }

  /** Makes sure that standard input, written {@code -}, is read only once. */
  public void requireOneStandardInput(List<String> more, UsageChecks checks) {
    checks.require(
        Collections.frequency(weights, "-") + Collections.frequency(more, "-") <= 1,
        "- stands for standard input, which can be read only once");
  }

  private void check(List<String> more, UsageChecks checks) {
    checks.require(
        !weights.isEmpty() || !more.isEmpty(), "Missing required option: '--weights=FILE'");
    for (String file : more) {
      if (file.startsWith("@")) {
        throw checks.error(noArguments(file));
      }
    }
    requireOneStandardInput(more, checks);
    checks.require(
        sha256 == null || Sha256.isOne(sha256),
        "Invalid value for option '--sha256': expected 64 hexadecimal digits, found '"
            + sha256
            + "'");
  }

  /** Says that a file of arguments, written {@code @FILE}, cannot be read. */
  public static String noArguments(String argument) {
    String file = argument.substring(1);
    return "Unexpected argument: '" + argument + "'; no file '" + file + "' can be read for more";
  }
}

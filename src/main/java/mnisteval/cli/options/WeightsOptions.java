package mnisteval.cli.options;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import mnisteval.input.InputException;
import mnisteval.input.Sha256;
import mnisteval.input.Source;
import picocli.CommandLine.Option;

/** The options that say which files of weights are read. */
public final class WeightsOptions {
  @Option(
      names = "--weights",
      paramLabel = "FILE",
      description =
          "The network: a pickle, .npz, .npy, PyTorch state_dict, .safetensors, ONNX, JSON or CSV file,"
              + " gzipped or not; - reads it from standard input, an http or https URL is fetched."
              + " Several are compared.")
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

  /** Returns whether the options and these arguments name one file of weights, and no folder. */
  public boolean isSingle(List<String> more, UsageChecks checks) {
    return weights.size() + more.size() == 1
        && (!weights.isEmpty() || !isFolder(more.get(0), checks));
  }

  /**
   * Returns all files of weights in the order they were given, those of a folder in the order of
   * their names.
   *
   * @param more arguments that are files or folders
   * @param in standard input, for the file {@code -}
   * @throws InputException if a folder can't be read or holds no file
   */
  public List<Source> sources(List<String> more, UsageChecks checks, InputStream in)
      throws IOException {
    check(more, checks);
    List<Source> sources = new ArrayList<>();
    for (String file : weights) {
      sources.add(checks.source(file, in));
    }
    for (String file : more) {
      if (isFolder(file, checks)) {
        addFolder(checks.path(file), sources);
      } else {
        sources.add(checks.source(file, in));
      }
    }
    checks.require(
        sha256 == null || sources.size() == 1,
        "--sha256 goes with one file of weights, here are " + sources.size());
    for (int i = 0; i < sources.size(); i++) {
      Source source = sources.get(i);
      source = maxUnpacked == 0 ? source : source.withLimit(maxUnpacked);
      sources.set(i, sha256 == null ? source : source.verified(sha256));
    }
    return sources;
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

  private static boolean isFolder(String file, UsageChecks checks) {
    return !file.equals("-") && !UsageChecks.isUrl(file) && Files.isDirectory(checks.path(file));
  }

  private static void addFolder(Path folder, List<Source> sources) throws IOException {
    List<Path> files = new ArrayList<>();
    try (var entries = Files.newDirectoryStream(folder)) {
      for (Path entry : entries) {
        if (!Files.isDirectory(entry) && !entry.getFileName().toString().startsWith(".")) {
          files.add(entry);
        }
      }
    } catch (IOException e) {
      throw new InputException(folder.toString(), "cannot be read as a folder", e);
    }
    if (files.isEmpty()) {
      throw new InputException(
          folder.toString(), "an empty folder (expected files of weights, found none)");
    }
    Collections.sort(files);
    for (Path file : files) {
      sources.add(Source.file(file));
    }
  }
}

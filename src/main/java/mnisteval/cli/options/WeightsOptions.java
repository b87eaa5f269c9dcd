package mnisteval.cli.options;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import mnisteval.input.InputException;
import mnisteval.input.Source;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The arguments that say which networks are evaluated. */
public final class WeightsOptions {
  @Option(
      names = "--weights",
      paramLabel = "FILE",
      description =
          "The network: a pickle, .npz, .npy, PyTorch state_dict or .safetensors file, zipped by"
              + " gzip or not; - reads it from standard input, an http or https URL is fetched."
              + " Several are compared.")
  private List<String> weights = new ArrayList<>();

  @Parameters(
      arity = "0..*",
      paramLabel = "FILE",
      description = "More files of weights, or folders of them.")
  private List<String> more = new ArrayList<>();

  /** The only file of weights, or null if there may be several. */
  public Source single(UsageChecks arguments, InputStream in) throws InputException {
    check(arguments);
    if (weights.size() + more.size() > 1 || weights.isEmpty() && isFolder(arguments)) {
      return null;
    }
    String only = weights.isEmpty() ? more.get(0) : weights.get(0);
    return NetworkOptions.source(only, arguments, in);
  }

  private boolean isFolder(UsageChecks arguments) {
    String only = more.get(0);
    return !only.equals("-") && !UsageChecks.isUrl(only) && Files.isDirectory(arguments.path(only));
  }

  /**
   * All files of weights, in the order they were given, those of a folder in the order of their
   * names.
   *
   * @throws InputException if a folder can't be read or holds no file
   */
  public List<Source> all(UsageChecks arguments, InputStream in) throws IOException {
    List<Source> sources = new ArrayList<>();
    for (String file : weights) {
      sources.add(NetworkOptions.source(file, arguments, in));
    }
    for (String file : more) {
      if (!file.equals("-")
          && !UsageChecks.isUrl(file)
          && Files.isDirectory(arguments.path(file))) {
        addFolder(arguments.path(file), sources);
      } else {
        sources.add(NetworkOptions.source(file, arguments, in));
      }
    }
    return sources;
  }

  private void check(UsageChecks arguments) {
    if (weights.isEmpty() && more.isEmpty()) {
      throw arguments.fault("Missing required option: '--weights=FILE'");
    }
    for (String file : more) {
      // No name, but to the file system the folder that the program is run in.
      if (file.isEmpty()) {
        throw arguments.fault("Unexpected argument: ''");
      }
      if (file.startsWith("@")) {
        throw arguments.fault(
            "Unexpected argument: '"
                + file
                + "'; no file '"
                + file.substring(1)
                + "' can be read for more");
      }
    }
    if (Collections.frequency(weights, "-") + Collections.frequency(more, "-") > 1) {
      throw arguments.fault("- stands for standard input, which can be read only once");
    }
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

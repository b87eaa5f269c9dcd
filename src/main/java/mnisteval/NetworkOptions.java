package mnisteval;

import java.io.InputStream;
import mnisteval.input.Download;
import mnisteval.input.InputException;
import mnisteval.input.Source;
import mnisteval.network.Activation;
import mnisteval.network.Network;
import mnisteval.network.PixelScale;
import picocli.CommandLine.Option;

/** The options that say how a file of weights is read, of whatever network it holds. */
final class NetworkOptions {
  @Option(
      names = "--sha256",
      paramLabel = "HEX",
      description = "Read the weights only if this is the sha256 of their file, as it lies there.")
  private String sha256;

  @Option(
      names = "--max-unpacked",
      paramLabel = "SIZE",
      converter = SizeConverter.class,
      description = "Most bytes of weights, unzipped, such as 512M. Default: 256M.")
  private long maxUnpacked;

  @Option(
      names = "--activation",
      paramLabel = "sigmoid|relu|tanh",
      converter = Choice.OfActivation.class,
      description = "What the hidden layers do. Default: sigmoid.")
  private Activation activation = Activation.SIGMOID;

  @Option(
      names = "--pixels",
      paramLabel = "unit|raw",
      converter = Choice.OfPixelScale.class,
      description = "Give the network pixels from 0 to 1 (unit) or 0 to 255 (raw). Default: unit.")
  private PixelScale pixels = PixelScale.UNIT;

  /**
   * Checks the options.
   *
   * @param files how many files of weights there are
   */
  void check(Arguments arguments, int files) {
    arguments.requireSha256("--sha256", sha256);
    if (sha256 != null && files > 1) {
      throw arguments.fault("--sha256 goes with one file of weights, here are " + files);
    }
  }

  /** Where the weights come from: {@code -}, a URL or a file. Nothing is read yet. */
  static Source source(String weights, Arguments arguments, InputStream in) throws InputException {
    if (weights.equals("-")) {
      return StandardInput.source(in);
    }
    return Arguments.isUrl(weights)
        ? Download.source(weights)
        : Source.file(arguments.path(weights));
  }

  Network network(Source weights) throws InputException {
    return Network.read(wanted(weights), activation, pixels);
  }

  private Source wanted(Source weights) throws InputException {
    Source accepted = maxUnpacked == 0 ? weights : weights.accepting(maxUnpacked);
    return sha256 == null ? accepted : accepted.verified(sha256);
  }
}

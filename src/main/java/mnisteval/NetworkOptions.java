package mnisteval;

import java.io.IOException;
import java.io.InputStream;
import mnisteval.input.Source;
import mnisteval.network.Activation;
import mnisteval.network.Network;
import mnisteval.network.PixelScale;
import picocli.CommandLine.Option;

/** The options that say what the network is. */
final class NetworkOptions {
  @Option(
      names = "--weights",
      paramLabel = "FILE",
      description =
          "Pickled dict of the numpy arrays W1, b1 ... Wn, bn, zipped by gzip or not; - reads it"
              + " from standard input. Required.")
  private String weights;

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

  void check(Arguments arguments) {
    // Not required of picocli: it would say that of a misspelt option, and not how it is spelt.
    if (weights == null) {
      throw arguments.fault("Missing required option: '--weights=FILE'");
    }
  }

  /** Whether the network is read from standard input. */
  boolean fromStandardInput() {
    return weights.equals("-");
  }

  Network network(Arguments arguments, InputStream in) throws IOException {
    Source source =
        fromStandardInput()
            ? Source.stream("standard input", in)
            : Source.file(arguments.path(weights));
    return Network.read(source, activation, pixels);
  }
}

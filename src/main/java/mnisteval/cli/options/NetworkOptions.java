package mnisteval.cli.options;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import mnisteval.cli.AccuracyRun;
import mnisteval.idx.ImageSet;
import mnisteval.idx.LabeledImages;
import mnisteval.input.Download;
import mnisteval.input.InputException;
import mnisteval.input.Source;
import mnisteval.network.Activation;
import mnisteval.network.PixelScale;
import mnisteval.weights.WeightsFile;
import mnisteval.weights.array.NamedArrays;
import mnisteval.weights.layers.Layout;
import mnisteval.weights.layers.LoadedNetwork;
import mnisteval.weights.layers.NetworkReader;
import mnisteval.weights.layers.ReadOptions;
import picocli.CommandLine.Option;

/** The options that say how a file of weights is read, of whatever network it holds. */
public final class NetworkOptions {
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
      description = "What the hidden layers do. Default: what the file names, or else sigmoid.")
  private Activation activation;

  @Option(
      names = "--pixels",
      paramLabel = "unit|raw|MEAN,STD",
      converter = PixelScaleConverter.class,
      description =
          "Give the network pixels from 0 to 1 (unit), 0 to 255 (raw), or (pixel/255 - MEAN)/STD."
              + " Default: unit.")
  private PixelScale pixels = PixelScale.UNIT;

  @Option(
      names = "--layout",
      paramLabel = "auto|in-out|out-in",
      description =
          "Weights are (inputs, outputs), or (outputs, inputs) as in PyTorch. Default: auto, as"
              + " their shapes say.")
  private Layout layout = Layout.AUTO;

  /**
   * Checks the options.
   *
   * @param files how many files of weights there are
   */
  public void check(UsageChecks arguments, int files) {
    arguments.requireSha256("--sha256", sha256);
    if (sha256 != null && files > 1) {
      throw arguments.fault("--sha256 goes with one file of weights, here are " + files);
    }
  }

  /** Where the weights come from: {@code -}, a URL or a file. Nothing is read yet. */
  public static Source source(String weights, UsageChecks arguments, InputStream in)
      throws InputException {
    if (weights.equals("-")) {
      return StandardInput.source(in);
    }
    return UsageChecks.isUrl(weights)
        ? Download.source(weights)
        : Source.file(arguments.path(weights));
  }

  /**
   * Reads the network, and says on standard error what is to be known of how it was read.
   *
   * @param images whose size tells layouts apart that both fit, or null
   */
  public LoadedNetwork network(Source weights, ImageSet images, PrintStream err)
      throws IOException {
    ReadOptions options = new ReadOptions(activation, pixels, layout, 0);
    NamedArrays arrays = WeightsFile.read(wanted(weights));
    LoadedNetwork network = NetworkReader.of(arrays, weights.name(), options);
    if (images != null && network.interpretation().bothFit()) {
      int pixelsOfAnImage;
      try (LabeledImages open = images.open()) {
        pixelsOfAnImage = open.imageSize();
      }
      network = NetworkReader.of(arrays, weights.name(), options.withInputs(pixelsOfAnImage));
    }
    AccuracyRun.sayNotes(network, err);
    return network;
  }

  private Source wanted(Source weights) throws InputException {
    Source accepted = maxUnpacked == 0 ? weights : weights.accepting(maxUnpacked);
    return sha256 == null ? accepted : accepted.verified(sha256);
  }
}

package mnisteval.cli.options;

import mnisteval.evaluation.ClassOrder;
import mnisteval.network.Activation;
import mnisteval.network.PixelScale;
import mnisteval.weights.layers.Layout;
import mnisteval.weights.layers.ReadOptions;
import picocli.CommandLine.Option;

/** The options that say what no file of weights tells for sure. */
public final class NetworkOptions {
  @Option(
      names = "--activation",
      paramLabel = "sigmoid|relu|tanh",
      description =
          "Activation of the hidden layers. Default: the one that the file names, else sigmoid.")
  private Activation activation;

  @Option(
      names = "--pixels",
      paramLabel = "unit|raw|MEAN,STD",
      converter = Converters.OfPixelScale.class,
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

  @Option(
      names = "--class-order",
      paramLabel = "LABELS",
      converter = Converters.OfClassOrder.class,
      description =
          "The label of each output, first to last, such as 1-9,0 (MATLAB, Octave) or 1-26"
              + " (EMNIST's letters). Default: from 0 on.")
  private ClassOrder order;

  /** Returns the labels of the network's outputs, or null if output k is label k. */
  public ClassOrder order() {
    return order;
  }

  /** Returns how a file of weights is read. */
  public ReadOptions reading() {
    return new ReadOptions(activation, pixels, layout, 0);
  }
}

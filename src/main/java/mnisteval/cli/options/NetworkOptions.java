package mnisteval.cli.options;

import java.util.List;
import mnisteval.evaluation.ClassOrder;
import mnisteval.network.Activation;
import mnisteval.network.PixelScale;
import mnisteval.weights.layers.FoldedBias;
import mnisteval.weights.layers.Layout;
import mnisteval.weights.layers.ReadOptions;
import picocli.CommandLine.Option;

/** The options that say what no file of weights tells for sure. */
public final class NetworkOptions {
  @Option(
      names = "--activation",
      paramLabel = "auto|sigmoid|relu|tanh|leaky_relu|gelu|elu|softplus|identity",
      converter = NetworkConverters.OfActivations.class,
      description =
          "Activation of the hidden layers, or one for each: relu,sigmoid. leaky_relu has the slope"
              + " 0.01; leaky_relu:0.2 has another. auto"
              + " takes the best on the labels. Default: what the file names, else sigmoid.")
  private NetworkConverters.Setting<List<Activation>> activation;

  @Option(
      names = "--pixels",
      paramLabel = "auto|unit|raw|MEAN,STD|LOW..HIGH",
      converter = NetworkConverters.OfPixelScale.class,
      description =
          "Give the network pixels from 0 to 1 (unit), 0 to 255 (raw), (pixel/255 - MEAN)/STD, or"
              + " from LOW to HIGH: 0.01..1, or 1..0 for inverted images; auto takes the best on the"
              + " labels. Default: unit.")
  private NetworkConverters.Setting<PixelScale> pixels;

  @Option(
      names = "--layout",
      paramLabel = "auto|in-out|out-in",
      description =
          "Weights are (inputs, outputs), or (outputs, inputs) as in PyTorch. Default: auto, as"
              + " their shapes say.")
  private Layout layout = Layout.AUTO;

  @Option(
      names = "--bias",
      paramLabel = "first|last|none",
      description =
          "Biases are the first or the last row of inputs of each matrix, which then has one more"
              + " than pixels or units. Default: none, as biases are arrays of their own.")
  private FoldedBias bias = FoldedBias.NONE;

  @Option(
      names = "--class-order",
      paramLabel = "LABELS",
      converter = NetworkConverters.OfClassOrder.class,
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
    return new ReadOptions(
        activation == null ? null : activation.value(),
        pixels == null ? null : pixels.value(),
        layout,
        0,
        bias == FoldedBias.NONE ? null : bias);
  }

  /** Returns which settings are chosen by the labels, or null if none is. */
  public Auto auto() {
    boolean chosen = activation != null && activation.value() == null;
    boolean scaled = pixels != null && pixels.value() == null;
    return chosen || scaled ? new Auto(chosen, scaled) : null;
  }
}

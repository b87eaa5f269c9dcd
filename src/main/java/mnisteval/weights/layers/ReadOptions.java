package mnisteval.weights.layers;

import java.util.List;
import mnisteval.network.Activation;
import mnisteval.network.PixelScale;

/**
 * How to read a network, where its file does not say it.
 *
 * @param activations one for all hidden layers, or one for each of them; null if the user names
 *     none, for those that the file names, or else sigmoid
 * @param pixels how pixels are scaled before they enter the network; null if the user does not say
 *     it, for {@link PixelScale#UNIT}
 * @param layout which dimension of the weights is which
 * @param inputs pixels of an image, which decides if both layouts fit; 0 if unknown
 * @param bias where the biases are in the weights, or null if they are arrays of their own
 */
public record ReadOptions(
    List<Activation> activations, PixelScale pixels, Layout layout, int inputs, FoldedBias bias) {
  /** Makes options for biases that are arrays of their own. */
  public ReadOptions(List<Activation> activations, PixelScale pixels, Layout layout, int inputs) {
    this(activations, pixels, layout, inputs, null);
  }

  /** Returns the same options for images of this many pixels. */
  public ReadOptions withInputs(int pixelsOfAnImage) {
    return new ReadOptions(activations, pixels, layout, pixelsOfAnImage, bias);
  }

  /**
   * Returns options that find the layout by the shapes.
   *
   * @param activation of all hidden layers, or null
   */
  public static ReadOptions of(Activation activation, PixelScale pixels, int inputs) {
    List<Activation> activations = activation == null ? null : List.of(activation);
    return new ReadOptions(activations, pixels, Layout.AUTO, inputs);
  }
}

package mnisteval.weights.layers;

import mnisteval.network.Activation;
import mnisteval.network.PixelScale;

/**
 * What is said about a network beyond its file.
 *
 * @param activation of the hidden layers; null for that the file names, or else sigmoid
 * @param pixels what becomes of a pixel before it enters the network
 * @param layout which dimension of the weights is which
 * @param inputs pixels of an image, which tells layouts apart that both fit; 0 if not known
 */
public record ReadOptions(Activation activation, PixelScale pixels, Layout layout, int inputs) {
  /** The same options for images of this many pixels. */
  public ReadOptions withInputs(int pixelsOfAnImage) {
    return new ReadOptions(activation, pixels, layout, pixelsOfAnImage);
  }

  /** Options that leave the layout to the shapes. */
  public static ReadOptions of(Activation activation, PixelScale pixels, int inputs) {
    return new ReadOptions(activation, pixels, Layout.AUTO, inputs);
  }
}

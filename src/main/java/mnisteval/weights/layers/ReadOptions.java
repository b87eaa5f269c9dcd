package mnisteval.weights.layers;

import mnisteval.network.Activation;
import mnisteval.network.PixelScale;

/**
 * How to read a network, where its file does not say it.
 *
 * @param activation of the hidden layers; null for the one that the file names, or else sigmoid
 * @param pixels how pixels are scaled before they enter the network
 * @param layout which dimension of the weights is which
 * @param inputs pixels of an image, which decides if both layouts fit; 0 if unknown
 */
public record ReadOptions(Activation activation, PixelScale pixels, Layout layout, int inputs) {
  /** Returns the same options for images of this many pixels. */
  public ReadOptions withInputs(int pixelsOfAnImage) {
    return new ReadOptions(activation, pixels, layout, pixelsOfAnImage);
  }

  /** Returns options that find the layout by the shapes. */
  public static ReadOptions of(Activation activation, PixelScale pixels, int inputs) {
    return new ReadOptions(activation, pixels, Layout.AUTO, inputs);
  }
}

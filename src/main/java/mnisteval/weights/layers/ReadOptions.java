package mnisteval.weights.layers;

import mnisteval.idx.ImageSet;
import mnisteval.network.Activation;
import mnisteval.network.PixelScale;

/**
 * What is said about a network beyond its file.
 *
 * @param activation of the hidden layers; null for that the file names, or else sigmoid
 * @param pixels what becomes of a pixel before it enters the network
 * @param layout which dimension of the weights is which
 * @param maxParameters how many weights and biases it may have
 * @param images whose size tells layouts apart that both fit, opened only then; or null
 */
public record ReadOptions(
    Activation activation, PixelScale pixels, Layout layout, long maxParameters, ImageSet images) {
  /**
   * How many weights and biases a network has unasked. A file of a few bytes can make any number of
   * them, all of which are gone through for each image: with so many, 10,000 images take some five
   * seconds on one core. The book's network has 45,360, and 784-1200-1200-10 has 2.4 million.
   */
  public static final long MAX_PARAMETERS = 1 << 22;

  /** Where nothing is said of the layout and the number of parameters. */
  public static ReadOptions of(Activation activation, PixelScale pixels, ImageSet images) {
    return new ReadOptions(activation, pixels, Layout.AUTO, MAX_PARAMETERS, images);
  }
}

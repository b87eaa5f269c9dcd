package mnisteval.network;

import mnisteval.idx.ImageSet;

/**
 * What is said about a network beyond its file.
 *
 * @param activation of the hidden layers; null for that the file names, or else sigmoid
 * @param pixels what becomes of a pixel before it enters the network
 * @param layout which dimension of the weights is which
 * @param maxParameters how many weights and biases it may have
 * @param images whose size tells layouts apart that both fit, opened only then; or null
 */
public record ReadingOptions(
    Activation activation, PixelScale pixels, Layout layout, long maxParameters, ImageSet images) {
  /**
   * How many weights and biases a network has unasked. A file of a few bytes can make any number of
   * them, all of which are gone through for each image: with so many, 10,000 images take some ten
   * seconds. The book's network has 45,360, the largest plain one that is published for MNIST 12
   * million.
   */
  public static final long MAX_PARAMETERS = 1 << 24;

  /** Where nothing is said of the layout and the number of parameters. */
  public static ReadingOptions of(Activation activation, PixelScale pixels, ImageSet images) {
    return new ReadingOptions(activation, pixels, Layout.AUTO, MAX_PARAMETERS, images);
  }
}

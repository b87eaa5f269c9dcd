package mnisteval.network;

import mnisteval.idx.ImageSet;

/**
 * What is said about a network beyond its file.
 *
 * @param activation of the hidden layers; null for that the file names, or else sigmoid
 * @param pixels what becomes of a pixel before it enters the network
 * @param layout which dimension of the weights is which
 * @param images whose size tells layouts apart that both fit, opened only then; or null
 */
public record ReadingOptions(
    Activation activation, PixelScale pixels, Layout layout, ImageSet images) {}

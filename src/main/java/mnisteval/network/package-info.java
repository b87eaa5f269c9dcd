/**
 * Named arrays to the layers of a network, and the forward pass: from the pixels of an image to
 * class probabilities, in plain Java and float64.
 */
package mnisteval.network;

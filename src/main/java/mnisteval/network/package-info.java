/**
 * The arithmetic: layers, activations, and the forward pass from pixels to class probabilities.
 *
 * <p>API of the library.
 */
package mnisteval.network;

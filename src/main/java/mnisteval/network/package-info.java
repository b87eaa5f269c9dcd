/** The arithmetic: layers, activations, and the forward pass from pixels to class probabilities. */
package mnisteval.network;

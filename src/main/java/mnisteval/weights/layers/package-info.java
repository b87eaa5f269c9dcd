/**
 * Finds the layers of a network in named arrays, by their names and shapes.
 *
 * <p>API of the library.
 */
package mnisteval.weights.layers;

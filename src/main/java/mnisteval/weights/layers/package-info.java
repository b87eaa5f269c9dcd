/** Finds the layers of a network in named arrays, by their names and shapes. */
package mnisteval.weights.layers;

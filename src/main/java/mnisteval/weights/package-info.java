/** Reads files of weights: each format has one small reader that ends in named arrays. */
package mnisteval.weights;

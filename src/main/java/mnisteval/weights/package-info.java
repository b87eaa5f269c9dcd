/**
 * Reads files of weights: each format has one small reader that ends in named arrays.
 *
 * <p>Internal: not part of the API of the library.
 */
package mnisteval.weights;

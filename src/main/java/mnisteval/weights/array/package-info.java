/**
 * Arrays of real numbers with names, in which every format of weights ends.
 *
 * <p>Internal: not part of the API of the library.
 */
package mnisteval.weights.array;

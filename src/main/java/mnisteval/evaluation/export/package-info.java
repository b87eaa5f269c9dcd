/**
 * Compares predictions that were made elsewhere with those of a network.
 *
 * <p>Internal: not part of the API of the library.
 */
package mnisteval.evaluation.export;

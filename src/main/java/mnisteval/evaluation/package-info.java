/**
 * Runs images through networks and counts the results.
 *
 * <p>API of the library.
 */
package mnisteval.evaluation;

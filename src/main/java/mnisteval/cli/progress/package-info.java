/**
 * Shows on a terminal how far a long run is.
 *
 * <p>Internal: not part of the API of the library.
 */
package mnisteval.cli.progress;

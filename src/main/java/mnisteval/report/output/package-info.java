/**
 * Writes files so that none is ever left half-written.
 *
 * <p>Internal: not part of the API of the library.
 */
package mnisteval.report.output;

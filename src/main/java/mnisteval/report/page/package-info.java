/**
 * Lays out the results of a run as one HTML page.
 *
 * <p>Internal: not part of the API of the library.
 */
package mnisteval.report.page;

/**
 * Lays out the results of a run as text, JSON, CSV or Markdown.
 *
 * <p>Internal: not part of the API of the library.
 */
package mnisteval.report;

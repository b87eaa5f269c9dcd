/**
 * What parts of a run have counted, in files that are merged into the report of the whole run.
 *
 * <p>Internal: not part of the API of the library.
 */
package mnisteval.report.partial;

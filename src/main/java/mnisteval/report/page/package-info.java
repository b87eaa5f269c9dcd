/** Lays out the results of a run as one HTML page. */
package mnisteval.report.page;

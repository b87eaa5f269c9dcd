/** Writes files so that none is ever left half-written. */
package mnisteval.report.output;

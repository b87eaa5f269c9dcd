/** Lays out the results of a run as text, JSON, CSV or Markdown. */
package mnisteval.report;

/** Lays out what was measured as text, JSON, CSV or Markdown. */
package mnisteval.report;

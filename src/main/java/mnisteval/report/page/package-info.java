/** Lays out what was measured as an HTML page that needs nothing beside it. */
package mnisteval.report.page;

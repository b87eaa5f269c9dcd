/** What was measured, as text. */
package mnisteval.report;

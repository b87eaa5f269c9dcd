/** Runs images through networks and counts the results. */
package mnisteval.evaluation;

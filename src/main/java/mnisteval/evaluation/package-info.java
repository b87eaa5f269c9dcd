/** Runs images through networks and counts what comes of them. */
package mnisteval.evaluation;

/** Compares predictions that were made elsewhere with those of a network. */
package mnisteval.evaluation.export;

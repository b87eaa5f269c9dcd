/** Computes metrics from the counts: accuracy intervals, the confusion matrix, calibration. */
package mnisteval.evaluation.metrics;

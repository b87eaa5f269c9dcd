/**
 * Computes metrics from the counts: accuracy intervals, the confusion matrix, calibration.
 *
 * <p>API of the library.
 */
package mnisteval.evaluation.metrics;

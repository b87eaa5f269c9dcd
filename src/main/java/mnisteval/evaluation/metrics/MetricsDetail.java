package mnisteval.evaluation.metrics;

/** How much {@link Metrics} tell; each tells what those before it do. */
public enum MetricsDetail {
  /** What is one figure for all images: the lists, but for top-k, and the matrix are empty. */
  FIGURES,
  /** The figures of each class, calibration and the pairs most confused: the matrix is empty. */
  CLASSES,
  /** Everything. */
  MATRIX
}

package mnisteval.evaluation;

import java.math.BigDecimal;

/**
 * The accuracies that a run must reach to pass: from the lowest to the highest, both included.
 *
 * @param lowest the least accuracy that passes
 * @param highest the greatest accuracy that passes
 * @param wanted the two in words
 */
public record Gate(BigDecimal lowest, BigDecimal highest, String wanted) {
  /** An accuracy that differs from {@code accuracy} by {@code tolerance} at most. */
  public static Gate expect(BigDecimal accuracy, BigDecimal tolerance) {
    return new Gate(
        accuracy.subtract(tolerance),
        accuracy.add(tolerance),
        accuracy.toPlainString() + " ± " + tolerance.toPlainString());
  }

  /** An accuracy of {@code accuracy} or more. */
  public static Gate atLeast(BigDecimal accuracy) {
    return new Gate(accuracy, BigDecimal.ONE, "at least " + accuracy.toPlainString());
  }

  /**
   * Whether the accuracy passes. Compares {@code correct} with the bounds times {@code total},
   * which is exact: no quotient is rounded.
   */
  public boolean holds(Accuracy evaluation) {
    BigDecimal correct = BigDecimal.valueOf(evaluation.correct());
    BigDecimal total = BigDecimal.valueOf(evaluation.total());
    return correct.compareTo(lowest.multiply(total)) >= 0
        && correct.compareTo(highest.multiply(total)) <= 0;
  }
}

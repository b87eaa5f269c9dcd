package mnisteval.evaluation;

import java.math.BigDecimal;

/**
 * The range of accuracies with which a run passes.
 *
 * @param lowest the least accuracy that passes
 * @param highest the greatest accuracy that passes
 * @param wanted the range in words, for messages
 */
public record Gate(BigDecimal lowest, BigDecimal highest, String wanted) {
  /** Returns a gate for accuracies that differ from this one by {@code tolerance} at most. */
  public static Gate expect(BigDecimal accuracy, BigDecimal tolerance) {
    return new Gate(
        accuracy.subtract(tolerance),
        accuracy.add(tolerance),
        accuracy.toPlainString() + " ± " + tolerance.toPlainString());
  }

  /** Returns a gate for this accuracy or more. */
  public static Gate atLeast(BigDecimal accuracy) {
    return new Gate(accuracy, BigDecimal.ONE, "at least " + accuracy.toPlainString());
  }

  /**
   * Returns whether the accuracy passes. Compares {@code correct} with the bounds times {@code
   * total}, which is exact: no quotient is rounded.
   */
  public boolean holds(Accuracy accuracy) {
    BigDecimal correct = BigDecimal.valueOf(accuracy.correct());
    BigDecimal total = BigDecimal.valueOf(accuracy.total());
    return correct.compareTo(lowest.multiply(total)) >= 0
        && correct.compareTo(highest.multiply(total)) <= 0;
  }
}

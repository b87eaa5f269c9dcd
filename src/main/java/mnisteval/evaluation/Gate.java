package mnisteval.evaluation;

import java.math.BigDecimal;

/**
 * The range of accuracies, or of recalls, with which a run passes, both ends included.
 *
 * @param name the option that asks for it, without dashes
 * @param lowest the least accuracy that passes
 * @param highest the greatest accuracy that passes
 * @param wanted the range in words, for messages
 * @hidden not part of the API
 */
public record Gate(String name, Bound lowest, Bound highest, String wanted) {
  /**
   * An accuracy as it is written: a decimal, or a fraction such as 59732/60000.
   *
   * @param number the decimal, or what stands above the line
   * @param over 1, or what stands below the line
   * @hidden not part of the API
   */
  public record Bound(BigDecimal number, BigDecimal over) {
    /** Returns a decimal. */
    public static Bound of(BigDecimal decimal) {
      return new Bound(decimal, BigDecimal.ONE);
    }

    private Bound plus(BigDecimal difference) {
      return new Bound(number.add(difference.multiply(over)), over);
    }

    /**
     * Returns how an accuracy compares with this one: less than 0, 0 or more than 0. Compares
     * products, so that no quotient is rounded; but a decimal equals every accuracy that is printed
     * like it, since these stand for the same double.
     */
    private int compare(Accuracy accuracy) {
      boolean decimal = over.equals(BigDecimal.ONE);
      if (decimal && number.doubleValue() == accuracy.accuracy()) {
        return 0;
      }
      BigDecimal correct = BigDecimal.valueOf(accuracy.correct());
      BigDecimal total = BigDecimal.valueOf(accuracy.total());
      return correct.multiply(over).compareTo(number.multiply(total));
    }

    @Override
    public String toString() {
      boolean decimal = over.equals(BigDecimal.ONE);
      return number.toPlainString() + (decimal ? "" : "/" + over.toPlainString());
    }
  }

  /** Returns a gate for accuracies that differ from this one by {@code tolerance} at most. */
  public static Gate expect(Bound accuracy, BigDecimal tolerance) {
    return new Gate(
        "expect",
        accuracy.plus(tolerance.negate()),
        accuracy.plus(tolerance),
        accuracy + " ± " + tolerance.toPlainString());
  }

  /**
   * Returns a gate for this accuracy or more.
   *
   * @param name the option that asks for it, without dashes
   */
  public static Gate atLeast(String name, Bound accuracy) {
    return new Gate(name, accuracy, Bound.of(BigDecimal.ONE), "at least " + accuracy);
  }

  /**
   * Returns a gate for accuracies that are less than an earlier one by so much at most.
   *
   * @param text of the earlier accuracy
   */
  public static Gate drop(Accuracy earlier, String text, BigDecimal drop) {
    BigDecimal correct = BigDecimal.valueOf(earlier.correct());
    Bound lowest = new Bound(correct, BigDecimal.valueOf(earlier.total())).plus(drop.negate());
    String wanted = "at least " + text + " - " + drop.toPlainString();
    return new Gate("max-drop", lowest, Bound.of(BigDecimal.ONE), wanted);
  }

  /** Returns whether the accuracy passes; the recall of a class is that of its images alone. */
  public boolean holds(Accuracy accuracy) {
    return lowest.compare(accuracy) >= 0 && highest.compare(accuracy) <= 0;
  }
}

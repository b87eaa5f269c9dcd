package mnisteval.cli.inspect;

import java.util.PrimitiveIterator;
import mnisteval.weights.array.NdArray;

/**
 * Where the finite numbers of an array lie.
 *
 * @param finite how many there are; the others are meaningless if there are none
 * @param min the least
 * @param max the greatest
 * @param mean their sum / their number
 */
record NumberRange(int finite, double min, double max, double mean) {
  static NumberRange of(NdArray array) {
    int finite = 0;
    double min = Double.POSITIVE_INFINITY;
    double max = Double.NEGATIVE_INFINITY;
    for (PrimitiveIterator.OfDouble all = array.iterator(); all.hasNext(); ) {
      double number = all.nextDouble();
      if (Double.isFinite(number)) {
        finite++;
        min = Math.min(min, number);
        max = Math.max(max, number);
      }
    }
    return new NumberRange(finite, min, max, mean(array, finite));
  }

  /** Divided before they are added: the sum of finite numbers may not be finite. */
  private static double mean(NdArray array, int finite) {
    double mean = 0;
    for (PrimitiveIterator.OfDouble all = array.iterator(); all.hasNext(); ) {
      double number = all.nextDouble();
      mean += Double.isFinite(number) ? number / finite : 0;
    }
    return mean;
  }
}

package mnisteval.weights;

import java.util.PrimitiveIterator;
import mnisteval.weights.array.DType;
import mnisteval.weights.array.NdArray;

/** Tells files that are nothing but numbers, such as numpy's {@code W.tofile('W.bin')} writes. */
final class RawNumbers {
  /** Fewer could be anything. */
  private static final int FEWEST = 16;

  /** No weight is as large; letters and random bytes are, read as numbers. */
  private static final double LARGEST = 1e6;

  /** Most weights are larger; halves of float64 numbers are not, read as float32. */
  private static final double SMALL = 1e-8;

  private RawNumbers() {}

  /**
   * Returns what a file of unknown format holds if it looks like little-endian numbers.
   *
   * @return such as {@code 160 raw numbers without names and shapes, which look like float32}; or
   *     null
   */
  static String describe(byte[] bytes) {
    for (String code : new String[] {"f4", "f8"}) {
      DType dtype = DType.of(code);
      int count = bytes.length / dtype.size();
      if (bytes.length % dtype.size() == 0
          && count >= FEWEST
          && areWeights(NdArray.of(dtype, new int[] {count}, false, bytes, 0, bytes.length))) {
        return count
            + " raw numbers without names and shapes, which look like float"
            + 8 * dtype.size();
      }
    }
    return null;
  }

  /** Returns whether no number is large, and few are tiny; 0 is neither, but not all are. */
  private static boolean areWeights(NdArray numbers) {
    int tiny = 0;
    int ordinary = 0;
    PrimitiveIterator.OfDouble all = numbers.iterator();
    while (all.hasNext()) {
      double magnitude = Math.abs(all.nextDouble());
      if (!(magnitude <= LARGEST)) {
        return false;
      }
      tiny += magnitude > 0 && magnitude < SMALL ? 1 : 0;
      ordinary += magnitude >= SMALL ? 1 : 0;
    }
    return ordinary > 0 && tiny <= ordinary / 10;
  }
}

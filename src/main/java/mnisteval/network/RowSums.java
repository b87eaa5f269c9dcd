package mnisteval.network;

/**
 * Rows of numbers times factors, added to sums: where nearly all of the time goes. C2 turns these
 * loops into vector instructions as they stand: plain indices from 0, one array a row. Some rows in
 * one go halve the loads and stores of the sums; from six on, C2 makes no vectors any more.
 *
 * <p>How much of C2's vectors is used depends on how long a loop has been so far: four numbers at a
 * time up to a length of 70, all that fit from 150 on (JDK 17, by its assembly). So a method for
 * rows of weights, as long as a layer is wide, is not used for rows of images, and five of the
 * short rows cost little more than four.
 */
final class RowSums {
  /** Of so many outputs at a time, the sums of a block of images stay in a core's first cache. */
  static final int OUTPUTS = 8;

  private RowSums() {}

  /** {@code sum[j] += x * row[j]} for each j below {@code count}. */
  static void add(double x, double[] row, double[] sum, int count) {
    for (int j = 0; j < count; j++) {
      sum[j] += x * row[j];
    }
  }

  /** The same with four rows, of images. */
  static void add4(
      double x0,
      double[] row0,
      double x1,
      double[] row1,
      double x2,
      double[] row2,
      double x3,
      double[] row3,
      double[] sum,
      int count) {
    for (int j = 0; j < count; j++) {
      sum[j] += x0 * row0[j] + x1 * row1[j] + x2 * row2[j] + x3 * row3[j];
    }
  }

  /** The same with five rows, of weights. */
  static void add5(
      double x0,
      double[] row0,
      double x1,
      double[] row1,
      double x2,
      double[] row2,
      double x3,
      double[] row3,
      double x4,
      double[] row4,
      double[] sum,
      int count) {
    for (int j = 0; j < count; j++) {
      sum[j] += x0 * row0[j] + x1 * row1[j] + x2 * row2[j] + x3 * row3[j] + x4 * row4[j];
    }
  }
}

package mnisteval.network;

/**
 * Adds rows of numbers, each times a factor, to a row of sums. Nearly all of the time goes here.
 *
 * <p>All arrays are one-dimensional and at least {@code count} long. C2, the JVM's optimizing
 * compiler, turns these loops into vector instructions only as they stand: indices from 0, one
 * array for each row. Adding several rows in one loop loads and stores the sums less often; with
 * six rows or more, C2 uses no vector instructions any more. In float32, half the bytes mean half
 * the loads.
 *
 * <p>C2 chooses the width of its vectors by how long a loop has run so far: four numbers at a time
 * up to a length of 70, as many as fit from 150 on (JDK 17, seen in its assembly). So rows of
 * weights, as long as a layer is wide, and rows of images have a method each: {@code add5} for
 * weights, since a fifth short row costs little, {@code add4} for images.
 */
final class RowSums {
  /** With so many outputs at a time, the sums of a block of images stay in a core's first cache. */
  static final int OUTPUTS = 8;

  private RowSums() {}

  /** Computes {@code sum[j] += x * row[j]} for each j below {@code count}. */
  static void add(double x, double[] row, double[] sum, int count) {
    for (int j = 0; j < count; j++) {
      sum[j] += x * row[j];
    }
  }

  /** Adds four rows, each a number for every image. */
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

  /** Adds five rows, each the weights that leave one input. */
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

  static void add(float x, float[] row, float[] sum, int count) {
    for (int j = 0; j < count; j++) {
      sum[j] += x * row[j];
    }
  }

  static void add4(
      float x0,
      float[] row0,
      float x1,
      float[] row1,
      float x2,
      float[] row2,
      float x3,
      float[] row3,
      float[] sum,
      int count) {
    for (int j = 0; j < count; j++) {
      sum[j] += x0 * row0[j] + x1 * row1[j] + x2 * row2[j] + x3 * row3[j];
    }
  }

  static void add5(
      float x0,
      float[] row0,
      float x1,
      float[] row1,
      float x2,
      float[] row2,
      float x3,
      float[] row3,
      float x4,
      float[] row4,
      float[] sum,
      int count) {
    for (int j = 0; j < count; j++) {
      sum[j] += x0 * row0[j] + x1 * row1[j] + x2 * row2[j] + x3 * row3[j] + x4 * row4[j];
    }
  }
}

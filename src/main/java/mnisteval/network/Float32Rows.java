package mnisteval.network;

/** {@link RowSums} in float32: as C2 compiles them, half the bytes are half the loads. */
final class Float32Rows {
  private Float32Rows() {}

  /** {@code sum[j] += x * row[j]} for each j below {@code count}. */
  static void add(float x, float[] row, float[] sum, int count) {
    for (int j = 0; j < count; j++) {
      sum[j] += x * row[j];
    }
  }

  /** The same with four rows, of images. */
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

  /** The same with five rows, of weights. */
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

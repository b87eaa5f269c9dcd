package mnisteval.network;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * {@link BlockPass} in float32: logits are within {@link Float32Network#error()} of those in
 * float64. One for each thread.
 */
final class Float32Pass {
  private final Float32Network network;
  private final int inputs;
  private final NonZeroPixels inked;
  private final float[] first;
  private final float[][][] sums;

  /**
   * Makes a pass through this network.
   *
   * @param images how many images there are in one go at most
   */
  Float32Pass(Float32Network network, int images) {
    this.network = network;
    inputs = network.weights(0).length;
    inked = new NonZeroPixels(inputs);
    first = new float[network.bias(0).length];
    sums = new float[network.layers()][][];
    for (int n = 0; n < sums.length; n++) {
      sums[n] = new float[network.bias(n).length][images];
    }
  }

  /**
   * Runs images through the network.
   *
   * @param pixels images of unsigned bytes, row by row
   * @param bytes the same, as {@link NonZeroPixels#littleEndian} gives them
   * @param from the first image, from 0
   * @param images how many, at most as many as the pass was made for
   * @return logits of shape (classes, images), in arrays that the next call overwrites
   */
  float[][] logits(byte[] pixels, ByteBuffer bytes, int from, int images) {
    float[][] x = sums[0];
    for (int image = 0; image < images; image++) {
      addPixels(pixels, bytes, (from + image) * inputs);
      float[] sum = first;
      for (int unit = 0; unit < sum.length; unit++) {
        x[unit][image] = sum[unit];
      }
    }
    for (int n = 1; n < sums.length; n++) {
      for (float[] row : x) {
        activate(row, images);
      }
      affine(network.weights(n), network.bias(n), x, sums[n], images);
      x = sums[n];
    }
    return x;
  }

  private void addPixels(byte[] pixels, ByteBuffer bytes, int offset) {
    System.arraycopy(network.bias(0), 0, first, 0, first.length);
    for (int start = 0; start < inputs; start += NonZeroPixels.MOST) {
      int length = Math.min(NonZeroPixels.MOST, inputs - start);
      addPixels(pixels, bytes, offset + start, start, length);
    }
  }

  private void addPixels(byte[] pixels, ByteBuffer bytes, int offset, int start, int length) {
    // Locals, since C2 reads fields again after each row.
    float[][] weights = network.weights(0);
    float[] values = network.pixelValues();
    float[] sum = first;
    int count = inked.find(bytes, offset, length);
    int n = 0;
    for (; n + 5 <= count; n += 5) {
      long four = inked.places(n);
      int i0 = (int) four & 0xffff;
      int i1 = (int) (four >>> 16) & 0xffff;
      int i2 = (int) (four >>> 32) & 0xffff;
      int i3 = (int) (four >>> 48);
      int i4 = inked.place(n + 4);
      Float32Rows.add5(
          values[pixels[offset + i0] & 0xff],
          weights[start + i0],
          values[pixels[offset + i1] & 0xff],
          weights[start + i1],
          values[pixels[offset + i2] & 0xff],
          weights[start + i2],
          values[pixels[offset + i3] & 0xff],
          weights[start + i3],
          values[pixels[offset + i4] & 0xff],
          weights[start + i4],
          sum,
          sum.length);
    }
    for (; n < count; n++) {
      int i = inked.place(n);
      Float32Rows.add(values[pixels[offset + i] & 0xff], weights[start + i], sum, sum.length);
    }
  }

  private void activate(float[] row, int images) {
    switch (network.activation()) {
      case SIGMOID -> Float32Sigmoid.apply(row, images);
      case RELU -> {
        for (int i = 0; i < images; i++) {
          row[i] = Math.max(row[i], 0);
        }
      }
      case TANH -> {
        // tanh(x) = 2 sigmoid(2x) - 1
        for (int i = 0; i < images; i++) {
          row[i] *= 2;
        }
        Float32Sigmoid.apply(row, images);
        for (int i = 0; i < images; i++) {
          row[i] = 2 * row[i] - 1;
        }
      }
    }
  }

  /**
   * {@code sum = W^T @ x + b}, for x of shape (inputs, images) and sum of shape (outputs, images);
   * a few outputs at a time, so that they, and the weights beside one another, stay in the cache.
   */
  private static void affine(float[][] w, float[] bias, float[][] x, float[][] sum, int images) {
    for (int from = 0; from < sum.length; from += RowSums.OUTPUTS) {
      int to = Math.min(from + RowSums.OUTPUTS, sum.length);
      for (int j = from; j < to; j++) {
        Arrays.fill(sum[j], 0, images, bias[j]);
      }
      int i = 0;
      for (; i + 4 <= x.length; i += 4) {
        float[] w0 = w[i];
        float[] w1 = w[i + 1];
        float[] w2 = w[i + 2];
        float[] w3 = w[i + 3];
        for (int j = from; j < to; j++) {
          Float32Rows.add4(
              w0[j], x[i], w1[j], x[i + 1], w2[j], x[i + 2], w3[j], x[i + 3], sum[j], images);
        }
      }
      for (; i < x.length; i++) {
        for (int j = from; j < to; j++) {
          Float32Rows.add(w[i][j], x[i], sum[j], images);
        }
      }
    }
  }
}

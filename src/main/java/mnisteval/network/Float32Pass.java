package mnisteval.network;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Computes what {@link BlockPass} computes, in float32 and in the same way: logits are within
 * {@link Float32Network#error} of those in float64. One for each thread.
 */
final class Float32Pass {
  private final Float32Network network;
  private final int inputs;
  private final NonZeroPixels nonZero;
  private final float[] first;
  private final float[][][] sums;

  /**
   * Allocates the sums of a forward pass through this network.
   *
   * @param images the largest number of images in one call
   */
  Float32Pass(Float32Network network, int images) {
    this.network = network;
    inputs = network.weights[0].length;
    nonZero = new NonZeroPixels(inputs);
    first = new float[network.biases[0].length];
    sums = new float[network.biases.length][][];
    for (int n = 0; n < sums.length; n++) {
      sums[n] = new float[network.biases[n].length][images];
    }
  }

  /**
   * Computes the logits of images.
   *
   * @param pixels unsigned bytes of shape (images, inputs)
   * @param images at most as many as the constructor was given
   * @return logits of shape (classes, images), in arrays that the next call overwrites
   */
  float[][] logits(byte[] pixels, int images) {
    float[][] x = sums[0];
    ByteBuffer bytes = NonZeroPixels.littleEndian(pixels);
    for (int image = 0; image < images; image++) {
      float[] sum = first;
      System.arraycopy(network.biases[0], 0, sum, 0, sum.length);
      for (int start = 0; start < inputs; start += NonZeroPixels.MOST) {
        addPixels(pixels, bytes, image * inputs, start);
      }
      for (int unit = 0; unit < sum.length; unit++) {
        x[unit][image] = sum[unit];
      }
    }
    for (int n = 1; n < sums.length; n++) {
      for (float[] row : x) {
        activate(network.activations[n - 1], row, images);
      }
      affine(network.weights[n], network.biases[n], x, sums[n], images);
      x = sums[n];
    }
    return x;
  }

  private void addPixels(byte[] pixels, ByteBuffer bytes, int image, int start) {
    // Local variables, since C2 loads fields again after each row.
    float[][] weights = network.weights[0];
    float[] values = network.pixelValues;
    float[] sum = first;
    int offset = image + start;
    int count = nonZero.find(bytes, offset, Math.min(NonZeroPixels.MOST, weights.length - start));
    int n = 0;
    for (; n + 5 <= count; n += 5) {
      long four = nonZero.places(n);
      int i0 = (int) four & 0xffff;
      int i1 = (int) (four >>> 16) & 0xffff;
      int i2 = (int) (four >>> 32) & 0xffff;
      int i3 = (int) (four >>> 48);
      int i4 = nonZero.place(n + 4);
      RowSums.add5(
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
      int i = nonZero.place(n);
      RowSums.add(values[pixels[offset + i] & 0xff], weights[start + i], sum, sum.length);
    }
  }

  private static void activate(Activation activation, float[] row, int images) {
    if (activation == Activation.SIGMOID) {
      Sigmoid.apply(row, images);
    } else if (activation == Activation.RELU) {
      for (int i = 0; i < images; i++) {
        row[i] = Math.max(row[i], 0);
      }
    } else if (activation == Activation.TANH) {
      // tanh(x) = 2 sigmoid(2x) - 1
      for (int i = 0; i < images; i++) {
        row[i] *= 2;
      }
      Sigmoid.apply(row, images);
      for (int i = 0; i < images; i++) {
        row[i] = 2 * row[i] - 1;
      }
    } else if (activation != Activation.IDENTITY) {
      float slope = (float) activation.slope();
      for (int i = 0; i < images; i++) {
        row[i] = Math.max(row[i], slope * row[i]);
      }
    }
  }

  /**
   * Computes {@code sum = w^T @ x + bias}, in groups of outputs as {@link BlockPass} does.
   *
   * @param w (inputs, outputs)
   * @param bias (outputs)
   * @param x (inputs, images)
   * @param sum (outputs, images)
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
          RowSums.add4(
              w0[j], x[i], w1[j], x[i + 1], w2[j], x[i + 2], w3[j], x[i + 3], sum[j], images);
        }
      }
      for (; i < x.length; i++) {
        for (int j = from; j < to; j++) {
          RowSums.add(w[i][j], x[i], sum[j], images);
        }
      }
    }
  }
}

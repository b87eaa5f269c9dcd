package mnisteval.network;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The forward pass over many images where only their classes are asked for: those of {@link
 * BlockPass}, in two thirds of the time. One for each thread.
 *
 * <p>It is done in float32, whose error has a bound. Where the largest logit leads by more than
 * that, the class is certain; the few other images go through {@link BlockPass}. If they are not
 * few, as with very deep networks, all do.
 */
public final class ScreenedPass {
  /** So many images at once that the sums of a layer of the usual size stay in a core's cache. */
  private static final int AT_ONCE = 100;

  /** From so many images on, float32 is given up where it leaves a quarter of them unsure. */
  private static final int ENOUGH = 400;

  private static final int UNSURE = -1;

  private final Float32Network network;
  private final int inputs;
  private final int atOnce;
  private final InkedPixels inked;
  private final float[] first;
  private final float[][][] sums;
  private final float[] best;
  private final float[] second;
  private final BlockPass exact;
  private final byte[] unsurePixels;
  private final int[] unsureImages;
  private long seen;
  private long unsure;

  /**
   * Makes a pass through this network.
   *
   * @param screen the same network in float32
   * @param images how many images there are in one go at most
   */
  public ScreenedPass(Network network, Float32Network screen, int images) {
    this.network = screen;
    atOnce = Math.min(AT_ONCE, images);
    inputs = network.inputs();
    inked = new InkedPixels(inputs);
    first = new float[screen.bias(0).length];
    sums = new float[screen.layers()][][];
    for (int n = 0; n < sums.length; n++) {
      sums[n] = new float[screen.bias(n).length][atOnce];
    }
    best = new float[atOnce];
    second = new float[atOnce];
    exact = new BlockPass(network, atOnce);
    unsurePixels = new byte[atOnce * inputs];
    unsureImages = new int[atOnce];
  }

  /**
   * Runs images through the network.
   *
   * @param pixels images of unsigned bytes, row by row, from the start
   * @param images how many
   * @param classes receives for each the first of the largest logits
   */
  public void classify(byte[] pixels, int images, int[] classes) {
    ByteBuffer bytes = InkedPixels.littleEndian(pixels);
    int waiting = 0;
    for (int from = 0; from < images; from += atOnce) {
      int count = Math.min(atOnce, images - from);
      screen(pixels, bytes, from, count, classes);
      for (int image = from; image < from + count; image++) {
        if (classes[image] == UNSURE) {
          System.arraycopy(pixels, image * inputs, unsurePixels, waiting * inputs, inputs);
          unsureImages[waiting++] = image;
          if (waiting == atOnce) {
            settle(waiting, classes);
            waiting = 0;
          }
        }
      }
    }
    settle(waiting, classes);
  }

  /** Tells the classes that float32 is sure of. */
  private void screen(byte[] pixels, ByteBuffer bytes, int from, int count, int[] classes) {
    if (seen >= ENOUGH && unsure > seen / 4) {
      Arrays.fill(classes, from, from + count, UNSURE);
      return;
    }
    float[][] logits = logits(pixels, bytes, from, count);
    findLargestTwo(logits, count);
    for (int i = 0; i < count; i++) {
      int largest = UNSURE;
      if ((double) best[i] - second[i] > 2 * network.error()) {
        largest = 0;
        while (logits[largest][i] != best[i]) {
          largest++;
        }
      } else {
        unsure++;
      }
      classes[from + i] = largest;
    }
    seen += count;
  }

  private void findLargestTwo(float[][] logits, int count) {
    System.arraycopy(logits[0], 0, best, 0, count);
    Arrays.fill(second, Float.NEGATIVE_INFINITY);
    for (int j = 1; j < logits.length; j++) {
      float[] row = logits[j];
      for (int i = 0; i < count; i++) {
        second[i] = Math.max(second[i], Math.min(best[i], row[i]));
      }
      for (int i = 0; i < count; i++) {
        best[i] = Math.max(best[i], row[i]);
      }
    }
  }

  private void settle(int count, int[] classes) {
    double[][] logits = exact.logits(unsurePixels, count);
    for (int i = 0; i < count; i++) {
      int largest = 0;
      for (int j = 1; j < logits.length; j++) {
        if (logits[j][i] > logits[largest][i]) {
          largest = j;
        }
      }
      classes[unsureImages[i]] = largest;
    }
  }

  /** Logits in float32, of shape (classes, images): as many images as are run at once at most. */
  float[][] logits(byte[] pixels, int images) {
    return logits(pixels, InkedPixels.littleEndian(pixels), 0, images);
  }

  private float[][] logits(byte[] pixels, ByteBuffer bytes, int from, int images) {
    float[][] x = sums[0];
    for (int image = 0; image < images; image++) {
      addPixels(pixels, bytes, (from + image) * inputs);
      for (int unit = 0; unit < first.length; unit++) {
        x[unit][image] = first[unit];
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
    for (int start = 0; start < inputs; start += InkedPixels.MOST) {
      int length = Math.min(InkedPixels.MOST, inputs - start);
      addPixels(pixels, bytes, offset + start, start, length);
    }
  }

  private void addPixels(byte[] pixels, ByteBuffer bytes, int offset, int start, int length) {
    float[][] weights = network.weights(0);
    float[] values = network.pixelValues();
    int count = inked.find(bytes, offset, length);
    int n = 0;
    for (; n + 4 <= count; n += 4) {
      long four = inked.places(n);
      int i0 = (int) four & 0xffff;
      int i1 = (int) (four >>> 16) & 0xffff;
      int i2 = (int) (four >>> 32) & 0xffff;
      int i3 = (int) (four >>> 48);
      Float32Rows.add4(
          values[pixels[offset + i0] & 0xff],
          weights[start + i0],
          values[pixels[offset + i1] & 0xff],
          weights[start + i1],
          values[pixels[offset + i2] & 0xff],
          weights[start + i2],
          values[pixels[offset + i3] & 0xff],
          weights[start + i3],
          first,
          first.length);
    }
    for (; n < count; n++) {
      int i = inked.place(n);
      Float32Rows.add(values[pixels[offset + i] & 0xff], weights[start + i], first, first.length);
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
    for (int from = 0; from < sum.length; from += Rows.OUTPUTS) {
      int to = Math.min(from + Rows.OUTPUTS, sum.length);
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

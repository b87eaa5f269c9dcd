package mnisteval.network;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Computes the forward pass of many images together: the same as {@link ForwardPass}, within 1e-12,
 * in two thirds of the time. One for each thread.
 *
 * <pre>
 *   pixels (images, inputs) -> first (outputs) of one image -> column of sums[0] (outputs, images)
 *   sums[n-1] (inputs, images) -> activation -> sums[n] (outputs, images) -> ... -> logits
 * </pre>
 *
 * <p>The first layer goes image by image, since each image has zeros of its own to skip. After it,
 * numbers are kept as (units, images), so that the inner loops run over the images: these loops are
 * long, and equally long for every width of layer.
 *
 * @hidden not part of the API
 */
public final class BlockPass {
  private final Layer[] layers;
  private final Activation[] activations;
  private final double[] pixelValues;
  private final int size;
  private final NonZeroPixels nonZero;

  /** Which pixels of an image are not zero, and what they add to the first layer's inputs. */
  private final int[] places;

  private final double[] inputs;
  private final double[] first;
  private final double[][][] sums;
  private final Sigmoid sigmoid;

  /**
   * Allocates the sums of a forward pass through this network.
   *
   * @param images the largest number of images in one call
   */
  public BlockPass(Network network, int images) {
    layers = network.layers().toArray(new Layer[0]);
    activations = network.activations().toArray(new Activation[0]);
    pixelValues = network.pixelValues();
    nonZero = new NonZeroPixels(network.inputs());
    size = network.inputs();
    places = new int[Math.min(size, NonZeroPixels.MOST)];
    inputs = new double[places.length];
    first = new double[layers[0].outputs()];
    sums = new double[layers.length][][];
    for (int i = 0; i < layers.length; i++) {
      sums[i] = new double[layers[i].outputs()][images];
    }
    sigmoid = new Sigmoid(images);
  }

  /**
   * Computes the logits of images.
   *
   * @param pixels unsigned bytes of shape (images, inputs)
   * @param images at most as many as the constructor was given
   * @return logits of shape (classes, images), all finite, in arrays that the next call overwrites
   */
  public double[][] logits(byte[] pixels, int images) {
    ByteBuffer bytes = NonZeroPixels.littleEndian(pixels);
    for (int image = 0; image < images; image++) {
      System.arraycopy(layers[0].bias(), 0, first, 0, first.length);
      for (int start = 0; start < size; start += places.length) {
        addRows(find(pixels, bytes, image * size, start));
      }
      keepFirst(image);
    }
    return layersAfterFirst(images);
  }

  /**
   * Computes the logits of images whose pixels are runs of zeros: the same, to the bit.
   *
   * @param runs pairs of unsigned bytes: how many zeros come first, and the pixel after them; after
   *     the last pair of an image, all its pixels are zero
   * @param ends where the pairs of each image end
   * @param images at most as many as the constructor was given
   * @return logits of shape (classes, images), all finite, in arrays that the next call overwrites
   */
  public double[][] logits(byte[] runs, int[] ends, int images) {
    int from = 0;
    for (int image = 0; image < images; image++) {
      System.arraycopy(layers[0].bias(), 0, first, 0, first.length);
      addRows(NonZeroPixels.findInRuns(runs, from, ends[image], pixelValues, places, inputs));
      from = ends[image];
      keepFirst(image);
    }
    return layersAfterFirst(images);
  }

  /** Puts the first layer's sums of an image beside those of the others. */
  private void keepFirst(int image) {
    double[][] x = sums[0];
    for (int unit = 0; unit < first.length; unit++) {
      x[unit][image] = first[unit];
    }
  }

  private double[][] layersAfterFirst(int images) {
    double[][] x = sums[0];
    for (int i = 1; i < layers.length; i++) {
      for (double[] row : x) {
        activate(activations[i - 1], row, images);
      }
      affine(layers[i], x, sums[i], images);
      x = sums[i];
    }
    return x;
  }

  /** Finds the pixels of one image, from {@code start} on, that are not zero. */
  private int find(byte[] pixels, ByteBuffer bytes, int image, int start) {
    int offset = image + start;
    int count = nonZero.find(bytes, offset, Math.min(places.length, size - start));
    int[] at = places;
    double[] x = inputs;
    double[] values = pixelValues;
    int n = 0;
    for (; n + 4 <= count; n += 4) {
      long four = nonZero.places(n);
      int i0 = (int) four & 0xffff;
      int i1 = (int) (four >>> 16) & 0xffff;
      int i2 = (int) (four >>> 32) & 0xffff;
      int i3 = (int) (four >>> 48);
      at[n] = start + i0;
      at[n + 1] = start + i1;
      at[n + 2] = start + i2;
      at[n + 3] = start + i3;
      x[n] = values[pixels[offset + i0] & 0xff];
      x[n + 1] = values[pixels[offset + i1] & 0xff];
      x[n + 2] = values[pixels[offset + i2] & 0xff];
      x[n + 3] = values[pixels[offset + i3] & 0xff];
    }
    for (; n < count; n++) {
      int i = nonZero.place(n);
      at[n] = start + i;
      x[n] = values[pixels[offset + i] & 0xff];
    }
    return count;
  }

  /** Adds the first inputs, as many as were found, to the first layer's sums. */
  private void addRows(int count) {
    double[][] weights = layers[0].weights();
    double[] x = inputs;
    int[] at = places;
    double[] sum = first;
    int n = 0;
    for (; n + 5 <= count; n += 5) {
      RowSums.add5(
          x[n],
          weights[at[n]],
          x[n + 1],
          weights[at[n + 1]],
          x[n + 2],
          weights[at[n + 2]],
          x[n + 3],
          weights[at[n + 3]],
          x[n + 4],
          weights[at[n + 4]],
          sum,
          sum.length);
    }
    for (; n < count; n++) {
      RowSums.add(x[n], weights[at[n]], sum, sum.length);
    }
  }

  private void activate(Activation activation, double[] row, int images) {
    if (activation == Activation.SIGMOID) {
      sigmoid.apply(row, images);
    } else if (activation == Activation.TANH) {
      // tanh(x) = 2 sigmoid(2x) - 1
      for (int i = 0; i < images; i++) {
        row[i] *= 2;
      }
      sigmoid.apply(row, images);
      for (int i = 0; i < images; i++) {
        row[i] = 2 * row[i] - 1;
      }
    } else {
      activation.apply(row, images);
    }
  }

  /**
   * Computes {@code sum = W^T @ x + b}. It takes a few outputs at a time, so that their sums, and
   * the weights beside one another in a row of W, stay in the cache.
   *
   * @param layer W (inputs, outputs) and b (outputs)
   * @param x (inputs, images)
   * @param sum (outputs, images)
   */
  private static void affine(Layer layer, double[][] x, double[][] sum, int images) {
    double[][] w = layer.weights();
    double[] bias = layer.bias();
    for (int from = 0; from < sum.length; from += RowSums.OUTPUTS) {
      int to = Math.min(from + RowSums.OUTPUTS, sum.length);
      for (int j = from; j < to; j++) {
        Arrays.fill(sum[j], 0, images, bias[j]);
      }
      int i = 0;
      for (; i + 4 <= x.length; i += 4) {
        double[] w0 = w[i];
        double[] w1 = w[i + 1];
        double[] w2 = w[i + 2];
        double[] w3 = w[i + 3];
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

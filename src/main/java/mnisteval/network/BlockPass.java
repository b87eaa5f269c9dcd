package mnisteval.network;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The forward pass over many images at once: what {@link ForwardPass} computes, within 1e-12, in a
 * third of the time. One for each thread.
 *
 * <p>The first layer goes image by image, since each has its own zeros to pass over. After it,
 * numbers are kept as (units, images), so that the loops run over the images: they are long, and
 * the same for every width of layer.
 */
public final class BlockPass {
  private final Layer[] layers;
  private final Activation activation;
  private final double[] pixelValues;
  private final InkedPixels inked;
  private final double[] first;
  private final double[][][] sums;
  private final Sigmoid sigmoid;

  /**
   * Makes a pass through this network.
   *
   * @param images how many images there are in one go at most
   */
  public BlockPass(Network network, int images) {
    layers = network.layers().toArray(new Layer[0]);
    activation = network.activation();
    pixelValues = network.pixelValues();
    inked = new InkedPixels(network.inputs());
    first = new double[layers[0].outputs()];
    sums = new double[layers.length][][];
    for (int i = 0; i < layers.length; i++) {
      sums[i] = new double[layers[i].outputs()][images];
    }
    sigmoid = new Sigmoid(images);
  }

  /**
   * Runs images through the network.
   *
   * @param pixels images of unsigned bytes, row by row, from the start
   * @param images how many, at most as many as the pass was made for
   * @return logits of shape (classes, images), all finite, in arrays that the next call overwrites
   */
  public double[][] logits(byte[] pixels, int images) {
    double[][] x = sums[0];
    ByteBuffer eight = ByteBuffer.wrap(pixels);
    for (int image = 0; image < images; image++) {
      addPixels(pixels, eight, image * layers[0].inputs());
      for (int unit = 0; unit < first.length; unit++) {
        x[unit][image] = first[unit];
      }
    }
    for (int i = 1; i < layers.length; i++) {
      for (double[] row : x) {
        activate(row, images);
      }
      affine(layers[i], x, sums[i]);
      x = sums[i];
    }
    return x;
  }

  private void addPixels(byte[] pixels, ByteBuffer eight, int offset) {
    double[][] weights = layers[0].weights();
    double[] values = pixelValues;
    int count = inked.find(pixels, eight, offset);
    int[] at = inked.indices();
    System.arraycopy(layers[0].bias(), 0, first, 0, first.length);
    int i = 0;
    for (; i + 4 <= count; i += 4) {
      Rows.add4(
          values[pixels[offset + at[i]] & 0xff],
          weights[at[i]],
          values[pixels[offset + at[i + 1]] & 0xff],
          weights[at[i + 1]],
          values[pixels[offset + at[i + 2]] & 0xff],
          weights[at[i + 2]],
          values[pixels[offset + at[i + 3]] & 0xff],
          weights[at[i + 3]],
          first);
    }
    for (; i < count; i++) {
      Rows.add(values[pixels[offset + at[i]] & 0xff], weights[at[i]], first);
    }
  }

  private void activate(double[] row, int images) {
    switch (activation) {
      case SIGMOID -> sigmoid.apply(row, images);
      case TANH -> {
        // tanh(x) = 2 sigmoid(2x) - 1
        for (int i = 0; i < images; i++) {
          row[i] *= 2;
        }
        sigmoid.apply(row, images);
        for (int i = 0; i < images; i++) {
          row[i] = 2 * row[i] - 1;
        }
      }
      default -> activation.apply(row);
    }
  }

  /**
   * {@code sum = W^T @ x + b}, for x of shape (inputs, images) and sum of shape (outputs, images).
   */
  private static void affine(Layer layer, double[][] x, double[][] sum) {
    double[][] w = layer.weights();
    for (int j = 0; j < sum.length; j++) {
      double[] out = sum[j];
      Arrays.fill(out, layer.bias()[j]);
      int i = 0;
      for (; i + 4 <= x.length; i += 4) {
        Rows.add4(
            w[i][j],
            x[i],
            w[i + 1][j],
            x[i + 1],
            w[i + 2][j],
            x[i + 2],
            w[i + 3][j],
            x[i + 3],
            out);
      }
      for (; i < x.length; i++) {
        Rows.add(w[i][j], x[i], out);
      }
    }
  }
}

package mnisteval.network;

/**
 * Computes the forward pass of a network, one image at a time. It holds the sums of each layer, so
 * each thread needs one of its own.
 *
 * <p>Letters: x (inputs) enters a layer, W (inputs, outputs) are its weights, b (outputs) its bias.
 */
public final class ForwardPass {
  private final Layer[] layers;
  private final Activation[] activations;
  private final double[] pixelValues;
  private final double[][] sums;

  /** Allocates the sums of a forward pass through this network. */
  public ForwardPass(Network network) {
    layers = network.layers().toArray(new Layer[0]);
    activations = network.activations().toArray(new Activation[0]);
    pixelValues = network.pixelValues();
    sums = new double[layers.length][];
    for (int i = 0; i < layers.length; i++) {
      sums[i] = new double[layers[i].outputs()];
    }
  }

  /**
   * Returns the class of an image: the first of the largest logits, as numpy's argmax.
   *
   * @param pixels unsigned bytes
   * @param offset the index of the image's first pixel
   * @return from 0 to the number of classes - 1
   */
  public int classify(byte[] pixels, int offset) {
    return argmax(logits(pixels, offset));
  }

  /**
   * Computes the logits of an image, the outputs of the last layer before softmax.
   *
   * @param pixels unsigned bytes
   * @param offset the index of the image's first pixel
   * @return a finite number for each class, in an array that the next call overwrites
   */
  public double[] logits(byte[] pixels, int offset) {
    addPixels(pixels, offset, sums[0]);
    return logits();
  }

  /**
   * Computes the logits of an image whose pixels are runs of zeros: the same, to the bit.
   *
   * @param runs pairs of unsigned bytes: how many zeros come first, and the pixel after them; after
   *     the last pair, all pixels are zero
   * @param from the index of the first pair
   * @param to the index after the last pair
   * @return a finite number for each class, in an array that the next call overwrites
   */
  public double[] logits(byte[] runs, int from, int to) {
    addRuns(runs, from, to, sums[0]);
    return logits();
  }

  /** Computes the layers after the first. */
  private double[] logits() {
    double[] x = sums[0];
    for (int i = 1; i < layers.length; i++) {
      activations[i - 1].apply(x);
      affine(layers[i], x, sums[i]);
      x = sums[i];
    }
    return x;
  }

  /**
   * Computes the probability of each class for an image.
   *
   * @param pixels unsigned bytes
   * @param offset the index of the image's first pixel
   * @return numbers from 0 to 1 whose sum is 1, in an array that the next call overwrites
   */
  public double[] probabilities(byte[] pixels, int offset) {
    double[] z = logits(pixels, offset);
    softmax(z);
    return z;
  }

  /** Computes the first layer. Zero pixels, four of five in MNIST, add nothing and are skipped. */
  private void addPixels(byte[] pixels, int offset, double[] sum) {
    double[][] weights = layers[0].weights();
    System.arraycopy(layers[0].bias(), 0, sum, 0, sum.length);
    for (int i = 0; i < weights.length; i++) {
      int pixel = pixels[offset + i] & 0xff;
      if (pixel != 0) {
        add(pixelValues[pixel], weights[i], sum);
      }
    }
  }

  /** Computes the first layer of pixels that are runs of zeros. */
  private void addRuns(byte[] runs, int from, int to, double[] sum) {
    double[][] weights = layers[0].weights();
    System.arraycopy(layers[0].bias(), 0, sum, 0, sum.length);
    int input = 0;
    for (int i = from; i < to; i += 2) {
      input += runs[i] & 0xff;
      int pixel = runs[i + 1] & 0xff;
      if (pixel != 0) {
        add(pixelValues[pixel], weights[input], sum);
      }
      input++;
    }
  }

  /** Computes {@code sum = x @ W + b}. */
  private static void affine(Layer layer, double[] x, double[] sum) {
    double[][] weights = layer.weights();
    System.arraycopy(layer.bias(), 0, sum, 0, sum.length);
    for (int i = 0; i < weights.length; i++) {
      add(x[i], weights[i], sum);
    }
  }

  /**
   * Computes {@code sum += x * row}. The distribution's launcher tells C2 by this name not to
   * inline it: each method it is inlined into takes C2 10 ms, long for a short run.
   */
  private static void add(double x, double[] row, double[] sum) {
    for (int j = 0; j < sum.length; j++) {
      sum[j] += x * row[j];
    }
  }

  /** Replaces logits by {@code exp(z) / sum(exp(z))}; without their maximum, exp can't overflow. */
  public static void softmax(double[] z) {
    double max = z[argmax(z)];
    double sum = 0;
    for (int j = 0; j < z.length; j++) {
      z[j] = Math.exp(z[j] - max);
      sum += z[j];
    }
    for (int j = 0; j < z.length; j++) {
      z[j] /= sum;
    }
  }

  /** Returns the index of the largest number, the first of equals. */
  public static int argmax(double[] z) {
    int largest = 0;
    for (int j = 1; j < z.length; j++) {
      if (z[j] > z[largest]) {
        largest = j;
      }
    }
    return largest;
  }
}

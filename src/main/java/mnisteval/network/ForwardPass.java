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
  private final int size;

  /** Which pixels of an image are not zero, and what they add to the first layer's inputs. */
  private final int[] places;

  private final double[] inputs;

  /** The places of all inputs of a layer: 0, 1, 2 and so on. */
  private final int[] all;

  private final double[][] sums;
  private final int[] single = new int[1];

  /** Allocates the sums of a forward pass through this network. */
  public ForwardPass(Network network) {
    layers = network.layers().toArray(new Layer[0]);
    activations = network.activations().toArray(new Activation[0]);
    pixelValues = network.pixelValues();
    size = network.inputs();
    places = new int[Math.min(size, NonZeroPixels.MOST)];
    inputs = new double[places.length];
    sums = new double[layers.length][];
    int widest = 0;
    for (int i = 0; i < layers.length; i++) {
      sums[i] = new double[layers[i].outputs()];
      widest = Math.max(widest, sums[i].length);
    }
    all = new int[widest];
    for (int i = 0; i < widest; i++) {
      all[i] = i;
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
    classify(pixels, null, offset, null, 0, 1, single);
    return sums[sums.length - 1];
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
    single[0] = to;
    classify(null, runs, from, single, 0, 1, single);
    return sums[sums.length - 1];
  }

  /**
   * Computes the classes of images.
   *
   * @param pixels unsigned bytes of shape (images, inputs)
   * @param first the number of the first image
   * @param to the number after the last
   * @param classes receives the class of each image, at its number
   * @hidden not part of the API
   */
  public void classify(byte[] pixels, int first, int to, int[] classes) {
    classify(pixels, null, first * size, null, first, to, classes);
  }

  /**
   * Computes the classes of images whose pixels are runs of zeros.
   *
   * @param runs pairs of unsigned bytes, as for one image
   * @param ends where the pairs of each image end
   * @param first the number of the first image
   * @param to the number after the last
   * @param classes receives the class of each image, at its number
   * @hidden not part of the API
   */
  public void classify(byte[] runs, int[] ends, int first, int to, int[] classes) {
    classify(null, runs, first == 0 ? 0 : ends[first - 1], ends, first, to, classes);
  }

  /**
   * Computes the classes of images that have either pixels or runs. One loop for all of them: C2
   * compiles what is called for each image, and with it, once more, all that it calls, which takes
   * a short run longer than it saves.
   *
   * @param offset where the first image starts
   */
  private void classify(
      byte[] pixels, byte[] runs, int offset, int[] ends, int first, int to, int[] classes) {
    int from = offset;
    for (int image = first; image < to; image++) {
      double[] x = sums[0];
      double[][] weights = layers[0].weights();
      System.arraycopy(layers[0].bias(), 0, x, 0, x.length);
      if (runs == null) {
        for (int start = 0; start < size; start += places.length) {
          addRows(inputs, places, find(pixels, from, start), weights, x);
        }
        from += size;
      } else {
        int count = NonZeroPixels.findInRuns(runs, from, ends[image], pixelValues, places, inputs);
        addRows(inputs, places, count, weights, x);
        from = ends[image];
      }
      for (int i = 1; i < layers.length; i++) {
        activations[i - 1].apply(x);
        double[] bias = layers[i].bias();
        System.arraycopy(bias, 0, sums[i], 0, bias.length);
        addRows(x, all, x.length, layers[i].weights(), sums[i]);
        x = sums[i];
      }
      classes[image] = argmax(x);
    }
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

  /**
   * Finds the pixels of one image, from {@code start} on, that are not zero, one of five in MNIST:
   * the others add nothing. It finds those among as many pixels as there are places.
   */
  private int find(byte[] pixels, int image, int start) {
    int count = 0;
    int end = Math.min(start + places.length, size);
    for (int i = start; i < end; i++) {
      int pixel = pixels[image + i] & 0xff;
      if (pixel != 0) {
        places[count] = i;
        inputs[count++] = pixelValues[pixel];
      }
    }
    return count;
  }

  /** Computes {@code sum += x @ W}, where x are {@code count} inputs at some places. */
  private static void addRows(
      double[] x, int[] places, int count, double[][] weights, double[] sum) {
    int i = 0;
    for (; i + 2 <= count; i += 2) {
      add(x[i], weights[places[i]], x[i + 1], weights[places[i + 1]], sum);
    }
    if (i < count) {
      double[] row = weights[places[i]];
      add(x[i], row, 0, row, sum);
    }
  }

  /**
   * Adds two rows to the sums, one after the other. The distribution's launcher tells C2 by this
   * name not to inline it: each method it is inlined into takes C2 longer than a short run has.
   */
  private static void add(double x0, double[] row0, double x1, double[] row1, double[] sum) {
    for (int j = 0; j < sum.length; j++) {
      sum[j] = sum[j] + x0 * row0[j] + x1 * row1[j];
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

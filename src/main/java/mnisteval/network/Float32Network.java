package mnisteval.network;

/**
 * A network in float32, and how far its logits can be from those in float64. Immutable, and shared
 * by threads.
 *
 * <p>The distance is a bound, not an estimate. With u = 2^-24, a sum of products in float32, in
 * which no term goes through more than k operations, is within {@code k u / (1 - k u)} times the
 * sum of the terms' magnitudes of the exact one: N. J. Higham, Accuracy and Stability of Numerical
 * Algorithms, 2nd edition, section 3.1. The error of its inputs is multiplied by the weights'
 * magnitudes, and by the steepest slope of the activation.
 *
 * @hidden not part of the API
 */
public final class Float32Network {
  /** The largest relative error of a rounding to float32: 2^-24. */
  private static final double UNIT = 0x1p-24;

  /** More than underflow loses when a number is rounded, or a product of two: 2^-150. */
  private static final double UNDERFLOW = 1e-44;

  /** Far below the largest float32, so that no weight and no partial sum overflows. */
  private static final double LARGEST = 1e30;

  /** Of each layer but the last. */
  final Activation[] activations;

  /** Of each layer, (inputs, outputs). */
  final float[][][] weights;

  /** Of each layer, (outputs). */
  final float[][] biases;

  /** What each byte adds to the first layer's inputs, as {@link Network#pixelValues}. */
  final float[] pixelValues;

  /** The largest distance of a logit from that in float64. */
  final double error;

  private Float32Network(Network network, double error) {
    this.activations = network.activations().toArray(new Activation[0]);
    this.pixelValues = rounded(network.pixelValues());
    this.error = error;
    int count = network.layers().size();
    weights = new float[count][][];
    biases = new float[count][];
    for (int n = 0; n < count; n++) {
      Layer layer = network.layers().get(n);
      weights[n] = new float[layer.inputs()][];
      for (int i = 0; i < layer.inputs(); i++) {
        weights[n][i] = rounded(layer.weights()[i]);
      }
      biases[n] = rounded(layer.bias());
    }
  }

  private static float[] rounded(double[] numbers) {
    float[] rounded = new float[numbers.length];
    for (int i = 0; i < numbers.length; i++) {
      rounded[i] = (float) numbers[i];
    }
    return rounded;
  }

  /**
   * Returns the network in float32, or null if its sums may be too large for float32, or an
   * activation is not computed in float32.
   */
  public static Float32Network of(Network network) {
    double error = error(network);
    return error < LARGEST ? new Float32Network(network, error) : null;
  }

  /** Returns the largest error of a logit; infinite if float32 can't be used. */
  private static double error(Network network) {
    double largest = 0;
    for (double value : network.pixelValues()) {
      largest = Math.max(largest, Math.abs(value));
    }
    double error = UNIT * largest + UNDERFLOW;
    for (int n = 0; n < network.layers().size(); n++) {
      Layer layer = network.layers().get(n);
      if (n > 0) {
        Activation activation = network.activations().get(n - 1);
        error = error(activation, largest, error);
        largest = activation.bound(largest);
      }
      error = error(layer, largest, error);
      largest = layer.bound(largest);
      if (!(largest + error < LARGEST && layer.bound(1) < LARGEST)) {
        return Double.POSITIVE_INFINITY;
      }
    }
    return error;
  }

  /**
   * Returns the largest error of a layer's sums.
   *
   * @param largest the largest magnitude of an input
   * @param error the largest error of an input
   */
  private static double error(Layer layer, double largest, double error) {
    double sum = layer.bound(largest + error);
    double weighted = layer.bound(1);
    // In a group of five rows, a term goes through its product and five sums; then through one sum
    // for every other group, and for each of the four rows that may be left over. Rounding the
    // weight adds one. Groups of four rows need no more.
    double operations = layer.inputs() / 4 + 10;
    double rounding = operations * UNIT / (1 - operations * UNIT);
    // A weight lost to underflow is lost times its input; a product may be lost itself.
    double lost = UNDERFLOW * (1 + largest + error) * (layer.inputs() + 1);
    double all = error * weighted + rounding * sum + lost;
    // The bound itself, and float64, are rounded too.
    return operations * UNIT < 0.5 ? all * 1.001 : Double.POSITIVE_INFINITY;
  }

  /**
   * Returns the largest error of an activation; infinite if it is not computed in float32.
   *
   * @param largest the largest magnitude of a sum
   * @param error the largest error of a sum
   */
  private static double error(Activation activation, double largest, double error) {
    if (activation == Activation.SIGMOID) {
      return error / 4 + Sigmoid.FLOAT_ERROR;
    }
    if (activation == Activation.TANH) {
      return error + 2 * Sigmoid.FLOAT_ERROR + UNIT;
    }
    if (activation == Activation.RELU || activation == Activation.IDENTITY) {
      return error;
    }
    if (Double.isNaN(activation.slope())) {
      return Double.POSITIVE_INFINITY;
    }
    // The slope is rounded, and its product with a sum; either may be lost to underflow.
    double sum = largest + error;
    return error + 2.001 * UNIT * activation.slope() * sum + UNDERFLOW * (1 + sum);
  }
}

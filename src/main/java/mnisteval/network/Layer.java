package mnisteval.network;

/**
 * A fully connected layer: {@code x @ W + b}.
 *
 * @param weights (inputs, outputs): row i holds the weights that leave input i, all finite
 * @param bias (outputs), all finite
 */
public record Layer(double[][] weights, double[] bias) {
  int inputs() {
    return weights.length;
  }

  int outputs() {
    return bias.length;
  }

  /**
   * Returns a layer with the same outputs for inputs from each of which {@code x} was subtracted:
   * {@code (d + x) @ W + b = d @ W + (x @ W + b)}, where {@code x} is the same for all inputs.
   */
  Layer withInputsFrom(double x) {
    double[] sums = bias.clone();
    for (double[] row : weights) {
      for (int j = 0; j < sums.length; j++) {
        sums[j] += x * row[j];
      }
    }
    return new Layer(weights, sums);
  }

  /**
   * Returns the largest magnitude that a sum can reach; infinite on overflow. It is added up in the
   * order of the forward pass, so that it covers rounding too.
   *
   * @param inputs the largest magnitude of an input
   */
  double bound(double inputs) {
    double[] sums = new double[bias.length];
    for (int j = 0; j < sums.length; j++) {
      sums[j] = Math.abs(bias[j]);
    }
    for (double[] row : weights) {
      for (int j = 0; j < sums.length; j++) {
        sums[j] += inputs * Math.abs(row[j]);
      }
    }
    double largest = 0;
    for (double sum : sums) {
      largest = Math.max(largest, sum);
    }
    return largest;
  }
}

package mnisteval.network;

import java.util.List;
import java.util.Random;
import mnisteval.PickledNetwork;
import mnisteval.input.InputException;
import mnisteval.weights.layers.Networks;

/** Networks and images by chance, the same for the same seed. */
final class RandomNetwork {
  /** The activations that are computed in float32 too. */
  static final List<Activation> OF_FLOAT32 =
      List.of(
          Activation.SIGMOID,
          Activation.RELU,
          Activation.TANH,
          Activation.LEAKY_RELU,
          Activation.leakyRelu(0.7),
          Activation.IDENTITY);

  private RandomNetwork() {}

  /** Weights of the size that training starts from, so that no activation is flat. */
  static Network of(Random random, Activation activation, int... units) throws InputException {
    PickledNetwork pickle = new PickledNetwork();
    for (int n = 1; n < units.length; n++) {
      double[][] weights = new double[units[n - 1]][units[n]];
      for (double[] row : weights) {
        fill(random, row, 1 / Math.sqrt(units[n - 1]));
      }
      double[] bias = new double[units[n]];
      fill(random, bias, 0.5);
      pickle.matrix("W" + n, weights).vector("b" + n, bias);
    }
    return Networks.of(pickle.arrays(), "random", activation, PixelScale.UNIT);
  }

  private static void fill(Random random, double[] numbers, double deviation) {
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = random.nextGaussian() * deviation;
    }
  }

  /** Images of which a {@code share} of the pixels is not zero. */
  static byte[] images(Random random, int images, int pixels, double share) {
    byte[] bytes = new byte[images * pixels];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (random.nextDouble() < share ? 1 + random.nextInt(255) : 0);
    }
    return bytes;
  }
}

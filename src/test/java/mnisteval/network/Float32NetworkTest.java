package mnisteval.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import mnisteval.PickledNetwork;
import mnisteval.input.InputException;
import mnisteval.weights.layers.Networks;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How far float32 can be from float64. */
final class Float32NetworkTest {
  private static final double U = Math.scalb(1, -24);

  /**
   * By hand: a pixel of 1 has an error of u; the weight -3 makes 3 u of it, and the bias is counted
   * as if it did too: 8 u. The sum, at most 8, goes through less than 10 roundings: 80 u.
   */
  @Test
  void boundsTheErrorOfOneWeight() throws InputException {
    Network network = network(Activation.SIGMOID, new double[][] {{-3}}, new double[] {5});
    assertEquals(88 * U, Float32Network.of(network).error, 0.2 * U);
  }

  /**
   * By hand, on top of that: the sigmoid makes a quarter of the error, and adds its own; a leaky
   * relu rounds its slope, and its product with a sum of 8; one more layer of one weight of 1 and
   * no bias passes it on and adds 10 u times the largest input, 1 or 8.
   */
  @ParameterizedTest
  @FieldSource("mnisteval.network.RandomNetwork#OF_FLOAT32")
  void boundsTheErrorOfActivations(Activation activation) throws InputException {
    Network network =
        Networks.of(
            new PickledNetwork()
                .matrix("W1", new double[][] {{-3}})
                .vector("b1", 5)
                .matrix("W2", new double[][] {{1}})
                .vector("b2", 0)
                .arrays(),
            "net.pkl",
            activation,
            PixelScale.UNIT);
    double expected =
        switch (activation.toString()) {
          case "sigmoid" -> 22 * U + Sigmoid.FLOAT_ERROR + 10 * U;
          case "tanh" -> 88 * U + 2 * Sigmoid.FLOAT_ERROR + U + 10 * U;
          case "leaky_relu" -> 88 * U + 2 * 0.01 * 8 * U + 80 * U;
          case "leaky_relu:0.7" -> 88 * U + 2 * 0.7 * 8 * U + 80 * U;
          default -> 88 * U + 80 * U;
        };
    assertEquals(expected, Float32Network.of(network).error, 0.4 * U);
  }

  /**
   * By hand: 2^20 weights of 2^-20, so that inputs have an error of u and the sum is at most 1 + u;
   * k = 2^18 + 10 roundings make k u / (1 - k u) = 0.01587366 of it.
   */
  @Test
  void boundsTheErrorOfManyInputs() throws InputException {
    double[][] weights = new double[1 << 20][1];
    for (double[] row : weights) {
      row[0] = 0x1p-20;
    }
    Network network = network(Activation.SIGMOID, weights, new double[1]);
    assertEquals(0.01587366, Float32Network.of(network).error, 0.00002);
  }

  /** Units of a hundred terms of one sign: what is rounded away adds up. */
  @ParameterizedTest
  @FieldSource("mnisteval.network.RandomNetwork#OF_FLOAT32")
  void noLogitIsFurtherAway(Activation activation) throws InputException {
    for (int seed = 0; seed < 40; seed++) {
      Random random = new Random(seed);
      Network network = RandomNetwork.of(random, activation, 300, 1 + seed, 40, 7);
      Float32Network screen = Float32Network.of(network);
      byte[] pixels = RandomNetwork.images(random, 20, 300, 1);
      float[][] screened = new Float32Pass(screen, 20).logits(pixels, 20);
      double[][] exact = new BlockPass(network, 20).logits(pixels, 20);
      double furthest = 0;
      for (int j = 0; j < 7; j++) {
        for (int i = 0; i < 20; i++) {
          furthest = Math.max(furthest, Math.abs(screened[j][i] - exact[j][i]));
        }
      }
      assertTrue(furthest > 0);
      assertTrue(furthest <= screen.error, furthest + " > " + screen.error);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"elu", "gelu", "softplus"})
  void isNullIfAnActivationIsNotComputedInFloat32(String name) throws InputException {
    Network network = RandomNetwork.of(new Random(3), Activation.of(name), 9, 5, 4, 3);
    assertNull(Float32Network.of(network));
    List<Activation> each = List.of(Activation.RELU, Activation.of(name));
    assertNull(Float32Network.of(network.with(each, PixelScale.UNIT)));
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e30, 1e39, 1e300})
  void isNullIfSumsAreTooLarge(double weight) throws InputException {
    Network network = network(Activation.RELU, new double[][] {{1}, {weight}}, new double[] {0.5});
    assertNull(Float32Network.of(network));
  }

  /** The sums are 1e20 at most, but a weight of the second layer is no float32. */
  @Test
  void isNullIfAWeightIsTooLargeForFloat32() throws InputException {
    Network network =
        Networks.of(
            new PickledNetwork()
                .matrix("W1", new double[][] {{1e-30}})
                .matrix("W2", new double[][] {{1e50}})
                .arrays(),
            "net.pkl",
            Activation.RELU,
            PixelScale.UNIT);
    assertNull(Float32Network.of(network));
  }

  private static Network network(Activation activation, double[][] weights, double[] bias)
      throws InputException {
    return Networks.of(
        new PickledNetwork().matrix("W1", weights).vector("b1", bias).arrays(),
        "net.pkl",
        activation,
        PixelScale.UNIT);
  }
}

package mnisteval.weights.layers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import mnisteval.PickledNetwork;
import mnisteval.input.InputException;
import mnisteval.network.PixelScale;
import mnisteval.weights.array.NamedArrays;
import org.junit.jupiter.api.Test;

/** Which dimension is which, where shapes alone don't say; and what no arrangement fits. */
final class LayoutTest {
  private static final String BOTH =
      "weights read as (in, out), though (out, in) fits too; --layout out-in for the other";

  private static LoadedNetwork read(PickledNetwork network, Layout layout, int inputs)
      throws InputException {
    NamedArrays arrays = new NamedArrays("arrays", network.arrays(), Map.of());
    ReadOptions options = new ReadOptions(null, PixelScale.UNIT, layout, inputs);
    return NetworkReader.of(arrays, "net.pkl", options);
  }

  private static PickledNetwork square() {
    return new PickledNetwork().matrix("W1", new double[][] {{1, 2}, {3, 4}}).zeros("b1", 2);
  }

  private static void assertRefused(String message, PickledNetwork network) {
    InputException refusal =
        assertThrows(InputException.class, () -> read(network, Layout.AUTO, 0));
    assertEquals("net.pkl: " + message, refusal.getMessage());
  }

  @Test
  void squareWeightsAreInOutAndItIsSaid() throws InputException {
    LoadedNetwork loaded = read(square(), Layout.AUTO, 0);
    assertEquals(2, loaded.network().layers().get(0).weights()[0][1]);
    assertEquals(List.of(BOTH), loaded.interpretation().notes());
  }

  @Test
  void theLayoutThatIsAskedForIsTaken() throws InputException {
    LoadedNetwork loaded = read(square(), Layout.OUT_IN, 0);
    assertEquals(3, loaded.network().layers().get(0).weights()[0][1]);
    assertEquals(List.of(), loaded.interpretation().notes());
  }

  @Test
  void pixelsTellASingleLayerWithoutBias() throws InputException {
    PickledNetwork turned = new PickledNetwork().zeros("W1", 10, 784);
    assertEquals(784, read(turned, Layout.AUTO, 784).network().inputs());
    PickledNetwork plain = new PickledNetwork().zeros("W1", 784, 10);
    assertEquals(784, read(plain, Layout.AUTO, 784).network().inputs());
  }

  @Test
  void refusesUnnamedArraysThatDoNotFollow() {
    assertRefused(
        "arrays without names that don't follow from one another (expected W, b, W, b, …, or two"
            + " lists, of weights and of biases, found 0 (3, 4), 1 (5, 6), 2 (3,))",
        new PickledNetwork().zeros("0", 3, 4).zeros("1", 5, 6).zeros("2", 3));
  }

  @Test
  void refusesTurnedWeightsThatDoNotFollow() {
    assertRefused(
        "fc3.weight has shape (2, 6), expected (n, 5) to follow fc2.weight (5, 3)",
        new PickledNetwork()
            .zeros("fc1.weight", 3, 4)
            .zeros("fc2.weight", 5, 3)
            .zeros("fc3.weight", 2, 6));
  }

  /** 784 * 2048 + 2048 + 2048 * 2048 + 2048 + 2048 * 10 + 10 = 5,824,522. */
  @Test
  void readsAnOrdinaryNetworkOfSixMillionParameters() throws InputException {
    PickledNetwork network =
        new PickledNetwork()
            .zeros("W1", 784, 2048)
            .zeros("b1", 2048)
            .zeros("W2", 2048, 2048)
            .zeros("b2", 2048)
            .zeros("W3", 2048, 10)
            .zeros("b3", 10);
    assertEquals(5_824_522, read(network, Layout.AUTO, 0).network().parameters());
  }

  @Test
  void refusesAnActivationThatIsNotKnown() throws InputException {
    NamedArrays arrays =
        new NamedArrays("arrays", square().arrays(), Map.of("activation", "swish"));
    ReadOptions options = ReadOptions.of(null, PixelScale.UNIT, 0);
    InputException refusal =
        assertThrows(
            InputException.class, () -> NetworkReader.of(arrays, "net.pkl", options).network());
    assertEquals(
        "net.pkl: names an unknown activation (expected one of sigmoid, relu, tanh, leaky_relu,"
            + " gelu, elu, softplus, identity, or --activation, found swish)",
        refusal.getMessage());
  }
}

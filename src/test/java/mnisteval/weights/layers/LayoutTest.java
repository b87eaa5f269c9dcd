package mnisteval.weights.layers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import mnisteval.PickledNetwork;
import mnisteval.idx.ImageSet;
import mnisteval.input.InputException;
import mnisteval.network.Network;
import mnisteval.network.PixelScale;
import mnisteval.weights.array.NamedArrays;
import org.junit.jupiter.api.Test;

/** Which dimension is which, where shapes alone don't say; and what no arrangement fits. */
final class LayoutTest {
  private static final String BOTH =
      "weights read as (in, out), though (out, in) fits too; --layout out-in for the other";

  private static Network read(PickledNetwork network, Layout layout, ImageSet images)
      throws InputException {
    NamedArrays arrays = new NamedArrays("arrays", network.arrays(), Map.of());
    return Network.of(
        arrays, "net.pkl", new ReadOptions(null, PixelScale.UNIT, layout, Long.MAX_VALUE, images));
  }

  private static PickledNetwork square() {
    return new PickledNetwork().matrix("W1", new double[][] {{1, 2}, {3, 4}}).zeros("b1", 2);
  }

  private static void assertRefused(String message, PickledNetwork network) {
    InputException fault =
        assertThrows(InputException.class, () -> read(network, Layout.AUTO, null));
    assertEquals("net.pkl: " + message, fault.getMessage());
  }

  @Test
  void squareWeightsAreInOutAndItIsSaid() throws InputException {
    Network network = read(square(), Layout.AUTO, null);
    assertEquals(2, network.layers().get(0).weights()[0][1]);
    assertEquals(List.of(BOTH), network.reading().notes());
  }

  @Test
  void theLayoutThatIsAskedForIsTaken() throws InputException {
    Network network = read(square(), Layout.OUT_IN, null);
    assertEquals(3, network.layers().get(0).weights()[0][1]);
    assertEquals(List.of(), network.reading().notes());
  }

  @Test
  void pixelsTellASingleLayerWithoutBias() throws InputException {
    ImageSet images = ImageSet.bundled();
    PickledNetwork turned = new PickledNetwork().zeros("W1", 10, 784);
    assertEquals(784, read(turned, Layout.AUTO, images).inputs());
    PickledNetwork plain = new PickledNetwork().zeros("W1", 784, 10);
    assertEquals(784, read(plain, Layout.AUTO, images).inputs());
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

  /** 784 * 5276 + 5276 + 5276 * 10 + 10 = 4,194,430: weights and biases of both layers. */
  @Test
  void refusesMoreParametersThanAreAskedFor() throws InputException {
    PickledNetwork network =
        new PickledNetwork()
            .zeros("W1", 784, 5276)
            .zeros("b1", 5276)
            .zeros("W2", 5276, 10)
            .zeros("b2", 10);
    assertTooLarge("4194304 parameters, found 4194430", network, ReadOptions.MAX_PARAMETERS);
    assertEquals(4_194_430, read(network, 4_194_430).parameters());
  }

  /**
   * 5 + 8 in the hidden layers; the 30 classes don't count. There are 3 * 5 + 6 * 8 + 9 * 30 = 333
   * parameters, and one hidden unit may go with 64.
   */
  @Test
  void refusesMoreHiddenUnitsThanGoWithTheParameters() throws InputException {
    PickledNetwork network =
        new PickledNetwork().zeros("W1", 2, 5).zeros("W2", 5, 8).zeros("W3", 8, 30);
    assertTooLarge("12 hidden units, found 13", network, 13 * 64 - 1);
    assertEquals(333, read(network, 13 * 64).parameters());
  }

  private static void assertTooLarge(String expected, PickledNetwork network, long most)
      throws InputException {
    InputException fault = assertThrows(InputException.class, () -> read(network, most));
    assertEquals(
        "net.pkl: too large a network (expected at most "
            + expected
            + "; --max-parameters accepts more)",
        fault.getMessage());
  }

  private static Network read(PickledNetwork network, long most) throws InputException {
    ReadOptions options = new ReadOptions(null, PixelScale.UNIT, Layout.AUTO, most, null);
    return Network.of(new NamedArrays("arrays", network.arrays(), Map.of()), "net.pkl", options);
  }

  @Test
  void refusesAnActivationThatIsNotKnown() throws InputException {
    NamedArrays arrays = new NamedArrays("arrays", square().arrays(), Map.of("activation", "gelu"));
    ReadOptions options = ReadOptions.of(null, PixelScale.UNIT, null);
    InputException fault =
        assertThrows(InputException.class, () -> Network.of(arrays, "net.pkl", options));
    assertEquals(
        "net.pkl: names an unknown activation (expected sigmoid, relu or tanh, or --activation,"
            + " found gelu)",
        fault.getMessage());
  }
}

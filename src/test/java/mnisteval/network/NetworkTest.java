package mnisteval.network;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import mnisteval.PickledNetwork;
import mnisteval.evaluation.EvaluatedNetwork;
import mnisteval.idx.ImageSet;
import mnisteval.idx.LabeledImages;
import mnisteval.input.InputException;
import mnisteval.input.Source;
import mnisteval.weights.layers.NetworkReader;
import mnisteval.weights.layers.Networks;
import org.junit.jupiter.api.Test;

final class NetworkTest {
  /** The header of one image, 2 pixels down and 3 across, and its six pixels. */
  private static final byte[] IMAGE = {
    0, 0, 8, 3, 0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 3, 10, 20, 30, 40, 50, 60
  };

  private static final byte[] LABEL = {0, 0, 8, 1, 0, 0, 0, 1, 0};

  @Test
  void knowsItsSizes() throws InputException {
    Network network = of(sixPixels(), Activation.TANH, PixelScale.RAW);
    assertEquals(6, network.inputs());
    assertEquals(4, network.classes());
    assertEquals(8 * (3 + 4), network.passBytes());
    assertEquals(2, network.layers().size());
    assertEquals(List.of(Activation.TANH), network.activations());
    assertEquals("tanh", network.activationText());
    assertEquals(255, network.pixelValues()[255]);
  }

  /** One for all stays one name; layers that differ are all named, in their order. */
  @Test
  void namesTheActivationsOfItsHiddenLayers() throws InputException {
    Network one = of(sixPixels(), Activation.RELU, PixelScale.UNIT);
    assertEquals("relu", one.activationText());
    Network network = Network.of(chain(4), Activation.ELU, PixelScale.UNIT);
    assertEquals(List.of(Activation.ELU, Activation.ELU, Activation.ELU), network.activations());
    assertEquals("elu", network.activationText());
    List<Activation> each = List.of(Activation.RELU, Activation.GELU, Activation.RELU);
    Network other = network.with(each, PixelScale.UNIT);
    assertEquals(each, other.activations());
    assertEquals("relu,gelu,relu", other.activationText());
    assertEquals("tanh", other.with(Activation.TANH, PixelScale.UNIT).activationText());
  }

  @Test
  void keepsTheNameThatItWasGivenWithoutHiddenLayers() {
    Network network = Network.of(chain(1), Activation.RELU, PixelScale.UNIT);
    assertEquals(List.of(), network.activations());
    assertEquals("relu", network.activationText());
    Network none = Network.of(chain(1), List.of(), PixelScale.UNIT);
    assertEquals(List.of(), none.activations());
    assertEquals("", none.activationText());
  }

  /** As many layers of one weight, 0.5, and a bias of 0.25. */
  private static List<Layer> chain(int layers) {
    Layer layer = new Layer(new double[][] {{0.5}}, new double[] {0.25});
    return Collections.nCopies(layers, layer);
  }

  /** By hand: 0.5 * 3 + 0.25 with pixels of -1 to 3, and 0.5 * 255 + 0.25 with raw ones. */
  @Test
  void takesOtherPixelsWithTheSameWeights() {
    Network network = Network.of(chain(1), Activation.RELU, new PixelScale("-1..3", -1, 3));
    assertEquals(-0.25, network.layers().get(0).bias()[0]);
    assertEquals(1.75, new ForwardPass(network).logits(new byte[] {-1}, 0)[0]);
    Network raw = network.with(Activation.RELU, PixelScale.RAW);
    assertEquals(0.25, raw.layers().get(0).bias()[0]);
    assertEquals(127.75, new ForwardPass(raw).logits(new byte[] {-1}, 0)[0]);
    assertSame(network.layers().get(0).weights(), raw.layers().get(0).weights());
    Network back = raw.with(Activation.RELU, network.pixels());
    assertEquals(-0.25, back.layers().get(0).bias()[0]);
  }

  @Test
  void layersCannotBeChanged() throws InputException {
    Network network = of(sixPixels(), Activation.SIGMOID, PixelScale.UNIT);
    assertThrows(UnsupportedOperationException.class, () -> network.layers().remove(0));
  }

  @Test
  void readsAPickle() throws InputException {
    Source source = source("six.pkl", sixPixels().bytes());
    Network network = NetworkReader.read(source, Activation.SIGMOID, PixelScale.UNIT).network();
    assertEquals(6, network.inputs());
    assertEquals(1, network.pixelValues()[255]);
  }

  @Test
  void namesTheFileThatIsNoPickle() {
    Source source = source("notes.txt", new byte[] {'{', '}'});
    InputException error =
        assertThrows(
            InputException.class,
            () -> NetworkReader.read(source, Activation.SIGMOID, PixelScale.UNIT).network());
    assertEquals(
        "notes.txt: no list of numbers in the JSON (expected {\"W1\": [[…]], \"b1\": […], …})",
        error.getMessage());
  }

  @Test
  void namesTheFileThatHoldsNoNetwork() {
    Source source =
        source("net.pkl", new PickledNetwork().zeros("W1", 2, 3).zeros("b1", 4).bytes());
    InputException error =
        assertThrows(
            InputException.class,
            () -> NetworkReader.read(source, Activation.SIGMOID, PixelScale.UNIT).network());
    assertEquals(
        "net.pkl: b1 has shape (4,), expected (3,) to go with W1 (2, 3)", error.getMessage());
  }

  @Test
  void takesImagesOfItsSize() throws IOException {
    Network network = of(sixPixels(), Activation.SIGMOID, PixelScale.UNIT);
    try (LabeledImages images = images()) {
      assertDoesNotThrow(() -> EvaluatedNetwork.requireInputs("net.pkl", network, images));
    }
  }

  @Test
  void refusesImagesOfAnotherSize() throws IOException {
    PickledNetwork five = new PickledNetwork().zeros("W1", 5, 2).zeros("b1", 2);
    Network network = of(five, Activation.SIGMOID, PixelScale.UNIT);
    try (LabeledImages images = images()) {
      InputException error =
          assertThrows(
              InputException.class,
              () -> EvaluatedNetwork.requireInputs("net.pkl", network, images));
      assertEquals(
          "net.pkl: takes images of another size (expected 2x3 = 6 inputs as in image.idx, found 5)",
          error.getMessage());
    }
  }

  @Test
  void refusesWeightsWhoseSumOverflows() {
    PickledNetwork network =
        new PickledNetwork().matrix("W1", new double[][] {{1e308}, {-1e308}}).zeros("b1", 1);
    assertOverflow(1, network, Activation.SIGMOID, PixelScale.UNIT);
  }

  @Test
  void refusesABiasWithWhichTheSumOverflows() {
    PickledNetwork network =
        new PickledNetwork().matrix("W1", new double[][] {{1e308}}).vector("b1", -1e308);
    assertOverflow(1, network, Activation.SIGMOID, PixelScale.UNIT);
  }

  @Test
  void largeWeightsOverflowWithRawPixelsOnly() throws InputException {
    PickledNetwork network =
        new PickledNetwork().matrix("W1", new double[][] {{1e306}}).zeros("b1", 1);
    assertEquals(1, of(network, Activation.SIGMOID, PixelScale.UNIT).inputs());
    assertOverflow(1, network, Activation.SIGMOID, PixelScale.RAW);
  }

  @Test
  void largeActivationsOverflowWithReluOnly() throws InputException {
    PickledNetwork network =
        new PickledNetwork()
            .matrix("W1", new double[][] {{1e200}})
            .zeros("b1", 1)
            .matrix("W2", new double[][] {{1, -1e200}})
            .zeros("b2", 2);
    assertEquals(2, of(network, Activation.SIGMOID, PixelScale.UNIT).classes());
    assertEquals(2, of(network, Activation.TANH, PixelScale.UNIT).classes());
    assertOverflow(2, network, Activation.RELU, PixelScale.UNIT);
  }

  /** What black pixels add overflows in both directions, and their sum is no number. */
  @Test
  void refusesWeightsThatOverflowWithBlackPixels() {
    PickledNetwork network =
        new PickledNetwork().matrix("W1", new double[][] {{1e303}, {-1e303}}).zeros("b1", 1);
    assertOverflow(1, network, Activation.SIGMOID, new PixelScale("1e6..999999", 1e6, 999_999));
  }

  /** The activation of the first layer alone lets large sums through. */
  @Test
  void overflowDependsOnTheActivationOfEachLayer() {
    Layer first = new Layer(new double[][] {{1e200}}, new double[1]);
    Layer second = new Layer(new double[][] {{1e200}}, new double[1]);
    List<Layer> layers = List.of(first, second, second);
    Activation relu = Activation.RELU;
    Activation tanh = Activation.TANH;
    assertEquals(-1, Network.of(layers, tanh, PixelScale.UNIT).overflowingLayer());
    Network large = Network.of(layers, List.of(relu, tanh), PixelScale.UNIT);
    assertEquals(1, large.overflowingLayer());
    assertEquals(2, large.with(List.of(tanh, relu), PixelScale.UNIT).overflowingLayer());
  }

  /** The first layer's activations are all zero: its large weights do nothing, those after do. */
  @Test
  void refusesOverflowAfterALayerThatGivesZeros() {
    PickledNetwork network =
        new PickledNetwork()
            .zeros("W1", 1, 2)
            .zeros("b1", 2)
            .matrix("W2", new double[][] {{1e308, 0}, {1e308, 0}})
            .vector("b2", 1, 1)
            .matrix("W3", new double[][] {{1e308}, {1e308}})
            .zeros("b3", 1);
    assertOverflow(3, network, Activation.RELU, PixelScale.UNIT);
  }

  /** 1e290 is less than half an ulp of the largest double, 2^970 = 1e292: it is rounded away. */
  @Test
  void sumsThatReachTheLargestDoubleAreNotOverflow() throws InputException {
    PickledNetwork network =
        new PickledNetwork()
            .matrix("W1", new double[][] {{Double.MAX_VALUE}, {1e290}})
            .zeros("b1", 1);
    Network large = of(network, Activation.SIGMOID, PixelScale.UNIT);
    double[] logits = new ForwardPass(large).logits(new byte[] {-1, -1}, 0);
    assertEquals(Double.MAX_VALUE, logits[0]);
  }

  private static void assertOverflow(
      int layer, PickledNetwork network, Activation activation, PixelScale scale) {
    InputException error = assertThrows(InputException.class, () -> of(network, activation, scale));
    assertEquals(
        "net.pkl: layer " + layer + " has weights so large that sums overflow", error.getMessage());
  }

  private static Network of(PickledNetwork network, Activation activation, PixelScale scale)
      throws InputException {
    return Networks.of(network.arrays(), "net.pkl", activation, scale);
  }

  private static PickledNetwork sixPixels() {
    return new PickledNetwork().zeros("W1", 6, 3).zeros("b1", 3).zeros("W2", 3, 4).zeros("b2", 4);
  }

  private static LabeledImages images() throws IOException {
    return ImageSet.of(source("image.idx", IMAGE), source("label.idx", LABEL)).open();
  }

  private static Source source(String name, byte[] bytes) {
    return Source.stream(name, new ByteArrayInputStream(bytes));
  }
}

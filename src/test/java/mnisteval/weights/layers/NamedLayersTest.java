package mnisteval.weights.layers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import mnisteval.PickledNetwork;
import mnisteval.input.HeapShares;
import mnisteval.input.InputException;
import mnisteval.network.Activation;
import mnisteval.network.Layer;
import mnisteval.network.PixelScale;
import mnisteval.weights.array.FormatException;
import mnisteval.weights.array.NamedArrays;
import mnisteval.weights.array.NdArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class NamedLayersTest {
  private static NamedLayers named(Map<String, NdArray> arrays, Set<String> numbers) {
    Map<String, Double> halves = new LinkedHashMap<>();
    for (String name : numbers) {
      halves.put(name, 0.5);
    }
    return new NamedLayers(new NamedArrays("arrays", arrays, Map.of(), halves), null);
  }

  private static final String LONG = "layer".repeat(9) + ".";

  /** What messages show of names that start with LONG. */
  private static final String CUT = "layer".repeat(8) + "…";

  @Test
  void findsLayersInTheOrderOfTheirNumbers() {
    List<Layer> layers =
        layers(
            new PickledNetwork()
                .vector("b2", 5)
                .matrix("W2", new double[][] {{1}, {2}, {3}})
                .vector("b1", 0.5, 0.25, 0.125)
                .matrix("W1", new double[][] {{1, 2, 3}, {4, 5, 6}}));
    assertEquals(2, layers.size());
    assertArrayEquals(new double[][] {{1, 2, 3}, {4, 5, 6}}, layers.get(0).weights());
    assertArrayEquals(new double[] {0.5, 0.25, 0.125}, layers.get(0).bias());
    assertArrayEquals(new double[][] {{1}, {2}, {3}}, layers.get(1).weights());
    assertArrayEquals(new double[] {5}, layers.get(1).bias());
  }

  /** Layers of two kinds are in the order of the file, whatever their numbers. */
  @Test
  void leavesLayersOfTwoKindsInTheOrderOfTheFile() {
    List<Layer> layers =
        layers(
            new PickledNetwork()
                .matrix("coder2.weight", new double[][] {{2}})
                .matrix("head1.weight", new double[][] {{1}}));
    assertEquals(2, layers.get(0).weights()[0][0]);
    assertEquals(1, layers.get(1).weights()[0][0]);
  }

  @Test
  void leavesLayersOfTheSameNumbersInTheOrderOfTheFile() {
    List<Layer> layers =
        layers(
            new PickledNetwork()
                .matrix("a.b1.weight", new double[][] {{5}})
                .matrix("a1.b.weight", new double[][] {{7}}));
    assertEquals(5, layers.get(0).weights()[0][0]);
    assertEquals(7, layers.get(1).weights()[0][0]);
  }

  @Test
  void refusesABiasOfLayerZeroWithoutWeights() {
    assertRefused(
        "no W0 (expected it, since there is b0)",
        new PickledNetwork().zeros("b0", 3).zeros("W1", 3, 2).zeros("b1", 2));
  }

  @Test
  void findsManyLayersInTheOrderOfTheirNumbers() {
    PickledNetwork network = new PickledNetwork();
    for (int n = 40; n >= 1; n--) {
      network.matrix("fc" + n + ".weight", new double[][] {{n}});
    }
    List<Layer> layers = layers(network);
    for (int n = 1; n <= 40; n++) {
      assertEquals(n, layers.get(n - 1).weights()[0][0]);
    }
  }

  @Test
  void refusesMoreThanAThousandLayers() {
    PickledNetwork network = new PickledNetwork();
    for (int n = 1; n <= 1000; n++) {
      network.matrix("W" + n, new double[][] {{n}});
    }
    assertEquals(1000, layers(network).size());
    network.matrix("W1001", new double[][] {{1}});
    assertRefused("too large a network (expected at most 1000 layers, found 1001)", network);
  }

  /** numpy would add it to all units, so it must not be ignored. */
  @Test
  void refusesANumberAsBias() {
    PickledNetwork network = new PickledNetwork().zeros("model.W1", 3, 2);
    assertNumber("model.b1", network, Set.of("model.lr", "b1", "model.b1", "model.b2"));
  }

  @Test
  void refusesANumberAmongArraysWithoutNames() {
    PickledNetwork network = new PickledNetwork().zeros("all.0", 3, 2).zeros("all.2", 2, 2);
    assertNumber("all.1", network, Set.of("epoch", "history.0", "all.1"));
  }

  private static void assertNumber(String name, PickledNetwork network, Set<String> numbers) {
    FormatException e =
        assertThrows(FormatException.class, () -> named(network.arrays(), numbers).layers(null));
    assertEquals(
        name + " is a single number (expected an array, as the others are)", e.getMessage());
  }

  @Test
  void ignoresOtherNumbers() {
    Set<String> numbers = Set.of("lr", "class_weight", "b2", "loss.0", "fc1.scale");
    PickledNetwork network = new PickledNetwork().zeros("W1", 3, 2);
    assertEquals(1, named(network.arrays(), numbers).layers(null).size());
  }

  @Test
  void findsTenLayersAndMore() {
    PickledNetwork network = new PickledNetwork();
    for (int n = 1; n <= 11; n++) {
      network.matrix("W" + n, new double[][] {{n}}).vector("b" + n, -n);
    }
    List<Layer> layers = layers(network);
    assertEquals(11, layers.size());
    assertEquals(11, layers.get(10).weights()[0][0]);
    assertEquals(-11, layers.get(10).bias()[0]);
  }

  @Test
  void namesMayBeInLowerCase() {
    List<Layer> layers =
        layers(
            new PickledNetwork()
                .matrix("w1", new double[][] {{1, 2}})
                .vector("b1", 3, 4)
                .matrix("W2", new double[][] {{5}, {6}})
                .vector("B2", 7));
    assertArrayEquals(new double[][] {{1, 2}}, layers.get(0).weights());
    assertArrayEquals(new double[][] {{5}, {6}}, layers.get(1).weights());
    assertArrayEquals(new double[] {7}, layers.get(1).bias());
  }

  @Test
  void biasMayBeARow() {
    List<Layer> layers =
        layers(new PickledNetwork().zeros("W1", 3, 2).array("b1", new int[] {1, 2}, 0.5, -0.5));
    assertArrayEquals(new double[] {0.5, -0.5}, layers.get(0).bias());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"W", "b", "W0", "Wx", "W1a", "x2", "W-2", "W2000000000", "optimizer.W2", ""})
  void otherArraysAreLeftOut(String name) {
    PickledNetwork network = new PickledNetwork().zeros("W1", 3, 2).zeros("b1", 2);
    assertEquals(1, layers(network.zeros(name, 7)).size());
  }

  @Test
  void refusesBiasesWithoutWeights() {
    assertRefused(
        "biases without weights (expected both in one file, or joined as --weights W+b, found coefs"
            + " (784,), b1 (50,), none (0, 3), grads (784, 50), scale ())",
        new PickledNetwork()
            .zeros("coefs", 784)
            .zeros("b1", 50)
            .zeros("none", 0, 3)
            .zeros("grads", 784, 50)
            .array("scale", new int[0], 2));
  }

  @Test
  void tellsThatThereIsNoArray() {
    FormatException e =
        assertThrows(FormatException.class, () -> named(Map.of(), Set.of()).layers(null));
    assertEquals(
        "no layers recognised (expected arrays named W1, b1, W2, b2, … or fc1.weight, fc1.bias, …, found no numpy array)",
        e.getMessage());
  }

  @Test
  void showsEightNamesInAll() {
    PickledNetwork network = new PickledNetwork();
    for (int n = 1; n <= 8; n++) {
      network.zeros("c" + n, n);
    }
    assertRefused(
        "no layers recognised (expected arrays named W1, b1, W2, b2, … or fc1.weight, fc1.bias, …, found c1 (1,), c2 (2,), c3 (3,), c4 (4,),"
            + " c5 (5,), c6 (6,), c7 (7,), c8 (8,))",
        network);
  }

  @Test
  void showsEightNamesOfMore() {
    PickledNetwork network = new PickledNetwork();
    for (int n = 1; n <= 9; n++) {
      network.zeros("c" + n, n);
    }
    assertRefused(
        "no layers recognised (expected arrays named W1, b1, W2, b2, … or fc1.weight, fc1.bias, …, found c1 (1,), c2 (2,), c3 (3,), c4 (4,),"
            + " c5 (5,), c6 (6,), c7 (7,), c8 (8,), … 9 in all)",
        network);
  }

  @Test
  void shortensLongNames() {
    String forty = "0123456789".repeat(4);
    assertRefused(
        "no layers recognised (expected arrays named W1, b1, W2, b2, … or fc1.weight, fc1.bias, …, found "
            + forty
            + " (2,), "
            + forty
            + "… (3,))",
        new PickledNetwork().zeros(forty, 2).zeros(forty + "0", 3));
  }

  @Test
  void refusesAGapInTheWeights() {
    assertRefused(
        "no W2 (expected it, since there is W3)",
        new PickledNetwork().zeros("W1", 3, 2).zeros("b1", 2).zeros("W3", 2, 4).zeros("b3", 4));
  }

  @ParameterizedTest
  @ValueSource(strings = {"W9", "b10", "W99999999"})
  void refusesAGapUpToANumberOfEightDigits(String name) {
    assertRefused(
        "no W2 (expected it, since there is " + name + ")",
        new PickledNetwork().zeros("W1", 3, 2).zeros("b1", 2).zeros(name, 4));
  }

  @Test
  void refusesABiasBeyondTheWeights() {
    assertRefused(
        "no W2 (expected it, since there is b4)",
        new PickledNetwork().zeros("W1", 3, 2).zeros("b1", 2).zeros("b4", 4));
  }

  @Test
  void refusesABiasOfTheLayerAfterTheWeights() {
    assertRefused(
        "no W2 (expected it, since there is b2)",
        new PickledNetwork().zeros("W1", 3, 2).zeros("b1", 2).zeros("b2", 4));
  }

  @Test
  void refusesALowerCaseNameBeyondAGap() {
    assertRefused(
        "no w2 (expected it, since there is w10)",
        new PickledNetwork().zeros("w1", 3, 2).zeros("b1", 2).zeros("w10", 2, 2));
  }

  @Test
  void refusesAMissingBias() {
    assertRefused(
        "no bias for W2 (2, 4) (expected one, since there is b1)",
        new PickledNetwork().zeros("W1", 3, 2).zeros("b1", 2).zeros("W2", 2, 4));
  }

  @Test
  void refusesWeightsInBothCases() {
    assertRefused(
        "both W1 and w1 (expected one of them)",
        new PickledNetwork().zeros("W1", 3, 2).zeros("w1", 3, 2).zeros("b1", 2));
  }

  @Test
  void refusesABiasInBothCases() {
    assertRefused(
        "both B1 and b1 (expected one of them)",
        new PickledNetwork().zeros("W1", 3, 2).zeros("B1", 2).zeros("b1", 2));
  }

  @Test
  void refusesWeightsThatDoNotFollow() {
    assertRefused(
        "W2 has shape (51, 100), expected (50, n) to follow W1 (784, 50)",
        new PickledNetwork()
            .zeros("W1", 784, 50)
            .zeros("b1", 50)
            .zeros("W2", 51, 100)
            .zeros("b2", 100));
  }

  /** Names come from the file: they may neither forge a line nor fill the screen. */
  @Test
  void showsNamesThatBreakLinesAsEscapes() {
    assertRefused(
        "no weights recognised (expected arrays named W1, b1, W2, b2, … or fc1.weight, fc1.bias, …,"
            + " found ke\\u0000el (3, 2), a\\u000a.b1 (4,)); numpy.savez(FILE, W1=…, b1=…, W2=…,"
            + " b2=…) writes them by such names",
        new PickledNetwork().zeros("ke\0el", 3, 2).zeros("a\n.b1", 4));
  }

  @Test
  void cutsALongNameOfMisshapenWeights() {
    assertRefused(
        CUT + " has shape (3, 2, 1), expected (inputs, outputs)",
        new PickledNetwork().zeros(LONG + "weight", 3, 2, 1));
  }

  @Test
  void cutsALongNameOfABiasOfAnotherLength() {
    assertRefused(
        CUT + " has shape (4,), expected (2,) to go with " + CUT + " (3, 2)",
        new PickledNetwork().zeros(LONG + "weight", 3, 2).zeros(LONG + "bias", 4));
  }

  @Test
  void cutsLongNamesOfWeightsThatDoNotFollow() {
    assertRefused(
        CUT + " has shape (5, 7), expected (2, n) to follow " + CUT + " (3, 2)",
        new PickledNetwork().zeros(LONG + "W1", 3, 2).zeros(LONG + "W2", 5, 7));
  }

  @Test
  void cutsALongNameOfWeightsThatAreNotFinite() {
    assertRefused(
        CUT + " (1, 2) is not finite (expected numbers, found NaN at [0, 1])",
        new PickledNetwork().matrix(LONG + "weight", new double[][] {{1, Double.NaN}}));
  }

  @Test
  void cutsALongNameOfABiasThatIsNotFinite() {
    assertRefused(
        CUT + " (1,) is not finite (expected numbers, found infinity at [0])",
        new PickledNetwork()
            .zeros(LONG + "weight", 2, 1)
            .vector(LONG + "bias", Double.POSITIVE_INFINITY));
  }

  @Test
  void cutsLongNamesOfMissingWeights() {
    assertRefused(
        "no " + CUT + " (expected it, since there is " + CUT + ")",
        new PickledNetwork().zeros(LONG + "W1", 3, 2).zeros(LONG + "W3", 2, 1));
  }

  @Test
  void cutsLongNamesOfAMissingBias() {
    assertRefused(
        "no bias for " + CUT + " (2, 4) (expected one, since there is " + CUT + ")",
        new PickledNetwork()
            .zeros(LONG + "W1", 3, 2)
            .zeros(LONG + "b1", 2)
            .zeros(LONG + "W2", 2, 4));
  }

  @Test
  void cutsLongNamesOfArraysForOnePlace() {
    assertRefused(
        "both " + CUT + " and " + CUT + " (expected one of them)",
        new PickledNetwork().zeros(LONG + "W1", 3, 2).zeros(LONG + "w1", 3, 2));
  }

  @Test
  void refusesAConvolution() {
    assertRefused(
        "W1 has shape (30, 1, 5, 5), a convolution (expected (inputs, outputs): only fully"
            + " connected layers are read)",
        new PickledNetwork().zeros("W1", 30, 1, 5, 5).zeros("b1", 30));
  }

  @Test
  void refusesWeightsOfOneDimension() {
    assertRefused(
        "W1 has shape (6,), expected (inputs, outputs)",
        new PickledNetwork().zeros("W1", 6).zeros("b1", 2));
  }

  @Test
  void refusesWeightsOfThreeDimensions() {
    assertRefused(
        "w2 has shape (2, 4, 1), expected (inputs, outputs)",
        new PickledNetwork().zeros("w1", 3, 2).zeros("b1", 2).zeros("w2", 2, 4, 1).zeros("b2", 4));
  }

  @Test
  void refusesASingleNumberAsWeights() {
    assertRefused(
        "W1 has shape (), expected (inputs, outputs)",
        new PickledNetwork().array("W1", new int[0], 1).zeros("b1", 2));
  }

  @Test
  void refusesWeightsWithoutInputs() {
    assertRefused(
        "W1 has shape (0, 2), expected (inputs, outputs)",
        new PickledNetwork().zeros("W1", 0, 2).zeros("b1", 2));
  }

  @Test
  void refusesWeightsWithoutOutputs() {
    assertRefused(
        "W1 has shape (3, 0), expected (inputs, outputs)",
        new PickledNetwork().zeros("W1", 3, 0).zeros("b1", 0));
  }

  @Test
  void refusesABiasOfAnotherLength() {
    assertRefused(
        "b1 has shape (4,), expected (2,) to go with W1 (3, 2)",
        new PickledNetwork().zeros("W1", 3, 2).zeros("b1", 4));
  }

  @Test
  void refusesARowBiasOfAnotherLength() {
    assertRefused(
        "b1 has shape (1, 4), expected (2,) to go with W1 (3, 2)",
        new PickledNetwork().zeros("W1", 3, 2).zeros("b1", 1, 4));
  }

  @Test
  void biasMayBeAColumn() {
    List<Layer> layers =
        layers(new PickledNetwork().zeros("W1", 3, 2).array("b1", new int[] {2, 1}, 0.5, -0.5));
    assertArrayEquals(new double[] {0.5, -0.5}, layers.get(0).bias());
  }

  @ParameterizedTest
  @CsvSource({
    "gamma1, a normalisation",
    "bn1.running_mean, a normalisation",
    "rnn.weight_ih_l0, a recurrent layer",
    "lstm/recurrent_kernel:0, a recurrent layer",
    "attn.in_proj_weight, attention",
  })
  void refusesOtherKindsOfNetworks(String name, String kind) {
    assertRefused(
        name
            + " belongs to "
            + kind
            + " (expected fully connected layers only, found W1 (3, 2), b1 (2,), "
            + name
            + " (7,))",
        new PickledNetwork().zeros("W1", 3, 2).zeros("b1", 2).zeros(name, 7));
  }

  @Test
  void refusesABiasOfTwoRows() {
    assertRefused(
        "b1 has shape (2, 2), expected (2,) to go with W1 (3, 2)",
        new PickledNetwork().zeros("W1", 3, 2).zeros("b1", 2, 2));
  }

  @Test
  void refusesABiasOfThreeDimensions() {
    assertRefused(
        "b1 has shape (1, 1, 2), expected (2,) to go with W1 (3, 2)",
        new PickledNetwork().zeros("W1", 3, 2).zeros("b1", 1, 1, 2));
  }

  @Test
  void refusesASingleNumberAsBias() {
    assertRefused(
        "b1 has shape (), expected (1,) to go with w1 (3, 1)",
        new PickledNetwork().zeros("w1", 3, 1).array("b1", new int[0], 1));
  }

  @Test
  void refusesNaNInWeights() {
    assertRefused(
        "W1 (2, 3) is not finite (expected numbers, found NaN at [1, 2])",
        new PickledNetwork()
            .matrix("W1", new double[][] {{1, 2, 3}, {4, 5, Double.NaN}})
            .zeros("b1", 3));
  }

  @Test
  void refusesNaNInTheFirstColumn() {
    assertRefused(
        "W1 (2, 2) is not finite (expected numbers, found NaN at [1, 0])",
        new PickledNetwork().matrix("W1", new double[][] {{1, 2}, {Double.NaN, 4}}).zeros("b1", 2));
  }

  @Test
  void refusesInfinityInABias() {
    assertRefused(
        "b1 (3,) is not finite (expected numbers, found infinity at [2])",
        new PickledNetwork().zeros("W1", 2, 3).vector("b1", 0, 1, Double.POSITIVE_INFINITY));
  }

  @Test
  void refusesNegativeInfinityInARowBias() {
    assertRefused(
        "b1 (1, 3) is not finite (expected numbers, found -infinity at [0, 1])",
        new PickledNetwork()
            .zeros("W1", 2, 3)
            .array("b1", new int[] {1, 3}, 0, Double.NEGATIVE_INFINITY, 1));
  }

  @Test
  void refusesInfinityInALaterLayer() {
    assertRefused(
        "w2 (2, 2) is not finite (expected numbers, found -infinity at [0, 1])",
        new PickledNetwork()
            .zeros("W1", 3, 2)
            .zeros("b1", 2)
            .matrix("w2", new double[][] {{0, Double.NEGATIVE_INFINITY}, {Double.NaN, 0}})
            .zeros("b2", 2));
  }

  /** A row takes 24 bytes and 8 a number; bias and sums of a layer are two rows more. */
  @Test
  void refusesOneArrayUnderSoManyNamesThatMemoryIsShort() {
    long available = HeapShares.network();
    long layer = (1000 + 2) * (24 + 8 * 1000);
    int count = (int) (available * 3 / 2 / layer);
    PickledNetwork network = new PickledNetwork().zeros("W1", 1000, 1000).zeros("b1", 1000);
    for (int n = 2; n <= count; n++) {
      network.again("W" + n, "W1").again("b" + n, "b1");
    }
    assertRefused(
        "too large a network for the memory (expected at most "
            + (available >> 20)
            + " MiB, found "
            + (count * layer >> 20)
            + " MiB; java -Xmx gives more)",
        network);
  }

  /** Of a layer with one input, the bias takes as much memory as the weights. */
  @Test
  void countsTheMemoryOfBiases() {
    long available = HeapShares.network();
    int width = 100_000;
    long pair = (1 + 2) * (24 + 8L * width) + (width + 2) * (24 + 8L);
    int pairs = (int) (available * 3 / 2 / pair);
    PickledNetwork network =
        new PickledNetwork()
            .zeros("W1", 1, width)
            .zeros("b1", width)
            .zeros("W2", width, 1)
            .zeros("b2", 1);
    for (int n = 3; n <= 2 * pairs; n++) {
      String twin = n % 2 == 0 ? "2" : "1";
      network.again("W" + n, "W" + twin).again("b" + n, "b" + twin);
    }
    assertRefused(
        "too large a network for the memory (expected at most "
            + (available >> 20)
            + " MiB, found "
            + (pairs * pair >> 20)
            + " MiB; java -Xmx gives more)",
        network);
  }

  private static List<Layer> layers(PickledNetwork network) {
    return new LayerShapes(named(network.arrays(), Set.of()).layers(null))
        .layers(new ReadOptions(null, PixelScale.UNIT, Layout.AUTO, 0));
  }

  private static void assertRefused(String expected, PickledNetwork network) {
    InputException refusal =
        assertThrows(
            InputException.class,
            () -> Networks.of(network.arrays(), "net.pkl", Activation.SIGMOID, PixelScale.UNIT));
    assertEquals("net.pkl: " + expected, refusal.getMessage());
  }
}

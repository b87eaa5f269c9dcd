package mnisteval.evaluation.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import mnisteval.PickledNetwork;
import mnisteval.evaluation.ClassOrder;
import mnisteval.evaluation.settings.TrainedNetworks.Counts;
import mnisteval.evaluation.settings.TrainedNetworks.Look;
import mnisteval.idx.Block;
import mnisteval.idx.ImageSet;
import mnisteval.idx.LabeledImages;
import mnisteval.input.Source;
import mnisteval.network.Activation;
import mnisteval.network.Layer;
import mnisteval.network.Network;
import mnisteval.network.PixelScale;
import mnisteval.weights.layers.NetworkReader;
import mnisteval.weights.layers.Networks;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Trained networks with their own settings and with others, on the first 1000 test images. What is
 * better, and all counts, are numpy's: see make_networks.py. Where a network gets about as many
 * right with another activation as with its own, the more common of both is better.
 */
final class SecondLookTest {
  private static final int SIDE = 28;
  private static final int TOTAL = 10_000;

  private static Block sample;

  @BeforeAll
  static void readTheSample() throws IOException {
    sample = sample(1000);
  }

  private static Block sample(int images) throws IOException {
    try (LabeledImages set = ImageSet.bundled().part(0, images).open()) {
      return set.sample();
    }
  }

  private static SecondLook look(String network, String activation, String pixels)
      throws IOException {
    Network read = TrainedNetworks.network(network, activation, pixels);
    return new SecondLook(read, null, false, sample);
  }

  private static String text(Trial trial) {
    return trial == null ? "-" : trial.network().activationText() + " " + trial.network().pixels();
  }

  private static void assertFound(String expected, Trial found, String network) throws IOException {
    assertEquals(expected, text(found), network);
    if (found != null) {
      String[] settings = expected.split(" ");
      Counts counts = TrainedNetworks.counts(network, settings[0], settings[1]);
      assertEquals(1000, found.images());
      assertEquals(counts.correctInSample(), found.correct(), network);
    }
  }

  static List<Counts> asTrained() throws IOException {
    return TrainedNetworks.counts().stream().filter(Counts::asTrained).toList();
  }

  @ParameterizedTest
  @MethodSource("asTrained")
  void nothingIsBetterThanTheSettingsOfTheTraining(Counts row) throws IOException {
    SecondLook look = look(row.network(), row.activation(), row.pixels());
    assertEquals("-", text(look.better(true, true, false)));
    assertEquals("-", text(look.better(true, true, true)));
    assertEquals("-", text(new WideSearch(look, true, SIDE).best(TOTAL)));
    assertEquals(row.correctInSample(), look.correct(1000));
  }

  static List<Look> withTrainedPixels() throws IOException {
    return looks(false);
  }

  static List<Look> withTrainedActivation() throws IOException {
    return looks(true);
  }

  /** The looks at networks of which one of the settings is that of the training. */
  private static List<Look> looks(boolean activation) throws IOException {
    Map<String, Counts> trained = new TreeMap<>();
    asTrained().forEach(row -> trained.put(row.network(), row));
    return TrainedNetworks.looks().stream()
        .filter(
            look ->
                activation
                    ? look.activation().equals(trained.get(look.network()).activation())
                    : look.pixels().equals(trained.get(look.network()).pixels()))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("withTrainedPixels")
  void findsTheActivation(Look expected) throws IOException {
    SecondLook look = look(expected.network(), expected.activation(), expected.pixels());
    assertFound(expected.otherActivation(), look.better(true, false, true), expected.network());
    if (expected.activation().equals("sigmoid")) {
      assertFound(expected.otherActivation(), look.better(true, false, false), expected.network());
    }
  }

  @ParameterizedTest
  @MethodSource("withTrainedActivation")
  void findsThePixels(Look expected) throws IOException {
    SecondLook look = look(expected.network(), expected.activation(), expected.pixels());
    assertFound(expected.otherPixels(), look.better(false, true, false), expected.network());
  }

  @ParameterizedTest
  @CsvSource({
    "relu, sigmoid, unit",
    "relu-normalized, relu, unit",
    "softplus-normalized, softplus, unit",
    "tanh, tanh, '0.5,0.5'",
  })
  void findsBothTogether(String network, String activation, String pixels) throws IOException {
    Trial found = look(network, activation, pixels).better(true, true, true);
    Look expected =
        TrainedNetworks.looks().stream()
            .filter(row -> row.network().equals(network))
            .filter(row -> row.activation().equals(activation) && row.pixels().equals(pixels))
            .findFirst()
            .orElseThrow();
    assertFound(expected.other(), found, network);
  }

  /**
   * The setting of the training, or one that is more common and, by networks.tsv, about as good.
   */
  @ParameterizedTest
  @CsvSource({
    "relu, tanh, raw, relu, raw",
    "tanh, relu, '0.5,0.5', tanh, unit",
    "identity, sigmoid, '0.1307,0.3081', identity, unit",
    "elu, sigmoid, unit, relu, unit",
    "relu-normalized, sigmoid, unit, relu, '0.1307,0.3081'",
    "softplus-normalized, sigmoid, unit, relu, '0.1307,0.3081'",
    "example, relu, '0.5,0.5', sigmoid, unit",
    "example-columns, tanh, '0.1307,0.3081', sigmoid, unit",
  })
  void findsWhatIsFarBetter(
      String network, String activation, String pixels, String found, String foundPixels)
      throws IOException {
    Trial far = new WideSearch(look(network, activation, pixels), true, SIDE).best(TOTAL);
    assertFound(found + " " + foundPixels, far, network);
    assertNull(far.order());
    assertFalse(far.transposed());
  }

  /** With these pixels, by networks.tsv, no activation gets more than 321 of 1000 right. */
  @Test
  void leavesPixelsThatAreKnown() throws IOException {
    assertNull(new WideSearch(look("example", "sigmoid", "0.5,0.5"), false, SIDE).best(TOTAL));
    Trial far =
        new WideSearch(look("relu-normalized", "sigmoid", "0.1307,0.3081"), false, SIDE)
            .best(TOTAL);
    assertFound("relu 0.1307,0.3081", far, "relu-normalized");
  }

  /** Images that are turned, and outputs that are not in the order that is given. */
  @ParameterizedTest
  @CsvSource({"false, false", "false, true", "true, false", "true, true"})
  void findsColumnsAndTheOrderOfClasses(boolean transposed, boolean ordered) throws IOException {
    ClassOrder order = ordered ? ClassOrder.startingAtOne(10) : null;
    Network network = relu(16, !ordered, 0);
    Block turned = sample.transposed(SIDE);
    Trial far =
        new WideSearch(new SecondLook(network, order, transposed, turned), true, SIDE).best(TOTAL);
    assertFound("relu unit", far, "relu");
    assertEquals(!transposed, far.transposed());
    assertEquals(ordered ? "null" : "1-9,0", String.valueOf(far.order()));
    assertNull(
        new WideSearch(new SecondLook(network, order, transposed, turned), true, 0).best(TOTAL));
  }

  /**
   * The network relu, run with sigmoid.
   *
   * @param hidden units, from 16: the others do nothing
   * @param shifted whether output k stands for label k + 1, and the last one for label 0
   * @param exponent of 2, by which the sums of each layer are multiplied
   */
  private static Network relu(int hidden, boolean shifted, int exponent) throws IOException {
    List<Layer> layers = TrainedNetworks.network("relu", "sigmoid", "unit").layers();
    double[][] w1 = new double[784][hidden];
    double[][] w2 = new double[hidden][10];
    double[] b1 = new double[hidden];
    double[] b2 = new double[10];
    for (int unit = 0; unit < 16; unit++) {
      for (int pixel = 0; pixel < 784; pixel++) {
        w1[pixel][unit] = Math.scalb(layers.get(0).weights()[pixel][unit], exponent);
      }
      b1[unit] = Math.scalb(layers.get(0).bias()[unit], exponent);
    }
    for (int output = 0; output < 10; output++) {
      int from = shifted ? (output + 1) % 10 : output;
      for (int unit = 0; unit < 16; unit++) {
        w2[unit][output] = Math.scalb(layers.get(1).weights()[unit][from], exponent);
      }
      b2[output] = Math.scalb(layers.get(1).bias()[from], 2 * exponent);
    }
    PickledNetwork pickle = new PickledNetwork().matrix("W1", w1).vector("b1", b1);
    pickle.matrix("W2", w2).vector("b2", b2);
    return Networks.of(pickle.arrays(), "relu", Activation.SIGMOID, PixelScale.UNIT);
  }

  /** Of more than 100,000 weights; by numpy, relu gets 93 of the first 100 images right. */
  @Test
  void triesLargeNetworksOnFewImages() throws IOException {
    SecondLook look = new SecondLook(relu(140, false, 0), null, false, sample);
    assertNull(new WideSearch(look, true, SIDE).best(2499));
    Trial far = new WideSearch(look, true, SIDE).best(2500);
    assertEquals("relu unit", text(far));
    assertEquals(100, far.images());
    assertEquals(93, far.correct());
    assertFound("relu unit", look.better(true, true, false), "relu");
  }

  /** Its first 30 images are right with the order of classes that is not given. */
  @Test
  void triesNothingOnFewerThanThirtyImages() throws IOException {
    Network example = TrainedNetworks.network("example", "sigmoid", "unit");
    ClassOrder order = ClassOrder.startingAtOne(10);
    assertNull(
        new WideSearch(new SecondLook(example, order, false, sample(29)), true, SIDE).best(29));
    Trial far =
        new WideSearch(new SecondLook(example, order, false, sample(30)), true, SIDE).best(30);
    assertEquals("sigmoid unit", text(far));
    assertNull(far.order());
    assertEquals(30, far.correct());
  }

  /** Sums of up to 2^1018 times those of the network; a bound on them is infinite. */
  @Test
  void namesNothingThatMayOverflow() throws IOException {
    Network network = relu(16, false, 509);
    assertEquals(-1, network.overflowingLayer());
    Network better = network.with(Activation.RELU, PixelScale.UNIT);
    Trial trial = new Trial(better, false, null, sample);
    trial.run(1000);
    assertEquals(TrainedNetworks.counts("relu", "relu", "unit").correctInSample(), trial.correct());
    assertEquals(1, better.overflowingLayer());
    SecondLook look = new SecondLook(network, null, false, sample);
    for (Trial found :
        Arrays.asList(
            look.better(true, true, true), new WideSearch(look, true, SIDE).best(TOTAL))) {
      assertTrue(found == null || found.network().overflowingLayer() < 0, text(found));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void nothingIsFarBetterForANetworkThatWasNotTrained(int seed) throws IOException {
    Random random = new Random(seed);
    PickledNetwork pickle = new PickledNetwork();
    int[] units = {784, 10 + 20 * seed, 10};
    for (int n = 1; n <= 2; n++) {
      double[] weights = new double[units[n - 1] * units[n]];
      Arrays.setAll(weights, i -> random.nextGaussian() / 10);
      pickle.array("W" + n, new int[] {units[n - 1], units[n]}, weights);
      pickle.vector("b" + n, Arrays.copyOf(weights, units[n]));
    }
    Network network = Networks.of(pickle.arrays(), "", Activation.SIGMOID, PixelScale.UNIT);
    SecondLook look = new SecondLook(network, null, false, sample);
    assertNull(new WideSearch(look, true, SIDE).best(TOTAL));
  }

  @Test
  void nothingIsBetterForTheBooksNetwork() throws IOException {
    String folder = System.getProperty("mnisteval.shared");
    Path file = Path.of(String.valueOf(folder), "sample_weight.pkl");
    assumeTrue(folder != null && Files.exists(file), "skipped: the book's weights are not here");
    Network network =
        NetworkReader.read(Source.file(file), Activation.SIGMOID, PixelScale.UNIT).network();
    SecondLook look = new SecondLook(network, null, false, sample);
    assertNull(look.better(true, true, true));
    assertNull(new WideSearch(look, true, SIDE).best(TOTAL));
  }
}

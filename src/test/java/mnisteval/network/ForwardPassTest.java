package mnisteval.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import mnisteval.PickledNetwork;
import mnisteval.input.InputException;
import mnisteval.input.Source;
import mnisteval.weights.layers.NetworkReader;
import mnisteval.weights.layers.Networks;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class ForwardPassTest {
  private static final double TOLERANCE = 1e-12;

  private static final byte[] NO_LIGHT = {0, 0};
  private static final byte[] FULL_LIGHT = {(byte) 255, (byte) 255};

  /**
   * Networks of 1, 2 and 4 layers, every activation, lists of them, and every pixel scale, in each
   * of the forward passes; see make_forward.py.
   */
  @ParameterizedTest
  @MethodSource("forwardTable")
  void logitsAndProbabilitiesAreThoseOfNumpy(String line) throws IOException {
    String[] fields = line.split("\t");
    byte[] pixels = new byte[2];
    for (int i = 0; i < 2; i++) {
      pixels[i] = (byte) Integer.parseInt(fields[3].split(" ")[i]);
    }
    Network network =
        NetworkReader.read(
                Source.resource(fields[0], "/mnisteval/network/" + fields[0]), null, null)
            .network()
            .with(activations(fields[1]), scale(fields[2]));
    ForwardPass pass = new ForwardPass(network);
    double[] expected = numbers(fields[4]);
    assertClose(expected, pass.logits(pixels, 0));
    assertClose(numbers(fields[5]), pass.probabilities(pixels, 0));
    double[][] together = new BlockPass(network, 1).logits(pixels, 1);
    Float32Network screen = Float32Network.of(network);
    float[][] screened = screen == null ? null : new Float32Pass(screen, 1).logits(pixels, 1);
    for (int j = 0; j < expected.length; j++) {
      assertEquals(expected[j], together[j][0], TOLERANCE);
      if (screened != null) {
        assertEquals(expected[j], screened[j][0], screen.error);
      }
    }
  }

  /** Pixels 0 3 0 0 255, the same as runs of zeros; and a run of zeros that ends an image. */
  @Test
  void runsOfZerosGiveTheSameBits() throws IOException {
    Network network = RandomNetwork.of(new Random(1), Activation.TANH, 5, 7, 3);
    double[] expected = new ForwardPass(network).logits(new byte[] {0, 3, 0, 0, -1}, 0);
    byte[] runs = {9, 9, 1, 3, 2, -1, 9, 9};
    assertArrayEquals(expected, new ForwardPass(network).logits(runs, 2, 6));
    double[] last = new ForwardPass(network).logits(new byte[] {0, 3, 0, 0, 0}, 0);
    assertArrayEquals(last, new ForwardPass(network).logits(runs, 2, 4));
    double[] zero = new ForwardPass(network).logits(new byte[5], 0);
    assertArrayEquals(zero, new ForwardPass(network).logits(new byte[] {4, 0}, 0, 2));
  }

  /** More pixels than are searched at a time, an odd number of them not zero. */
  @Test
  void addsPixelsOfLargeImagesInTheirOrder() throws IOException {
    int size = 2 * NonZeroPixels.MOST + 3;
    Network network = RandomNetwork.of(new Random(2), Activation.IDENTITY, size, 2);
    byte[] pixels = new byte[size + 1];
    double[] expected = network.layers().get(0).bias().clone();
    for (int i : new int[] {0, 7, NonZeroPixels.MOST - 1, NonZeroPixels.MOST, size - 1}) {
      pixels[i + 1] = (byte) (200 + i % 50);
      double[] row = network.layers().get(0).weights()[i];
      for (int j = 0; j < row.length; j++) {
        expected[j] += network.pixelValues()[200 + i % 50] * row[j];
      }
    }
    assertArrayEquals(expected, new ForwardPass(network).logits(pixels, 1));
  }

  /**
   * By hand: logits (0, 1, 0.4) of pixels (0, 255), (1, 1, 0.5) of (255, 255), and (0.12, 0.01,
   * 0.21) of (30, 3). The first two images are not asked for.
   */
  @Test
  void classesOfManyImagesByHand() {
    Layer layer = new Layer(new double[][] {{1, 0, 0.1}, {0, 1, 0.2}}, new double[] {0, 0, 0.2});
    Network network = Network.of(List.of(layer), Activation.SIGMOID, PixelScale.UNIT);
    ForwardPass pass = new ForwardPass(network);
    int[] expected = {9, 9, 1, 0, 2};
    int[] classes = {9, 9, 9, 9, 9};
    pass.classify(new byte[] {0, 0, -1, 0, 0, -1, -1, -1, 30, 3}, 2, 5, classes);
    assertArrayEquals(expected, classes);
    int[] ofRuns = {9, 9, 9, 9, 9};
    byte[] runs = {0, -1, 1, -1, 0, -1, 0, -1, 0, 30, 0, 3};
    pass.classify(runs, new int[] {0, 2, 4, 8, 12}, 2, 5, ofRuns);
    assertArrayEquals(expected, ofRuns);
  }

  private static List<Activation> activations(String names) {
    return Stream.of(names.split(",")).map(Activation::of).toList();
  }

  private static PixelScale scale(String name) {
    return switch (name) {
      case "unit" -> PixelScale.UNIT;
      case "raw" -> PixelScale.RAW;
      case "0.5,0.25" -> PixelScale.normalized(name, 0.5, 0.25);
      case "0.01..1" -> new PixelScale(name, 0.01, 1);
      default -> new PixelScale(name, 1, -2);
    };
  }

  static List<String> forwardTable() throws IOException {
    try (InputStream in = ForwardPassTest.class.getResourceAsStream("forward.tsv")) {
      List<String> lines = new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
      assertEquals((3 * 9 * 2 + 3 * 3 + 2 * 5) * 6, lines.size());
      return lines;
    }
  }

  /**
   * By hand, pixels (1, 2) raw: (1, 2) @ W1 + b1 = (1 + 6, -2 - 8 + 1, 5 + 2 - 4) = (7, -9, 3),
   * relu (7, 0, 3), @ W2 + b2 = (7 - 6 + 10, 14 + 9 - 20) = (11, 3).
   */
  @Test
  void reluNetworkByHand() throws IOException {
    ForwardPass pass = new ForwardPass(integers(Activation.RELU, PixelScale.RAW));
    assertArrayEquals(new double[] {11, 3}, pass.logits(new byte[] {1, 2}, 0));
  }

  /** By hand: relu of b1 = (0, 1, -4) is (0, 1, 0), @ W2 + b2 = (100 + 10, 100 - 20). */
  @Test
  void pixelsOfZeroLeaveTheBiases() throws IOException {
    ForwardPass pass = new ForwardPass(integers(Activation.RELU, PixelScale.RAW));
    assertArrayEquals(new double[] {110, 80}, pass.logits(NO_LIGHT, 0));
  }

  /**
   * By hand: (255, 255) @ W1 + b1 = (255 x 4, 255 x -6 + 1, 255 x 6 - 4), relu (1020, 0, 1526), @
   * W2 + b2 = (1020 - 3052 + 10, 2040 + 4578 - 20).
   */
  @Test
  void pixelsOf255AreNotNegative() throws IOException {
    ForwardPass pass = new ForwardPass(integers(Activation.RELU, PixelScale.RAW));
    assertArrayEquals(new double[] {-2022, 6598}, pass.logits(FULL_LIGHT, 0));
  }

  /** By hand: relu of (1, 1) @ W1 + b1 = (4, -5, 2), @ W2 + b2 = (4 - 4 + 10, 8 + 6 - 20). */
  @Test
  void pixelsOf255AreOneInUnitScale() throws IOException {
    ForwardPass pass = new ForwardPass(integers(Activation.RELU, PixelScale.UNIT));
    assertArrayEquals(new double[] {10, -6}, pass.logits(FULL_LIGHT, 0));
  }

  @Test
  void readsTheImageAtTheOffset() throws IOException {
    ForwardPass pass = new ForwardPass(integers(Activation.RELU, PixelScale.RAW));
    byte[] pixels = {99, 98, 97, 1, 2, 96};
    assertArrayEquals(new double[] {11, 3}, pass.logits(pixels, 3));
    assertEquals(0, pass.classify(pixels, 3));
    assertArrayEquals(new double[] {1, 0}, pass.probabilities(pixels, 3), 1e-3);
  }

  @Test
  void imagesBeforeLeaveNoTrace() throws IOException {
    ForwardPass pass = new ForwardPass(integers(Activation.RELU, PixelScale.RAW));
    pass.logits(FULL_LIGHT, 0);
    pass.probabilities(FULL_LIGHT, 0);
    assertArrayEquals(new double[] {11, 3}, pass.logits(new byte[] {1, 2}, 0));
  }

  @Test
  void forwardPassesOfOneNetworkAreIndependent() throws IOException {
    Network network = integers(Activation.RELU, PixelScale.RAW);
    double[] first = new ForwardPass(network).logits(new byte[] {1, 2}, 0);
    new ForwardPass(network).logits(FULL_LIGHT, 0);
    assertArrayEquals(new double[] {11, 3}, first);
  }

  @Test
  void classIsThatOfTheLargestLogit() throws IOException {
    ForwardPass pass = new ForwardPass(integers(Activation.RELU, PixelScale.RAW));
    assertEquals(0, pass.classify(new byte[] {1, 2}, 0));
    assertEquals(1, pass.classify(FULL_LIGHT, 0));
  }

  /** {@code np.argmax} says the same. */
  @Test
  void argmaxIsTheFirstOfEquals() {
    assertEquals(1, ForwardPass.argmax(new double[] {-1, 3, 2, 3, 3}));
    assertEquals(0, ForwardPass.argmax(new double[] {-2, -2}));
    assertEquals(2, ForwardPass.argmax(new double[] {-5, -4, -3}));
    assertEquals(0, ForwardPass.argmax(new double[] {7}));
    assertEquals(0, ForwardPass.argmax(new double[] {-0.0, 0.0}));
  }

  @Test
  void classIsTheFirstOfEqualLogits() throws IOException {
    Network network =
        Networks.of(
            new PickledNetwork().zeros("W1", 2, 4).vector("b1", 1, 5, 5, 2).arrays(),
            "net.pkl",
            Activation.SIGMOID,
            PixelScale.UNIT);
    assertEquals(1, new ForwardPass(network).classify(FULL_LIGHT, 0));
  }

  /**
   * {@code z = np.array(z); e = np.exp(z - z.max()); e / e.sum()}, numpy 2.4.6; {@code
   * np.exp(1000)} is infinite.
   */
  @Test
  void softmaxIsStable() {
    assertArrayEquals(new double[] {1, 0}, softmax(1000, 0));
    assertArrayEquals(new double[] {0, 1}, softmax(-1e308, 1e308));
    assertClose(
        new double[] {0.33149896042409155, 0.12195165230972886, 0.5465493872661796},
        softmax(-1000, -1001, -999.5));
    assertClose(
        new double[] {
          0.098647035350872, 0.017142284342616495, 0.4421053401532558, 0.4421053401532558
        },
        softmax(0.5, -1.25, 2, 2));
  }

  @Test
  void probabilitiesOfFarLogitsAreZeroAndOne() throws IOException {
    Network network =
        Networks.of(
            new PickledNetwork().zeros("W1", 2, 2).vector("b1", 0, 1000).arrays(),
            "net.pkl",
            Activation.SIGMOID,
            PixelScale.UNIT);
    assertArrayEquals(new double[] {0, 1}, new ForwardPass(network).probabilities(NO_LIGHT, 0));
  }

  private static double[] softmax(double... z) {
    ForwardPass.softmax(z);
    return z;
  }

  /** A 2-3-2 network whose sums can be done in the head. */
  private static Network integers(Activation activation, PixelScale scale) throws InputException {
    return Networks.of(
        new PickledNetwork()
            .matrix("W1", new double[][] {{1, -2, 5}, {3, -4, 1}})
            .vector("b1", 0, 1, -4)
            .matrix("W2", new double[][] {{1, 2}, {100, 100}, {-2, 3}})
            .vector("b2", 10, -20)
            .arrays(),
        "net.pkl",
        activation,
        scale);
  }

  private static double[] numbers(String text) {
    return Arrays.stream(text.split(" ")).mapToDouble(Double::parseDouble).toArray();
  }

  private static void assertClose(double[] expected, double[] found) {
    assertEquals(expected.length, found.length);
    for (int i = 0; i < expected.length; i++) {
      assertEquals(expected[i], found[i], TOLERANCE * Math.max(1, Math.abs(expected[i])));
    }
  }
}

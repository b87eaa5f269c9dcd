package mnisteval.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import mnisteval.PickledNetwork;
import mnisteval.input.InputException;
import mnisteval.weights.layers.Networks;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The classes of {@link ForwardPass}, which is tested against numpy, for every image. */
final class ScreenedPassTest {
  private static final int BLOCK = 200;

  /** Every width from 1 to 130, with as many pixels, classes and images as it takes to vary too. */
  static Stream<Arguments> widths() {
    return IntStream.rangeClosed(1, 130)
        .mapToObj(
            width ->
                Arguments.of(
                    width,
                    1 + width * 7 % 61,
                    1 + width * 5 % 23,
                    1 + width * 3 % 237,
                    RandomNetwork.OF_FLOAT32.get(width % RandomNetwork.OF_FLOAT32.size())));
  }

  @ParameterizedTest
  @MethodSource("widths")
  void findsTheClassesOfForwardPass(
      int width, int pixels, int classes, int images, Activation activation) throws InputException {
    Random random = new Random(width);
    Network network = RandomNetwork.of(random, activation, pixels, width, 1 + width % 19, classes);
    for (double share : new double[] {0, 0.03, 0.2, 0.6, 1}) {
      assertSame(network, RandomNetwork.images(random, images, pixels, share), images);
    }
  }

  @ParameterizedTest
  @MethodSource("widths")
  void findsTheClassesOfForwardPassWithOneLayer(int width, int pixels, int classes, int images)
      throws InputException {
    Random random = new Random(width);
    Network network = RandomNetwork.of(random, Activation.SIGMOID, pixels, width);
    assertSame(network, RandomNetwork.images(random, images, pixels, 0.2), images);
  }

  @Test
  void findsTheClassesWithAnActivationForEachLayer() throws InputException {
    Random random = new Random(9);
    Network network =
        RandomNetwork.of(random, Activation.TANH, 50, 20, 15, 10, 4)
            .with(
                List.of(Activation.leakyRelu(0.3), Activation.IDENTITY, Activation.SIGMOID),
                PixelScale.UNIT);
    assertSame(network, RandomNetwork.images(random, 300, 50, 0.3), 300);
  }

  /** More pixels than {@link NonZeroPixels} finds in one search. */
  @Test
  void takesImagesOfManyPixels() throws InputException {
    Random random = new Random(3);
    int pixels = 2 * NonZeroPixels.MOST + 77;
    Network network = RandomNetwork.of(random, Activation.TANH, pixels, 3, 4);
    assertSame(network, RandomNetwork.images(random, 9, pixels, 0.1), 9);
  }

  /**
   * Logits 0.1, 0.1 + difference and 0.05 for a black image: float32 has steps of 7e-9 at 0.1, and
   * is not sure of a tenth of its bound either.
   */
  @ParameterizedTest
  @CsvSource({"0, 0", "1e-9, 1", "-1e-9, 0", "1e-15, 1", "-1e-15, 0", "1e-7, 1", "0.02, 1"})
  void findsClassesThatFloat32CannotTell(double difference, int expected) throws InputException {
    Network network =
        Networks.of(
            new PickledNetwork()
                .matrix("W1", new double[][] {{1, 2, 3}})
                .vector("b1", 0.1, 0.1 + difference, 0.05)
                .arrays(),
            "net.pkl",
            Activation.SIGMOID,
            PixelScale.UNIT);
    assertArrayEquals(
        new int[] {expected, expected, 2}, classes(network, new byte[] {0, 0, 99}, 3));
  }

  /**
   * By hand: of float32's steps of 1.4e-45, the weights of the first class are 1.4 twice, and that
   * of the second is 2.6; rounded, they are 1 twice, and 3.
   */
  @Test
  void findsClassesDespiteUnderflow() throws InputException {
    double step = Float.MIN_VALUE;
    Network network =
        Networks.of(
            new PickledNetwork()
                .matrix("W1", new double[][] {{1e20, 1e20}})
                .matrix("W2", new double[][] {{1.4 * step, 2.6 * step}, {1.4 * step, 0}})
                .arrays(),
            "net.pkl",
            Activation.RELU,
            PixelScale.UNIT);
    assertArrayEquals(new int[] {0, 0}, classes(network, new byte[] {-1, 0}, 2));
  }

  /** Twelve layers make the bound so large that no image is sure, and float32 is given up. */
  @Test
  void findsTheClassesOfADeepNetwork() throws InputException {
    Random random = new Random(7);
    int[] units = {30, 40, 40, 40, 40, 40, 40, 40, 40, 40, 40, 40, 5};
    Network network = RandomNetwork.of(random, Activation.RELU, units);
    byte[] pixels = RandomNetwork.images(random, 700, 30, 0.4);
    assertSame(network, pixels, 700);
  }

  @Test
  void takesBlocksOneAfterAnother() throws InputException {
    Random random = new Random(11);
    Network network = RandomNetwork.of(random, Activation.SIGMOID, 20, 9, 4);
    ScreenedPass pass = new ScreenedPass(network, Float32Network.of(network), 250);
    for (int images : new int[] {250, 1, 100, 101, 0, 249}) {
      byte[] pixels = RandomNetwork.images(random, images, 20, 0.3);
      int[] classes = new int[images];
      pass.classify(pixels, images, classes);
      assertArrayEquals(plain(network, pixels, images), classes);
    }
  }

  /** Logits of some tenths, and a bound of some millionths. */
  @Test
  void isSureOfNearlyAllImages() throws InputException {
    Random random = new Random(5);
    Network network = RandomNetwork.of(random, Activation.SIGMOID, 50, 20, 7);
    ScreenedPass pass = new ScreenedPass(network, Float32Network.of(network), BLOCK);
    classify(pass, 900, RandomNetwork.images(random, 900, 50, 0.3));
    assertTrue(pass.unsure < 9, pass.unsure + " of 900");
  }

  /** From 400 images on, and with all of them unsure. */
  @Test
  void givesUpFloat32IfItIsUnsureTooOften() throws InputException {
    Network network =
        Networks.of(
            new PickledNetwork().matrix("W1", new double[][] {{1, 1}}).arrays(),
            "net.pkl",
            Activation.SIGMOID,
            PixelScale.UNIT);
    ScreenedPass pass = new ScreenedPass(network, Float32Network.of(network), BLOCK);
    classify(pass, 1000, new byte[2 * 1000]);
    assertEquals(400, pass.unsure);
  }

  private static void assertSame(Network network, byte[] pixels, int images) {
    int[] classes = classes(network, pixels, images);
    assertEquals(images, classes.length);
    assertArrayEquals(plain(network, pixels, images), classes);
  }

  private static int[] classes(Network network, byte[] pixels, int images) {
    return classify(new ScreenedPass(network, Float32Network.of(network), BLOCK), images, pixels);
  }

  /** Classifies images in blocks, of which the last one may have fewer images. */
  private static int[] classify(ScreenedPass pass, int images, byte[] pixels) {
    int[] all = new int[images];
    int size = pixels.length / images;
    for (int from = 0; from < images; from += BLOCK) {
      int count = Math.min(BLOCK, images - from);
      int[] classes = new int[BLOCK];
      pass.classify(Arrays.copyOfRange(pixels, from * size, (from + count) * size), count, classes);
      System.arraycopy(classes, 0, all, from, count);
    }
    return all;
  }

  private static int[] plain(Network network, byte[] pixels, int images) {
    ForwardPass pass = new ForwardPass(network);
    int[] classes = new int[images];
    for (int i = 0; i < images; i++) {
      classes[i] = pass.classify(pixels, i * network.inputs());
    }
    return classes;
  }
}

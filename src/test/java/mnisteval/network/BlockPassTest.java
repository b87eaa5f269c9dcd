package mnisteval.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import mnisteval.input.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Compares with the plain loops of {@link ForwardPass}, which are tested against numpy. */
final class BlockPassTest {
  private static final double TOLERANCE = 1e-12;

  /** Every width from 1 to 130, with as many pixels, classes and images as it takes to vary too. */
  static Stream<Arguments> widths() {
    return IntStream.rangeClosed(1, 130)
        .mapToObj(
            width ->
                Arguments.of(
                    width,
                    1 + width * 7 % 61,
                    1 + width * 5 % 23,
                    1 + width * 3 % 37,
                    Activation.ALL.get(width % Activation.ALL.size())));
  }

  @ParameterizedTest
  @MethodSource("widths")
  void equalsForwardPass(int width, int pixels, int classes, int images, Activation activation)
      throws InputException {
    Random random = new Random(width);
    Network network = RandomNetwork.of(random, activation, pixels, width, 1 + width % 19, classes);
    for (double share : new double[] {0, 0.03, 0.2, 0.6, 1}) {
      assertSame(network, RandomNetwork.images(random, images, pixels, share), images);
    }
  }

  @ParameterizedTest
  @MethodSource("widths")
  void equalsForwardPassWithOneLayer(int width, int pixels, int classes, int images)
      throws InputException {
    Random random = new Random(width);
    Network network = RandomNetwork.of(random, Activation.SIGMOID, pixels, width);
    assertSame(network, RandomNetwork.images(random, images, pixels, 0.2), images);
  }

  @Test
  void equalsForwardPassWithAnActivationForEachLayer() throws InputException {
    Random random = new Random(4);
    int[] units = {30, 9, 8, 7, 6, 5, 4, 3, 10, 5};
    Network network =
        RandomNetwork.of(random, Activation.RELU, units).with(Activation.ALL, PixelScale.UNIT);
    assertSame(network, RandomNetwork.images(random, 40, 30, 0.4), 40);
  }

  @ParameterizedTest
  @FieldSource("mnisteval.network.Activation#ALL")
  void leavesImagesPastTheCount(Activation activation) throws InputException {
    Random random = new Random(1);
    Network network = RandomNetwork.of(random, activation, 9, 5, 3);
    BlockPass pass = new BlockPass(network, 4);
    double before = pass.logits(RandomNetwork.images(random, 4, 9, 1), 4)[2][3];
    assertEquals(before, pass.logits(RandomNetwork.images(random, 3, 9, 1), 3)[2][3]);
  }

  private static void assertSame(Network network, byte[] pixels, int images) {
    double[][] logits = new BlockPass(network, images + 2).logits(pixels, images);
    ForwardPass plain = new ForwardPass(network);
    for (int image = 0; image < images; image++) {
      double[] expected = plain.logits(pixels, image * network.inputs());
      for (int j = 0; j < expected.length; j++) {
        assertEquals(expected[j], logits[j][image], TOLERANCE);
      }
    }
    assertSameOfRuns(network, pixels, images, logits);
  }

  /**
   * The same images as runs of zeros give the same bits, since they are added in the same order.
   */
  private static void assertSameOfRuns(
      Network network, byte[] pixels, int images, double[][] expected) {
    int[] ends = new int[images];
    ByteArrayOutputStream runs = new ByteArrayOutputStream();
    for (int image = 0; image < images; image++) {
      int zeros = 0;
      for (int i = 0; i < network.inputs(); i++) {
        byte pixel = pixels[image * network.inputs() + i];
        if (pixel != 0 || zeros == 255) {
          runs.write(zeros);
          runs.write(pixel);
          zeros = 0;
        } else {
          zeros++;
        }
      }
      ends[image] = runs.size();
    }
    double[][] found = new BlockPass(network, images + 2).logits(runs.toByteArray(), ends, images);
    for (int j = 0; j < expected.length; j++) {
      assertArrayEquals(expected[j], found[j]);
    }
  }
}

package mnisteval.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Random;
import mnisteval.PickledNetwork;
import mnisteval.idx.ImageSet;
import mnisteval.input.Source;
import mnisteval.network.Activation;
import mnisteval.network.Network;
import mnisteval.network.PixelScale;
import mnisteval.weights.layers.NetworkReader;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

/** However the images are cut into parts, blocks and threads, the evaluation is the same. */
final class AccuracyPropertiesTest {
  private static final int PIXELS = 4;
  private static final int CLASSES = 3;
  private static final int MOST_IMAGES = 1500;

  @RepeatedTest(60)
  void isTheSameWhateverTheThreads(RepetitionInfo repetition) throws IOException {
    int seed = repetition.getCurrentRepetition();
    Random random = new Random(seed);
    int images = images(seed, random);
    byte[][] set = set(images, random);
    Network network = network(random);
    Accuracy one = Evaluator.evaluate("net.pkl", network, open(set), 1);
    assertEquals(images, one.total());
    int threads = 2 + random.nextInt(8);
    assertEquals(one, Evaluator.evaluate("net.pkl", network, open(set), threads));
  }

  /** Parts begin in the middle of what is a block of the whole. */
  @RepeatedTest(60)
  void isTheSumOfItsParts(RepetitionInfo repetition) throws IOException {
    int seed = repetition.getCurrentRepetition();
    Random random = new Random(seed);
    int images = images(seed, random);
    byte[][] set = set(images, random);
    Network network = network(random);
    Accuracy whole = Evaluator.evaluate("net.pkl", network, open(set), 2);
    long correct = 0;
    long total = 0;
    for (int from = 0; from < images; ) {
      int count = 1 + random.nextInt(images);
      Accuracy part = Evaluator.evaluate("net.pkl", network, open(set).part(from, count), 2);
      correct += part.correct();
      total += part.total();
      from += count;
    }
    assertEquals(whole, new Accuracy(correct, total));
  }

  /** From 1 to 1,500 images: the fewest and the most first, then any number. */
  private static int images(int seed, Random random) {
    int[] edges = {1, 2, 3, MOST_IMAGES - 1, MOST_IMAGES};
    return seed <= edges.length ? edges[seed - 1] : 1 + random.nextInt(MOST_IMAGES);
  }

  private static Network network(Random random) throws IOException {
    double[][] weights = new double[PIXELS][CLASSES];
    for (double[] row : weights) {
      for (int j = 0; j < CLASSES; j++) {
        row[j] = random.nextGaussian();
      }
    }
    byte[] pickle = new PickledNetwork().matrix("W1", weights).vector("b1", 0.1, 0, -0.1).bytes();
    Source source = Source.stream("net", new ByteArrayInputStream(pickle));
    return NetworkReader.read(source, Activation.SIGMOID, PixelScale.UNIT).network();
  }

  /** The bytes of an image file and of its label file. */
  private static byte[][] set(int count, Random random) {
    byte[] pixels = new byte[count * PIXELS];
    random.nextBytes(pixels);
    byte[] labels = new byte[count];
    for (int i = 0; i < count; i++) {
      labels[i] = (byte) random.nextInt(CLASSES);
    }
    ByteBuffer images = ByteBuffer.allocate(16 + pixels.length);
    images.putInt(0x803).putInt(count).putInt(2).putInt(2).put(pixels);
    ByteBuffer classes = ByteBuffer.allocate(8 + count);
    classes.putInt(0x801).putInt(count).put(labels);
    return new byte[][] {images.array(), classes.array()};
  }

  private static ImageSet open(byte[][] set) {
    return ImageSet.of(
        Source.stream("images", new ByteArrayInputStream(set[0])),
        Source.stream("labels", new ByteArrayInputStream(set[1])));
  }
}

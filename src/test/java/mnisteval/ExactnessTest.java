package mnisteval;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPInputStream;
import mnisteval.evaluation.Accuracy;
import mnisteval.evaluation.Evaluator;
import mnisteval.idx.Block;
import mnisteval.idx.ImageSet;
import mnisteval.idx.LabeledImages;
import mnisteval.input.Source;
import mnisteval.network.Activation;
import mnisteval.network.BlockPass;
import mnisteval.network.Float32Network;
import mnisteval.network.ForwardPass;
import mnisteval.network.Network;
import mnisteval.network.PixelScale;
import mnisteval.network.ScreenedPass;
import mnisteval.weights.layers.NetworkReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The promise of the program: on all 10,000 images of the MNIST test set, the class of every image
 * is that of numpy, and every probability within 1e-12 of it, whichever way the images are put
 * through: one by one, many together, or screened in float32. The networks are the committed
 * example and, where it is at hand, the book's own; the reference files are made by numpy, see
 * make_reference.py.
 */
final class ExactnessTest {
  private static final int IMAGES = 10_000;
  private static final int CLASSES = 10;
  private static final double TOLERANCE = 1e-12;

  private static final Path EXAMPLE = Path.of("data", "example_weight.pkl");

  /** Numpy's count, see data/README.md. */
  private static final Accuracy EXAMPLE_COUNT = new Accuracy(9864, IMAGES);

  /** The count that the book gives, as 0.9352. */
  private static final Accuracy BOOK_COUNT = new Accuracy(9352, IMAGES);

  @Test
  void everyClassOfTheExampleIsThatOfNumpy() throws IOException {
    String expected = String.join("", lines("reference/example_weight.classes.txt"));
    assertEquals(IMAGES, expected.length());
    Answers answers = Answers.of(network(EXAMPLE, PixelScale.UNIT));
    for (int i = 0; i < IMAGES; i++) {
      answers.assertClass(expected.charAt(i) - '0', i);
    }
  }

  @Test
  void probabilitiesOfTheExampleAreThoseOfNumpy() throws IOException {
    List<String> lines = lines("reference/example_weight.probabilities.csv");
    assertEquals(1 + 298, lines.size());
    assertAgrees(lines, Answers.of(network(EXAMPLE, PixelScale.UNIT)));
  }

  @Test
  void everyClassAndProbabilityOfTheBooksNetworkIsThatOfNumpy() throws IOException {
    Path weights = shared("sample_weight.pkl");
    Path predictions = shared("sample_weight.predictions.csv.gz");
    List<String> lines;
    try (InputStream in = new GZIPInputStream(Files.newInputStream(predictions))) {
      lines = lines(in);
    }
    assertEquals(1 + IMAGES, lines.size());
    assertAgrees(lines, Answers.of(network(weights, PixelScale.UNIT)));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7})
  void exampleIsCountedTheSameOnAnyNumberOfThreads(int threads) throws IOException {
    Network network = network(EXAMPLE, PixelScale.UNIT);
    assertEquals(
        EXAMPLE_COUNT, Evaluator.evaluate("net.pkl", network, ImageSet.bundled(), threads));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7})
  void booksNetworkIsCountedTheSameOnAnyNumberOfThreads(int threads) throws IOException {
    Network network = network(shared("sample_weight.pkl"), PixelScale.UNIT);
    assertEquals(BOOK_COUNT, Evaluator.evaluate("net.pkl", network, ImageSet.bundled(), threads));
  }

  /** So many images that they are screened. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void theSetFourTimesIsCountedFourTimes(int threads) throws IOException {
    Network network = network(EXAMPLE, PixelScale.UNIT);
    ImageSet set =
        ImageSet.of(
            fourTimes("t10k-images-idx3-ubyte.gz", 16), fourTimes("t10k-labels-idx1-ubyte.gz", 8));
    assertEquals(
        new Accuracy(4 * 9864, 4 * IMAGES), Evaluator.evaluate("net.pkl", network, set, threads));
  }

  /** A bundled IDX file with its data repeated. */
  private static Source fourTimes(String file, int header) throws IOException {
    byte[] bytes;
    try (InputStream in = new GZIPInputStream(Files.newInputStream(Path.of("data", file)))) {
      bytes = in.readAllBytes();
    }
    int size = bytes.length - header;
    ByteBuffer all = ByteBuffer.allocate(header + 4 * size).put(bytes, 0, header);
    for (int i = 0; i < 4; i++) {
      all.put(bytes, header, size);
    }
    all.putInt(4, 4 * IMAGES);
    return Source.stream(file, new ByteArrayInputStream(all.array()));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7})
  void partsOfTheExampleMakeUpTheWhole(int threads) throws IOException {
    assertEquals(EXAMPLE_COUNT, inParts(network(EXAMPLE, PixelScale.UNIT), threads));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7})
  void partsOfTheBooksNetworkMakeUpTheWhole(int threads) throws IOException {
    Network network = network(shared("sample_weight.pkl"), PixelScale.UNIT);
    assertEquals(BOOK_COUNT, inParts(network, threads));
  }

  /** Numpy's count, see data/README.md: wrong pixels give an accuracy that looks plausible. */
  @Test
  void rawPixelsAreCountedAsByNumpy() throws IOException {
    Network network = network(EXAMPLE, PixelScale.RAW);
    assertEquals(
        new Accuracy(9361, IMAGES), Evaluator.evaluate("net.pkl", network, ImageSet.bundled(), 2));
  }

  /** Parts that end within blocks, at their ends, and of a single image. */
  private static Accuracy inParts(Network network, int threads) throws IOException {
    int[] bounds = {0, 1, 500, 777, 4000, 9999, IMAGES};
    Accuracy sum = new Accuracy(0, 0);
    for (int i = 1; i < bounds.length; i++) {
      int size = bounds[i] - bounds[i - 1];
      ImageSet part = ImageSet.bundled().part(bounds[i - 1], size);
      Accuracy accuracy = Evaluator.evaluate("net.pkl", network, part, threads);
      assertEquals(size, accuracy.total());
      sum = new Accuracy(sum.correct() + accuracy.correct(), sum.total() + accuracy.total());
    }
    return sum;
  }

  /** Lines are {@code index,label,predicted,p0,...,p9} after a header. */
  private static void assertAgrees(List<String> lines, Answers answers) {
    assertEquals("index,label,predicted,p0,p1,p2,p3,p4,p5,p6,p7,p8,p9", lines.get(0));
    for (String line : lines.subList(1, lines.size())) {
      String[] fields = line.split(",");
      assertEquals(3 + CLASSES, fields.length);
      int image = Integer.parseInt(fields[0]);
      assertEquals(Integer.parseInt(fields[1]), answers.labels[image], "label of image " + image);
      answers.assertClass(Integer.parseInt(fields[2]), image);
      for (int k = 0; k < CLASSES; k++) {
        double expected = Double.parseDouble(fields[3 + k]);
        String what = "probability " + k + " of image " + image;
        assertEquals(expected, answers.probabilities[image][k], TOLERANCE, what);
        assertEquals(expected, answers.together[image][k], TOLERANCE, what);
      }
    }
  }

  private static Network network(Path weights, PixelScale scale) throws IOException {
    return NetworkReader.read(Source.file(weights), Activation.SIGMOID, scale).network();
  }

  /** A file beside the project; the test is skipped, saying so, where it is missing. */
  private static Path shared(String file) {
    String folder = System.getProperty("mnisteval.shared");
    assumeTrue(
        folder != null,
        "skipped: " + file + ": no system property mnisteval.shared says where it is");
    Path path = Path.of(folder, file).toAbsolutePath().normalize();
    assumeTrue(Files.exists(path), "skipped: " + file + " is not at " + path);
    return path;
  }

  private static List<String> lines(String resource) throws IOException {
    try (InputStream in = ExactnessTest.class.getResourceAsStream(resource)) {
      assertNotNull(in, resource);
      return lines(in);
    }
  }

  private static List<String> lines(InputStream in) {
    return new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII))
        .lines()
        .toList();
  }

  /** The labels of the bundled images, and the classes and probabilities of a network. */
  private static final class Answers {
    private final int[] labels = new int[IMAGES];
    private final int[] classes = new int[IMAGES];
    private final int[] screened = new int[IMAGES];
    private final double[][] probabilities = new double[IMAGES][];
    private final double[][] together = new double[IMAGES][CLASSES];

    static Answers of(Network network) throws IOException {
      Answers answers = new Answers();
      try (LabeledImages images = ImageSet.bundled().open()) {
        assertEquals(IMAGES, images.remaining());
        Block block = images.newBlock();
        int most = block.labels().length;
        ForwardPass pass = new ForwardPass(network);
        BlockPass blockPass = new BlockPass(network, most);
        ScreenedPass screenedPass = new ScreenedPass(network, Float32Network.of(network), most);
        while (images.next(block)) {
          for (int i = 0; i < block.count(); i++) {
            answers.take((int) block.first() + i, block, i, pass);
          }
          answers.take(block, blockPass.logits(block.pixels(), block.count()));
          int[] found = new int[most];
          screenedPass.classify(block.pixels(), block.count(), found);
          System.arraycopy(found, 0, answers.screened, (int) block.first(), block.count());
        }
      }
      return answers;
    }

    private void take(int image, Block block, int index, ForwardPass pass) {
      int offset = index * block.imageSize();
      labels[image] = block.labels()[index];
      classes[image] = pass.classify(block.pixels(), offset);
      probabilities[image] = Arrays.copyOf(pass.probabilities(block.pixels(), offset), CLASSES);
    }

    private void take(Block block, double[][] logits) {
      for (int i = 0; i < block.count(); i++) {
        double[] ofImage = together[(int) block.first() + i];
        for (int k = 0; k < CLASSES; k++) {
          ofImage[k] = logits[k][i];
        }
        ForwardPass.softmax(ofImage);
      }
    }

    private void assertClass(int expected, int image) {
      assertEquals(expected, classes[image], "class of image " + image);
      assertEquals(expected, ForwardPass.argmax(together[image]), "together, of image " + image);
      assertEquals(expected, screened[image], "screened, of image " + image);
    }
  }
}

package mnisteval;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPInputStream;
import mnisteval.evaluation.Evaluation;
import mnisteval.evaluation.Evaluator;
import mnisteval.idx.Block;
import mnisteval.idx.ImageSet;
import mnisteval.idx.LabeledImages;
import mnisteval.input.Source;
import mnisteval.network.Activation;
import mnisteval.network.ForwardPass;
import mnisteval.network.Network;
import mnisteval.network.PixelScale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The promise of the program: on all 10,000 images of the MNIST test set, the class of every image
 * is that of numpy, and every probability within 1e-12 of it. The networks are the committed
 * example and, where it is at hand, the book's own; the reference files are made by numpy, see
 * make_reference.py.
 */
final class ExactnessTest {
  private static final int IMAGES = 10_000;
  private static final int CLASSES = 10;
  private static final double TOLERANCE = 1e-12;

  private static final Path EXAMPLE = Path.of("data", "example_weight.pkl");

  /** Numpy's count, see data/README.md. */
  private static final Evaluation EXAMPLE_COUNT = new Evaluation(9864, IMAGES);

  /** The count that the book gives, as 0.9352. */
  private static final Evaluation BOOK_COUNT = new Evaluation(9352, IMAGES);

  @Test
  void everyClassOfTheExampleIsThatOfNumpy() throws IOException {
    String expected = String.join("", lines("reference/example_weight.classes.txt"));
    assertEquals(IMAGES, expected.length());
    Answers answers = Answers.of(network(EXAMPLE, PixelScale.UNIT));
    for (int i = 0; i < IMAGES; i++) {
      assertEquals(expected.charAt(i) - '0', answers.classes[i], "class of image " + i);
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
    assertEquals(EXAMPLE_COUNT, Evaluator.evaluate(network, ImageSet.bundled(), threads));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7})
  void booksNetworkIsCountedTheSameOnAnyNumberOfThreads(int threads) throws IOException {
    Network network = network(shared("sample_weight.pkl"), PixelScale.UNIT);
    assertEquals(BOOK_COUNT, Evaluator.evaluate(network, ImageSet.bundled(), threads));
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

  /** Numpy's count, see data/README.md: wrong pixels give a figure that looks plausible. */
  @Test
  void rawPixelsAreCountedAsByNumpy() throws IOException {
    Network network = network(EXAMPLE, PixelScale.RAW);
    assertEquals(new Evaluation(9361, IMAGES), Evaluator.evaluate(network, ImageSet.bundled(), 2));
  }

  /** Parts that end within blocks, at their ends, and of a single image. */
  private static Evaluation inParts(Network network, int threads) throws IOException {
    int[] bounds = {0, 1, 200, 777, 4000, 9999, IMAGES};
    Evaluation sum = new Evaluation(0, 0);
    for (int i = 1; i < bounds.length; i++) {
      int size = bounds[i] - bounds[i - 1];
      ImageSet part = ImageSet.bundled().part(bounds[i - 1], size);
      Evaluation evaluation = Evaluator.evaluate(network, part, threads);
      assertEquals(size, evaluation.total());
      sum = sum.merge(evaluation);
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
      assertEquals(Integer.parseInt(fields[2]), answers.classes[image], "class of image " + image);
      for (int k = 0; k < CLASSES; k++) {
        double expected = Double.parseDouble(fields[3 + k]);
        double found = answers.probabilities[image][k];
        assertEquals(expected, found, TOLERANCE, "probability " + k + " of image " + image);
      }
    }
  }

  private static Network network(Path weights, PixelScale scale) throws IOException {
    return Network.read(Source.file(weights), Activation.SIGMOID, scale);
  }

  /** A file beside the project; the test is skipped, saying so, where it is missing. */
  private static Path shared(String file) {
    String folder = System.getProperty("mnisteval.shared");
    assumeTrue(folder != null, file + ": no system property mnisteval.shared says where it is");
    Path path = Path.of(folder, file).toAbsolutePath().normalize();
    assumeTrue(Files.exists(path), file + ": missing, looked for at " + path);
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

  /** What a network says about each bundled image, and what the image's label is. */
  private static final class Answers {
    private final int[] labels = new int[IMAGES];
    private final int[] classes = new int[IMAGES];
    private final double[][] probabilities = new double[IMAGES][];

    static Answers of(Network network) throws IOException {
      Answers answers = new Answers();
      try (LabeledImages images = ImageSet.bundled().open()) {
        assertEquals(IMAGES, images.remaining());
        Block block = images.newBlock();
        ForwardPass pass = new ForwardPass(network);
        while (images.next(block)) {
          for (int i = 0; i < block.count(); i++) {
            answers.take((int) block.first() + i, block, i, pass);
          }
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
  }
}

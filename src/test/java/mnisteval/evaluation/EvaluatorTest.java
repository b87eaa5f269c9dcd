package mnisteval.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import mnisteval.PickledNetwork;
import mnisteval.evaluation.Accuracy.AccuracyTally;
import mnisteval.evaluation.Tally.Tallies;
import mnisteval.evaluation.metrics.MetricsTally;
import mnisteval.idx.ImageSet;
import mnisteval.idx.LabeledImages;
import mnisteval.input.InputException;
import mnisteval.input.Source;
import mnisteval.network.Activation;
import mnisteval.network.Network;
import mnisteval.network.PixelScale;
import mnisteval.weights.layers.Networks;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Images are 1x2 pixels, and 500 of them make a block: see {@link #set}. */
final class EvaluatorTest {
  private static final int IMAGES = 4950;
  private static final int IMAGE_HEADER = 16;
  private static final int LABEL_HEADER = 8;

  /**
   * A network of 3 classes. By hand: an image (255, 0) gives the logits (1, 0.5, -1), (0, 255)
   * gives (0, 2.5, 0), and (0, 0) gives (0, 0.5, 0.75).
   */
  private static Network network() throws InputException {
    return Networks.of(
        new PickledNetwork()
            .matrix("W1", new double[][] {{1, 0, -1.75}, {0, 2, -0.75}})
            .vector("b1", 0, 0.5, 0.75)
            .arrays(),
        "net.pkl",
        Activation.SIGMOID,
        PixelScale.UNIT);
  }

  /** A tally of blocks so large, as it says, that the heap has room for those of one thread. */
  private record Large(Set<Thread> threads) implements Tally {
    @Override
    public long bytes(long images, int pixels) {
      return Runtime.getRuntime().maxMemory();
    }

    @Override
    public Tally empty() {
      return this;
    }

    @Override
    public void add(Prediction image) {
      threads.add(Thread.currentThread());
    }

    @Override
    public void merge(Tally next) {}
  }

  @Test
  void startsNoThreadsWhoseTalliesDoNotFit() throws IOException {
    Set<Thread> threads = ConcurrentHashMap.newKeySet();
    try (LabeledImages images = set(images(), labels()).open()) {
      Tally large = new Tallies(List.of(new Large(threads)));
      Evaluator.evaluate(new EvaluatedNetwork("net.pkl", network(), large), images, 8, null);
    }
    assertEquals(Set.of(Thread.currentThread()), threads);
  }

  /** Image i is of class i % 3, and its label says so, but for every tenth: 495 of 4950. */
  private static byte[] images() {
    ByteBuffer images = ByteBuffer.allocate(IMAGE_HEADER + 2 * IMAGES);
    images.putInt(0x803).putInt(IMAGES).putInt(1).putInt(2);
    for (int i = 0; i < IMAGES; i++) {
      images.put((byte) (i % 3 == 0 ? 255 : 0)).put((byte) (i % 3 == 1 ? 255 : 0));
    }
    return images.array();
  }

  private static byte[] labels() {
    ByteBuffer labels = ByteBuffer.allocate(LABEL_HEADER + IMAGES);
    labels.putInt(0x801).putInt(IMAGES);
    for (int i = 0; i < IMAGES; i++) {
      labels.put((byte) ((i % 10 == 0 ? i + 1 : i) % 3));
    }
    return labels.array();
  }

  private static byte[] labels(int image, int label) {
    byte[] labels = labels();
    labels[LABEL_HEADER + image] = (byte) label;
    return labels;
  }

  private static ImageSet set(InputStream images, InputStream labels) {
    return ImageSet.of(Source.stream("images.idx", images), Source.stream("labels.idx", labels));
  }

  private static ImageSet set(byte[] images, byte[] labels) {
    return set(new ByteArrayInputStream(images), new ByteArrayInputStream(labels));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 8, 9, 10, 11, 100})
  void countsTheSameOnAnyNumberOfThreads(int threads) throws IOException {
    Accuracy evaluation =
        Evaluator.evaluate("net.pkl", network(), set(images(), labels()), threads);
    assertEquals(new Accuracy(4455, 4950), evaluation);
  }

  /** Of the images 10 to 39, the wrong ones are 10, 20 and 30. */
  @Test
  void evaluatesAPart() throws IOException {
    ImageSet part = set(images(), labels()).part(10, 30);
    assertEquals(new Accuracy(27, 30), Evaluator.evaluate("net.pkl", network(), part, 2));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7})
  void evaluatesOneImage(int threads) throws IOException {
    ImageSet first = set(images(), labels()).part(0, 1);
    assertEquals(new Accuracy(0, 1), Evaluator.evaluate("net.pkl", network(), first, threads));
    ImageSet last = set(images(), labels()).part(4949, Long.MAX_VALUE);
    assertEquals(new Accuracy(1, 1), Evaluator.evaluate("net.pkl", network(), last, threads));
  }

  @Test
  void refusesANetworkThatTakesImagesOfAnotherSize() {
    byte[] images = {0, 0, 8, 3, 0, 0, 0, 1, 0, 0, 0, 3, 0, 0, 0, 1, 7, 8, 9};
    byte[] labels = {0, 0, 8, 1, 0, 0, 0, 1, 0};
    assertError(
        "net.pkl: takes images of another size (expected 3x1 = 3 inputs as in images.idx, found 2)",
        set(images, labels),
        1);
  }

  /** One input more than pixels may be a bias. */
  @Test
  void refusesANetworkThatTakesOnePixelMore() {
    byte[] images = {0, 0, 8, 3, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 7};
    byte[] labels = {0, 0, 8, 1, 0, 0, 0, 1, 0};
    assertError(
        "net.pkl: takes images of another size (expected 1x1 = 1 inputs as in images.idx, found 2);"
            + " if biases are folded into the weights, --bias first or --bias last takes them out",
        set(images, labels),
        1);
  }

  @Test
  void refusesALabelBeyondTheClasses() {
    assertError(
        "labels.idx: label 3 of image 0 is beyond the network's classes (expected 0 to 2 as in"
            + " net.pkl)",
        set(images(), labels(0, 3)),
        1);
  }

  @Test
  void numbersImagesFromTheBeginningOfTheFile() {
    assertError(
        "labels.idx: label 255 of image 1734 is beyond the network's classes (expected 0 to 2 as"
            + " in net.pkl)",
        set(images(), labels(1734, 255)).part(1000, 1300),
        3);
  }

  @Test
  void labelsOutsideThePartDoNotMatter() throws IOException {
    ImageSet part = set(images(), labels(4949, 9)).part(0, 4949);
    assertEquals(new Accuracy(4454, 4949), Evaluator.evaluate("net.pkl", network(), part, 2));
  }

  @RepeatedTest(50)
  void reportsTheFirstOfTwoLabelsBeyondTheClasses() {
    byte[] labels = labels(4300, 9);
    labels[LABEL_HEADER + 1150] = 7;
    assertError(
        "labels.idx: label 7 of image 1150 is beyond the network's classes (expected 0 to 2 as in"
            + " net.pkl)",
        set(images(), labels),
        8);
  }

  @RepeatedTest(50)
  void reportsTheLabelBeforeTheEndOfTheImages() {
    byte[] cut = Arrays.copyOf(images(), IMAGE_HEADER + 2 * 4000 + 1);
    assertError(
        "labels.idx: label 7 of image 1150 is beyond the network's classes (expected 0 to 2 as in"
            + " net.pkl)",
        set(cut, labels(1150, 7)),
        8);
  }

  @RepeatedTest(50)
  void reportsTheEndOfTheImagesBeforeTheLabel() {
    byte[] cut = Arrays.copyOf(images(), IMAGE_HEADER + 2 * 1150 + 1);
    assertError(
        "images.idx: truncated (expected 9900 bytes for unsigned bytes of shape (4950, 1, 2), found"
            + " 2301)",
        set(cut, labels(4300, 7)),
        8);
  }

  @Test
  void reportsAnErrorOfTheSystemInReading() {
    InputStream failing =
        onceAt(
            5,
            () -> {
              throw new IOException("disk on fire");
            });
    assertError(
        "images.idx: cannot be read: disk on fire",
        set(failing, new ByteArrayInputStream(labels())),
        2);
  }

  /** Whichever thread meets it. */
  @RepeatedTest(50)
  void passesADefectOnToTheCaller() throws IOException {
    IllegalStateException defect = new IllegalStateException("a defect");
    InputStream failing =
        onceAt(
            5,
            () -> {
              throw defect;
            });
    ImageSet set = set(failing, new ByteArrayInputStream(labels()));
    Network network = network();
    assertSame(
        defect,
        assertThrows(
            IllegalStateException.class, () -> Evaluator.evaluate("net.pkl", network, set, 8)));
  }

  /** As when memory runs out in one thread: the others must not go on without its images. */
  @RepeatedTest(50)
  void passesAnErrorOnToTheCaller() throws IOException {
    OutOfMemoryError error = new OutOfMemoryError("on purpose");
    InputStream failing =
        onceAt(
            5,
            () -> {
              throw error;
            });
    ImageSet set = set(failing, new ByteArrayInputStream(labels()));
    Network network = network();
    assertSame(
        error,
        assertThrows(OutOfMemoryError.class, () -> Evaluator.evaluate("net.pkl", network, set, 8)));
  }

  /** Where only classes are counted, as {@link mnisteval.network.ScreenedPass} tells them. */
  @Test
  void screensWhereClassesAreAllThatIsAskedFor() throws IOException {
    Network network = network();
    EvaluatedNetwork counted = new EvaluatedNetwork("net.pkl", network, new AccuracyTally());
    EvaluatedNetwork scored = new EvaluatedNetwork("net.pkl", network, new MetricsTally(3));
    ImageSet set = set(images(), labels());
    try (LabeledImages images = set.open()) {
      images.keep();
      Evaluator.evaluate(counted, images, 2, null);
      Evaluator.evaluate(scored, images, 2, null);
    }
    assertNotNull(counted.screened());
    assertNull(scored.screened());
    assertEquals(new Accuracy(4455, 4950), ((AccuracyTally) counted.tally()).accuracy());
  }

  /** What is thrown, by running it, when a stream is read. */
  private interface Failure {
    void run() throws IOException;
  }

  /** The images, with a failure the first time that this block is read; reading may go on then. */
  private static InputStream onceAt(int block, Failure failure) {
    int at = IMAGE_HEADER + 1000 * block;
    InputStream failing =
        new InputStream() {
          private boolean failed;

          @Override
          public int read() throws IOException {
            if (!failed) {
              failed = true;
              failure.run();
            }
            return -1;
          }
        };
    byte[] images = images();
    return new SequenceInputStream(
        Collections.enumeration(
            List.of(
                new ByteArrayInputStream(images, 0, at),
                failing,
                new ByteArrayInputStream(images, at, images.length - at))));
  }

  private static void assertError(String expected, ImageSet set, int threads) {
    InputException error =
        assertThrows(
            InputException.class, () -> Evaluator.evaluate("net.pkl", network(), set, threads));
    assertEquals(expected, error.getMessage());
  }
}

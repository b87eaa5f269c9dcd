package mnisteval.evaluation.metrics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import mnisteval.evaluation.Prediction;
import mnisteval.evaluation.Tally;
import mnisteval.evaluation.metrics.KeptImages.Image;
import mnisteval.idx.Block;
import mnisteval.idx.ImageSet;
import mnisteval.idx.LabeledImages;
import mnisteval.input.Source;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Images are of two pixels, image i of the pixels i / 256 and i % 256; the class is 0 or 1. */
final class MistakeTallyTest {
  private static final int PIXELS = 2;

  @Test
  void keepsWhatIsWrong() throws IOException {
    int[] labels = {0, 1, 1, 0};
    double[] logits = {1, 1, -1, -1};
    List<Image> mistakes =
        tally(labels, logits, MistakeTally.ofImages(PIXELS, 2, 1), 4).kept().mistakes();
    assertEquals(List.of(1L, 3L), numbers(mistakes));
    assertEquals(1, mistakes.get(0).label());
    assertEquals(0, mistakes.get(0).predicted());
    assertEquals(0, mistakes.get(1).label());
    assertEquals(1, mistakes.get(1).predicted());
    assertArrayEquals(new byte[] {0, 3}, mistakes.get(1).pixels());
  }

  @Test
  void tellsTheConfidenceOfTheClassThatWasGiven() throws IOException {
    MistakeTally tally =
        tally(new int[] {0}, new double[] {-2}, MistakeTally.ofImages(PIXELS, 2, 1), 1);
    // Softmax of (-2, 0) gives the second class 1 / (1 + e^-2).
    assertEquals(0.8807970779778823, tally.kept().mistakes().get(0).confidence(), 1e-15);
  }

  @Test
  void putsTheMostConfidentFirstAndOfEqualsTheFirstOfTheFile() throws IOException {
    int[] labels = {1, 1, 1, 0, 1};
    double[] logits = {1, 3, 2, -3, 3};
    MistakeTally tally = tally(labels, logits, MistakeTally.ofImages(PIXELS, 2, 1), 5);
    assertEquals(List.of(1L, 3L, 4L, 2L, 0L), numbers(tally.kept().mistakes()));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 200, 3000})
  void keepsTheMostConfidentHoweverTheImagesAreDivided(int part) throws IOException {
    int[] labels = new int[3000];
    double[] logits = new double[3000];
    List<Long> expected = new ArrayList<>();
    for (int i = 0; i < 3000; i++) {
      labels[i] = 1;
      // Confidence goes down from image to image, and up again from image 1500 on.
      logits[i] = 1 + Math.abs(i - 1500) / 100.0;
    }
    for (int i = 0; i < 1000; i++) {
      expected.add((long) i);
      if (i > 0) {
        expected.add(3000L - i);
      }
    }
    expected.add(1000L);
    MistakeTally tally = tally(labels, logits, MistakeTally.ofImages(PIXELS, 2, 1), part);
    assertEquals(MistakeTally.MOST, tally.kept().mistakes().size());
    assertEquals(expected, numbers(tally.kept().mistakes()));
  }

  @Test
  void keepsFewerOfLargeImages() throws IOException {
    int[] labels = {1, 1, 1};
    double[] logits = {1, 3, 2};
    // A budget of 2^22 pixels has room for two images of 2^21 of them, and for one of any size.
    assertEquals(
        List.of(1L, 2L),
        numbers(tally(labels, logits, MistakeTally.ofImages(1 << 21, 2, 1), 1).kept().mistakes()));
    assertEquals(
        List.of(1L),
        numbers(tally(labels, logits, MistakeTally.ofImages(1 << 24, 2, 1), 1).kept().mistakes()));
  }

  @Test
  void sharesTheMemoryAmongNetworks() throws IOException {
    // Of a heap of 640 bytes, 20 are kept: 4 images of a network, which take a byte a pixel and 2 a
    // class, or 2 of 2 networks.
    assertEquals(List.of(1L, 2L, 0L), keptOfThree(1, 1, 640));
    assertEquals(List.of(1L, 2L), keptOfThree(1, 2, 640));
    assertEquals(List.of(1L), keptOfThree(2, 2, 640));
    // One that takes twice its share is kept, a larger one is not.
    assertEquals(List.of(1L), keptOfThree(6, 4, 640));
    assertEquals(List.of(), keptOfThree(7, 4, 640));
  }

  @Test
  void tellsTheProbabilitiesAndTheLoss() throws IOException {
    Image image =
        tally(new int[] {0}, new double[] {-2}, MistakeTally.ofImages(PIXELS, 2, 1), 1)
            .kept()
            .mistakes()
            .get(0);
    // 1 / (1 + e^2) = 0.11920, and log(1 + e^2) = 2.126928011042972, by numpy.
    assertArrayEquals(new short[] {1192, 8808}, image.shares());
    assertEquals(2.126928011042972, image.loss(), 1e-14);
  }

  @Test
  void clipsTheLossOfWhatIsImpossible() throws IOException {
    MistakeTally tally =
        tally(new int[] {0}, new double[] {-2000}, MistakeTally.ofImages(PIXELS, 2, 1), 1);
    // -log(2^-52) = 52 log 2
    assertEquals(36.04365338911715, tally.kept().mistakes().get(0).loss(), 1e-14);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 200, 3000})
  void keepsTheLeastConfidentOfThoseThatAreRight(int part) throws IOException {
    int[] labels = new int[3000];
    double[] logits = new double[3000];
    List<Long> expected = new ArrayList<>();
    for (int i = 0; i < 3000; i++) {
      // Confidence goes down from image to image, and up again from image 1500 on.
      logits[i] = 1 + Math.abs(i - 1500) / 100.0;
    }
    expected.add(1500L);
    for (long i = 1; i <= 20; i++) {
      expected.add(1500 - i);
      expected.add(1500 + i);
    }
    MistakeTally tally = tally(labels, logits, MistakeTally.ofImages(PIXELS, 2, 1), part);
    assertEquals(List.of(), tally.kept().mistakes());
    assertEquals(expected.subList(0, 40), numbers(tally.kept().unsure()));
  }

  @Test
  void takesMemoryForTheImagesThatItMayKeep() {
    MistakeTally tally = MistakeTally.ofImages(784, 10, 1, 1 << 30);
    // 2000 mistakes and 40 that are right, of 784 pixels and 10 probabilities of 2 bytes each.
    assertEquals(2040 * (784 + 20 + 112), tally.bytes(1_000_000, 784));
    assertEquals(200 * (784 + 20 + 112), tally.bytes(200, 784));
  }

  @Test
  void findsTheNextClass() {
    assertEquals(2, image(1, 10, 7000, 3000).runnerUp());
    assertEquals(0, image(1, 3000, 7000, 3000).runnerUp());
    assertEquals(1, image(0, 9000, 1000).runnerUp());
  }

  private static Image image(int predicted, int... shares) {
    short[] all = new short[shares.length];
    for (int i = 0; i < all.length; i++) {
      all[i] = (short) shares[i];
    }
    return new Image(0, 0, predicted, 0.7, 1, all, new byte[PIXELS]);
  }

  private static List<Long> keptOfThree(int imageSize, int networks, long heap) throws IOException {
    int[] labels = {1, 1, 1};
    double[] logits = {1, 3, 2};
    MistakeTally tally = MistakeTally.ofImages(imageSize, 2, networks, heap / 32);
    return numbers(tally(labels, logits, tally, 1).kept().mistakes());
  }

  private static List<Long> numbers(List<Image> mistakes) {
    return mistakes.stream().map(Image::number).toList();
  }

  /** Tallies images in parts of this size, and merges the parts. */
  private static MistakeTally tally(int[] labels, double[] logits, MistakeTally whole, int part)
      throws IOException {
    try (LabeledImages images = images(labels)) {
      Block block = images.newBlock();
      Tally tally = whole.empty();
      int inPart = 0;
      while (images.next(block)) {
        for (int i = 0; i < block.count(); i++) {
          Prediction image = new Prediction(2, null);
          image.set(block, i, new double[] {logits[(int) block.first() + i], 0});
          tally.add(image);
          if (++inPart == part) {
            whole.merge(tally);
            tally = whole.empty();
            inPart = 0;
          }
        }
      }
      whole.merge(tally);
    }
    return whole;
  }

  private static LabeledImages images(int[] labels) throws IOException {
    ByteBuffer pixels = ByteBuffer.allocate(16 + PIXELS * labels.length);
    pixels.putInt(0x0803).putInt(labels.length).putInt(1).putInt(PIXELS);
    ByteBuffer classes = ByteBuffer.allocate(8 + labels.length);
    classes.putInt(0x0801).putInt(labels.length);
    for (int i = 0; i < labels.length; i++) {
      pixels.putShort((short) i);
      classes.put((byte) labels[i]);
    }
    return ImageSet.of(source("images", pixels), source("labels", classes)).open();
  }

  private static Source source(String name, ByteBuffer bytes) {
    return Source.stream(name, new ByteArrayInputStream(bytes.array()));
  }
}

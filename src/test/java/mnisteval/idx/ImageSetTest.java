package mnisteval.idx;

import static mnisteval.input.Faults.assertFault;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import mnisteval.input.InputException;
import mnisteval.input.Source;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ImageSetTest {
  @TempDir private Path directory;

  /** The sums are numpy's, over the files in {@code data/}. */
  @Test
  void holdsTheTestSetOfMnist() throws IOException {
    long[] classes = new long[10];
    long sum = 0;

    try (LabeledImages images = ImageSet.bundled().open()) {
      assertEquals("bundled t10k-images-idx3-ubyte.gz", images.imagesName());
      assertEquals("bundled t10k-labels-idx1-ubyte.gz", images.labelsName());
      assertEquals(10_000, images.remaining());
      assertEquals(28, images.rows());
      assertEquals(28, images.columns());
      Block block = images.newBlock();
      while (images.next(block)) {
        for (int i = 0; i < block.count(); i++) {
          classes[block.labels()[i]]++;
        }
        for (byte pixel : block.pixels()) {
          sum += pixel & 0xff;
        }
      }
    }

    assertArrayEquals(new long[] {980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009}, classes);
    assertEquals(264_923_200, sum);
  }

  @Test
  void knowsTheSha256OfTheTestSet() throws IOException {
    ImageSet set = ImageSet.bundled();
    assertEquals(set.images().sha256(), set.imagesSha256());
  }

  @Test
  void knowsTheSha256OfTheTestSetInADistribution(@TempDir Path folder) throws IOException {
    byte[] decompressed = ImageSet.bundled().images().bytes();
    System.setProperty("mnisteval.data", folder.toString());
    try {
      assertEquals(
          Source.inMemory("images", decompressed).sha256(), ImageSet.bundled().imagesSha256());
    } finally {
      System.clearProperty("mnisteval.data");
    }
  }

  /** Of these, no runs are read. The sha256 of "abc" is that of FIPS 180-2, appendix B.1. */
  @Test
  void computesTheSha256OfTransposedImages(@TempDir Path folder) throws IOException {
    System.setProperty("mnisteval.data", folder.toString());
    try {
      ImageSet set = ImageSet.bundled().withTransposed(true);
      assertFault("bundled t10k-images-idx3-ubyte: no such file", () -> set.imagesSha256());
      Files.writeString(folder.resolve("t10k-images-idx3-ubyte"), "abc");
      assertEquals(
          "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", set.imagesSha256());
    } finally {
      System.clearProperty("mnisteval.data");
    }
  }

  /** Image 5000 is a 3 and its pixels add up to 23625, says numpy. */
  @Test
  void opensPartOfTheTestSet() throws IOException {
    try (LabeledImages images = ImageSet.bundled().part(5000, 5).open()) {
      Block block = images.newBlock();
      images.next(block);

      assertEquals(5000, block.first());
      assertArrayEquals(new int[] {3, 9, 9, 8, 4}, block.labels());
      long sum = 0;
      for (int i = 0; i < 784; i++) {
        sum += block.pixels()[i] & 0xff;
      }
      assertEquals(23_625, sum);
    }
  }

  @Test
  void startsWithAllImages() {
    ImageSet set = ImageSet.of(IdxBytes.images(3).named("i"), IdxBytes.labels(3).named("l"));

    assertEquals(0, set.offset());
    assertEquals(Long.MAX_VALUE, set.limit());
  }

  @Test
  void countsPartFromTheBeginningOfTheFile() {
    ImageSet set = ImageSet.bundled().part(20, 10).part(5, 100);

    assertEquals(5, set.offset());
    assertEquals(100, set.limit());
    assertEquals("bundled t10k-images-idx3-ubyte.gz", set.images().name());
    assertEquals("bundled t10k-labels-idx1-ubyte.gz", set.labels().name());
  }

  @ParameterizedTest
  @CsvSource({
    "t10k-images-idx3-ubyte,    t10k-labels-idx1-ubyte",
    "t10k-images-idx3-ubyte.gz, t10k-labels-idx1-ubyte.gz",
    "t10k-images.idx3-ubyte,    t10k-labels.idx1-ubyte",
    "t10k-images.idx3-ubyte.gz, t10k-labels.idx1-ubyte.gz",
    "t10k-images.idx3-ubyte,    t10k-labels-idx1-ubyte.gz",
  })
  void findsEverySpelling(String images, String labels) throws IOException {
    touch(images, labels);

    assertFound(images, labels, Split.TEST);
  }

  @ParameterizedTest
  @CsvSource({
    "-idx, '',  -idx, .gz",
    "-idx, .gz, .idx, ''",
    "-idx, .gz, .idx, .gz",
    ".idx, '',  .idx, .gz",
  })
  void takesTheFirstOfTwoSpellings(String separator, String ending, String second, String other)
      throws IOException {
    String images = "t10k-images" + separator + "3-ubyte" + ending;
    String labels = "t10k-labels" + separator + "1-ubyte" + ending;
    touch("t10k-images" + second + "3-ubyte" + other, "t10k-labels" + second + "1-ubyte" + other);
    touch(images, labels);

    assertFound(images, labels, Split.TEST);
  }

  @Test
  void findsTheTrainingSet() throws IOException {
    touch("t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte");
    touch("train-images-idx3-ubyte.gz", "train-labels-idx1-ubyte");

    assertFound("train-images-idx3-ubyte.gz", "train-labels-idx1-ubyte", Split.TRAIN);
  }

  @ParameterizedTest
  @CsvSource({
    "emnist-letters-test-images-idx3-ubyte.gz, emnist-letters-test-labels-idx1-ubyte.gz, TEST",
    "emnist-digits-train-images-idx3-ubyte, emnist-digits-train-labels-idx1-ubyte, TRAIN",
    "qmnist-test-images-idx3-ubyte, qmnist-test-labels-idx2-int, TEST",
    "qmnist-train-images-idx3-ubyte.gz, qmnist-train-labels-idx2-int.gz, TRAIN",
    "my.set-test-test-images.idx3-ubyte, my.set-test-test-labels.idx2-int.gz, TEST",
  })
  void findsASetWithANameOfItsOwn(String images, String labels, Split split) throws IOException {
    touch(images, labels, "emnist-letters-mapping.txt", "processed-test-images-idx3-ubyte.pt");
    touch("other-" + (split == Split.TEST ? "train" : "test") + "-images-idx3-ubyte");

    assertFound(images, labels, split);
  }

  @Test
  void takesMnistBeforeSetsWithNames() throws IOException {
    touch("emnist-letters-test-images-idx3-ubyte", "emnist-letters-test-labels-idx1-ubyte");
    touch("t10k-images-idx3-ubyte.gz", "t10k-labels-idx1-ubyte.gz");

    assertFound("t10k-images-idx3-ubyte.gz", "t10k-labels-idx1-ubyte.gz", Split.TEST);
  }

  @Test
  void takesPlainFilesBeforeGzippedOnesOfASetWithAName() throws IOException {
    touch("a-test-images-idx3-ubyte", "a-test-images-idx3-ubyte.gz");
    touch("a-test-labels-idx2-int", "a-test-labels.idx1-ubyte.gz");

    assertFound("a-test-images-idx3-ubyte", "a-test-labels.idx1-ubyte.gz", Split.TEST);
  }

  @Test
  void rejectsDirectoryWithSeveralSets() throws IOException {
    touch("emnist-letters-test-images-idx3-ubyte.gz", "emnist-letters-test-labels-idx1-ubyte.gz");
    touch("emnist-digits-test-images-idx3-ubyte.gz", "qmnist-test-labels-idx2-int.gz");

    assertFault(
        directory
            + ": several image sets (expected one, found emnist-digits-test, emnist-letters-test,"
            + " qmnist-test); --images and --labels name the files",
        () -> ImageSet.inDirectory(directory, Split.TEST));
  }

  @Test
  void rejectsDirectoryWithoutAnySet() throws IOException {
    touch("emnist-letters-train-images-idx3-ubyte", "notes.txt");

    assertFault(
        directory
            + ": no image set (expected t10k-images-idx3-ubyte, or NAME-test-images-idx3-ubyte as"
            + " EMNIST has it, - or . before idx, with or without .gz; NAME-test-imgs.npz, an .npz"
            + " with x_test; or a folder of pictures for each class)",
        () -> ImageSet.inDirectory(directory, Split.TEST));
  }

  @Test
  void rejectsASetWithANameWithoutImages() throws IOException {
    touch("qmnist-train-labels-idx2-int");

    assertFault(
        directory
            + ": a file is missing (expected qmnist-train-images-idx3-ubyte or"
            + " qmnist-train-images.idx3-ubyte, with or without .gz)",
        () -> ImageSet.inDirectory(directory, Split.TRAIN));
  }

  @Test
  void rejectsASetWithANameWithoutLabels() throws IOException {
    touch("a-test-images-idx3-ubyte");

    assertFault(
        directory
            + ": a file is missing (expected a-test-labels-idx1-ubyte or a-test-labels.idx1-ubyte"
            + " or a-test-labels-idx2-int or a-test-labels.idx2-int, with or without .gz)",
        () -> ImageSet.inDirectory(directory, Split.TEST));
  }

  @Test
  void opensWhatItFinds() throws IOException {
    Files.write(directory.resolve("t10k-images-idx3-ubyte"), IdxBytes.images(3).plain());
    Files.write(directory.resolve("t10k-labels.idx1-ubyte.gz"), IdxBytes.labels(3).gzipped());

    try (LabeledImages images = ImageSet.inDirectory(directory, Split.TEST).open()) {
      assertEquals(3, images.remaining());
    }
  }

  @Test
  void rejectsDirectoryWithoutImages() throws IOException {
    touch("train-images-idx3-ubyte", "t10k-labels-idx1-ubyte");

    assertFault(
        directory
            + ": a file is missing (expected t10k-images-idx3-ubyte or t10k-images.idx3-ubyte,"
            + " with or without .gz)",
        () -> ImageSet.inDirectory(directory, Split.TEST));
  }

  @Test
  void rejectsDirectoryWithoutLabels() throws IOException {
    touch("train-images-idx3-ubyte", "t10k-labels-idx1-ubyte");

    assertFault(
        directory
            + ": a file is missing (expected train-labels-idx1-ubyte or train-labels.idx1-ubyte,"
            + " with or without .gz)",
        () -> ImageSet.inDirectory(directory, Split.TRAIN));
  }

  @Test
  void rejectsMissingDirectory() {
    Path missing = directory.resolve("missing");

    assertFault(
        missing
            + ": no such directory (expected a folder of images or an .npz archive, found nothing)",
        () -> ImageSet.inDirectory(missing, Split.TEST));
  }

  @Test
  void rejectsFileInsteadOfDirectory() throws IOException {
    touch("mnist.zip");
    Path file = directory.resolve("mnist.zip");

    assertFault(
        file + ": no such directory (expected a folder of images or an .npz archive, found a file)",
        () -> ImageSet.inDirectory(file, Split.TEST));
  }

  @Test
  void rejectsDirectoryInPlaceOfAFile() throws IOException {
    Path images = Files.createDirectory(directory.resolve("t10k-images-idx3-ubyte"));
    touch("t10k-labels-idx1-ubyte");

    assertFault(
        images + ": is a directory, expected a file",
        () -> ImageSet.inDirectory(directory, Split.TEST).open());
  }

  private void touch(String... names) throws IOException {
    for (String name : names) {
      Files.createFile(directory.resolve(name));
    }
  }

  private void assertFound(String images, String labels, Split split) throws InputException {
    ImageSet set = ImageSet.inDirectory(directory, split);

    assertEquals(directory.resolve(images).toString(), set.images().name());
    assertEquals(directory.resolve(labels).toString(), set.labels().name());
  }
}

package mnisteval.idx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import mnisteval.input.InputException;
import mnisteval.input.Source;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Arrays that numpy wrote: see make_arrays.py beside them for their numbers. */
final class NumpyArrayTest {
  private static final Path FILES = Path.of("src/test/resources/mnisteval/idx");

  @TempDir Path folder;

  private static Source file(String name) {
    return Source.file(name, FILES.resolve(name));
  }

  /** Reads all images; pixel p of image i is 10 i + p + 1 + more. */
  private static void assertImages(ImageSet set, int more, int... labels) throws IOException {
    try (LabeledImages images = set.open()) {
      assertEquals(2, images.rows());
      assertEquals(2, images.columns());
      Block block = images.newBlock();
      assertTrue(images.next(block));
      assertEquals(3, block.count());
      assertArrayEquals(labels, Arrays.copyOf(block.labels(), 3));
      for (int i = 0; i < 12; i++) {
        assertEquals(10 * (i / 4) + i % 4 + 1 + more, block.pixels()[i], "pixel " + i);
      }
      assertFalse(images.next(block));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "images.npy, labels.npy",
    "flat.npy, labels.npy",
    "channel.npy, one-hot.npy",
    "kmnist-test-imgs.npz, kmnist-test-labels.npz",
    "keras.npz, keras.npz",
    "medical.npz, medical.npz",
    "images.npy, keras.npz",
  })
  void readsImagesAndLabelsInAllForms(String images, String labels) throws IOException {
    assertImages(ImageSet.of(file(images), file(labels)), 0, 2, 0, 1);
  }

  @ParameterizedTest
  @CsvSource({"keras.npz", "medical.npz"})
  void readsTheSplitOfAnArchive(String name) throws IOException {
    assertImages(ImageSet.inArchive(file(name), Split.TEST), 0, 2, 0, 1);
    assertImages(ImageSet.inArchive(file(name), Split.TRAIN), 100, 1, 2, 0);
  }

  @Test
  void tellsTheEntryThatIsRead() throws IOException {
    try (LabeledImages images = ImageSet.inArchive(file("keras.npz"), Split.TRAIN).open()) {
      assertEquals("keras.npz (x_train.npy)", images.imagesName());
      assertEquals("x_train.npy", images.imagesEntry());
      assertEquals("y_train.npy", images.labelsEntry());
    }
    try (LabeledImages images = ImageSet.of(file("images.npy"), file("labels.npy")).open()) {
      assertNull(images.imagesEntry());
    }
  }

  @Test
  void readsGzippedArraysAndStreams() throws IOException {
    byte[] images = IdxBytes.gzip(Files.readAllBytes(FILES.resolve("images.npy")));
    byte[] labels = Files.readAllBytes(FILES.resolve("keras.npz"));
    ImageSet set =
        ImageSet.of(IdxBytes.source("images", images), IdxBytes.source("labels", labels));
    assertImages(set, 0, 2, 0, 1);
  }

  @Test
  void readsAPartTransposed() throws IOException {
    ImageSet set = ImageSet.inArchive(file("keras.npz"), Split.TEST);
    try (LabeledImages images = set.part(1, 1).withTransposed(true).open()) {
      Block block = images.newBlock();
      assertTrue(images.next(block));
      assertEquals(1, block.first());
      assertEquals(1, block.count());
      assertArrayEquals(new byte[] {11, 13, 12, 14}, block.pixels());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "float.npy | labels.npy | float.npy: images of another dtype (expected uint8, found <f8); array.astype('uint8') makes it, of pixels from 0 to 255",
        "images.npy | long-labels.npy | long-labels.npy: labels of another dtype (expected uint8, found <i8); array.astype('uint8') makes it",
        "structure.npy | labels.npy | structure.npy: images of another dtype (expected uint8, found a structure); array.astype('uint8') makes it, of pixels from 0 to 255",
        "fortran.npy | labels.npy | fortran.npy: images in Fortran order (expected C order); numpy.ascontiguousarray(array) makes it",
        "wide.npy | labels.npy | wide.npy: not images (expected unsigned bytes of rank 3, found unsigned bytes of shape (3, 5))",
        "scalar.npy | labels.npy | scalar.npy: a single number (expected images)",
        "labels.npy | images.npy | labels.npy: not images (expected unsigned bytes of rank 3, found unsigned bytes of shape (3,); are images and labels swapped?)",
        "kmnist-test-imgs.npz | keras.npz | ",
      })
  void refusesOtherArrays(String images, String labels, String message) throws IOException {
    ImageSet set = ImageSet.of(file(images), file(labels));
    if (message == null) {
      set.open().close();
      return;
    }
    InputException error = assertThrows(InputException.class, set::open);
    assertEquals(message.replace("\"\"", "\""), error.getMessage());
  }

  @Test
  void saysWhichArraysAnArchiveHas() throws IOException {
    byte[] archive = Files.readAllBytes(FILES.resolve("keras.npz"));
    String text = new String(archive, StandardCharsets.ISO_8859_1).replace("x_test", "z_test");
    Path file = folder.resolve("z.npz");
    Files.write(file, text.getBytes(StandardCharsets.ISO_8859_1));
    ImageSet set = ImageSet.inArchive(Source.file("z.npz", file), Split.TEST);
    InputException error = assertThrows(InputException.class, set::open);
    assertEquals(
        "z.npz: a zip archive without the array (expected x_test.npy or test_images.npy or"
            + " arr_0.npy, found z_test.npy, x_train.npy, y_train.npy, y_test.npy)",
        error.getMessage());
  }

  @Test
  void refusesAFileThatIsCut() throws IOException {
    byte[] array = Files.readAllBytes(FILES.resolve("images.npy"));
    Path file = Files.write(folder.resolve("cut.npy"), Arrays.copyOf(array, array.length - 1));
    ImageSet set = ImageSet.of(Source.file("cut.npy", file), file("labels.npy"));
    InputException error = assertThrows(InputException.class, set::open);
    assertEquals(
        "cut.npy: truncated (expected 12 bytes for unsigned bytes of shape (3, 2, 2), found 11)",
        error.getMessage());
  }

  @Test
  void refusesAMalformedHeader() throws IOException {
    String array =
        Files.readString(FILES.resolve("images.npy"), StandardCharsets.ISO_8859_1)
            .replace("'shape'", "'shaqe'");
    Path file = folder.resolve("bad.npy");
    Files.write(file, array.getBytes(StandardCharsets.ISO_8859_1));
    ImageSet set = ImageSet.of(Source.file("bad.npy", file), file("labels.npy"));
    InputException error = assertThrows(InputException.class, set::open);
    assertEquals("bad.npy: a malformed .npy array (its header)", error.getMessage());
  }

  @Test
  void isNoArchiveIfItIsNoZip() throws IOException {
    assertNull(ImageSet.inArchive(file("images.npy"), Split.TEST));
  }

  private void copy(String from, String to) throws IOException {
    Files.copy(FILES.resolve(from), folder.resolve(to));
  }

  @Test
  void findsThePairOfAFolder() throws IOException {
    copy("kmnist-test-imgs.npz", "k49-test-imgs.npz");
    copy("kmnist-test-labels.npz", "k49-test-labels.npz");
    copy("keras.npz", "k49-train-imgs.npz");
    assertImages(ImageSet.inDirectory(folder, Split.TEST), 0, 2, 0, 1);
  }

  @Test
  void findsTheOnlyArchiveOfAFolder() throws IOException {
    copy("keras.npz", "mnist.npz");
    assertImages(ImageSet.inDirectory(folder, Split.TEST), 0, 2, 0, 1);
    assertImages(ImageSet.inDirectory(folder, Split.TRAIN), 100, 1, 2, 0);
  }

  @Test
  void saysWhichFileOfAPairIsMissing() throws IOException {
    copy("kmnist-test-imgs.npz", "kmnist-test-imgs.npz");
    InputException error =
        assertThrows(InputException.class, () -> ImageSet.inDirectory(folder, Split.TEST));
    assertEquals(
        folder + ": a file is missing (expected kmnist-test-labels.npz)", error.getMessage());
  }

  @Test
  void doesNotChooseBetweenArchives() throws IOException {
    copy("keras.npz", "a.npz");
    copy("keras.npz", "b.npz");
    InputException error =
        assertThrows(InputException.class, () -> ImageSet.inDirectory(folder, Split.TEST));
    assertEquals(
        folder
            + ": several image sets (expected one, found a, b); --images and --labels name the"
            + " files",
        error.getMessage());
  }
}

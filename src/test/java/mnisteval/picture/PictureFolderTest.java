package mnisteval.picture;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import mnisteval.input.InputException;
import mnisteval.input.Source;
import mnisteval.input.SourceStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pictures of 3 x 2 pixels, the first of which tells them apart, as the bytes of IDX files. */
final class PictureFolderTest {
  private static final List<String> TEST = List.of("test", "testing");
  private static final List<String> TRAIN = List.of("train", "training");

  @TempDir Path folder;

  private void picture(String name, int first) throws IOException {
    picture(name, new GreyImage(3, 2, new byte[] {(byte) first, 2, 3, 4, 5, 6}));
  }

  private void picture(String name, GreyImage image) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.write(file, Pictures.file(image, name.substring(name.lastIndexOf('.') + 1)));
  }

  private PictureFolder find() throws InputException {
    return PictureFolder.find(folder, TEST, TRAIN);
  }

  private static byte[] bytes(Source source) throws IOException {
    try (SourceStream in = source.open()) {
      return in.readAllBytes();
    }
  }

  /** The header of n images, and of each its first pixel and the others. */
  private static byte[] images(int... first) {
    byte[] header = Pictures.bytes(0, 0, 8, 3, 0, 0, 0, first.length, 0, 0, 0, 2, 0, 0, 0, 3);
    for (int pixel : first) {
      header = Pictures.join(header, Pictures.bytes(pixel, 2, 3, 4, 5, 6));
    }
    return header;
  }

  private static byte[] labels(int... labels) {
    byte[] idx = Pictures.bytes(0, 0, 12, 2, 0, 0, 0, labels.length, 0, 0, 0, 1);
    for (int label : labels) {
      idx = Pictures.join(idx, Pictures.int4(label));
    }
    return idx;
  }

  @Test
  void takesNumbersForLabels() throws IOException {
    picture("10/b.png", 103);
    picture("10/a.png", 102);
    picture("2/z.png", 22);
    PictureFolder found = find();
    assertArrayEquals(images(22, 102, 103), bytes(found.images()));
    assertArrayEquals(labels(2, 10, 10), bytes(found.labels()));
    assertEquals(List.of(), found.classNames());
    assertEquals(folder.toString(), found.images().name());
    assertEquals(folder + " (folders)", found.labels().name());
  }

  @Test
  void countsOtherNamesInTheirOrder() throws IOException {
    picture("shirt/1.png", 31);
    picture("10/1.png", 11);
    picture("coat/1.bmp", 21);
    PictureFolder found = find();
    assertArrayEquals(images(11, 21, 31), bytes(found.images()));
    assertArrayEquals(labels(0, 1, 2), bytes(found.labels()));
    assertEquals(List.of("10", "coat", "shirt"), found.classNames());
  }

  @Test
  void takesTheFolderOfTheSplit() throws IOException {
    picture("testing/0/1.png", 1);
    picture("training/0/1.png", 7);
    assertArrayEquals(images(1), bytes(find().images()));
    assertArrayEquals(images(7), bytes(PictureFolder.find(folder, TRAIN, TEST).images()));
  }

  @Test
  void findsNothingInTheFolderOfTheOtherSplit() throws IOException {
    picture("train/0/1.png", 1);
    assertNull(find());
  }

  @Test
  void findsNothingWithoutPictures() throws IOException {
    Files.createDirectories(folder.resolve("0"));
    Files.writeString(folder.resolve("0/notes.txt"), "x");
    picture("1.png", 1);
    picture(".hidden/1.png", 1);
    assertNull(find());
  }

  @Test
  void skipsHiddenFilesAndThoseOfOtherNames() throws IOException {
    picture("0/1.PNG", 1);
    picture("0/.2.png", 2);
    Files.writeString(folder.resolve("0/Thumbs.db"), "x");
    assertArrayEquals(images(1), bytes(find().images()));
  }

  @Test
  void givesTheSameBytesEachTime() throws IOException {
    picture("0/1.png", 1);
    Source images = find().images();
    assertEquals(images.sha256(), images.sha256());
  }

  private void assertRefused(Path file, String problem) {
    InputException error =
        assertThrows(
            InputException.class,
            () -> {
              PictureFolder found = find();
              bytes(found.images());
            });
    assertEquals(file + ": " + problem, error.getMessage());
  }

  @Test
  void refusesAPictureOfAnotherSize() throws IOException {
    picture("0/1.png", 1);
    picture("1/1.png", new GreyImage(2, 3, new byte[6]));
    assertRefused(
        folder.resolve("1/1.png"),
        "a picture of another size (expected 3x2 as "
            + folder.resolve("0/1.png")
            + ", found 2x3); all pictures of a set have the size of the network's input");
  }

  @Test
  void refusesAFileThatIsNoPicture() throws IOException {
    picture("0/1.png", 1);
    Files.writeString(folder.resolve("0/2.png"), "x");
    assertRefused(
        folder.resolve("0/2.png"),
        "not an image (expected PNG, JPEG, GIF or BMP, found something else)");
  }

  @Test
  void refusesAClassWithoutPictures() throws IOException {
    picture("0/1.png", 1);
    Files.createDirectories(folder.resolve("1"));
    assertRefused(
        folder.resolve("1"),
        "a class without pictures (expected png, jpg, jpeg, gif or bmp, found none)");
  }

  @Test
  void refusesALabelTwice() throws IOException {
    picture("1/1.png", 1);
    picture("01/1.png", 1);
    assertRefused(
        folder.resolve("1"),
        "a class of the same label as "
            + folder.resolve("01")
            + " (expected each once, found 1 twice)");
  }

  @Test
  void refusesAFolderThatHasChanged() throws IOException {
    picture("0/1.png", 1);
    PictureFolder found = find();
    picture("0/2.png", 1);
    InputException error = assertThrows(InputException.class, () -> bytes(found.images()));
    assertEquals(
        folder.resolve("0") + ": has changed during the run (expected 1 pictures, found 2)",
        error.getMessage());
  }

  @Test
  void refusesAPictureThatIsTooLargeForOneOfMany() throws IOException {
    int side = 4096;
    picture("0/1.png", new GreyImage(side, side, new byte[side * side]));
    long most = Math.min(1 << 24, Runtime.getRuntime().maxMemory() / 32 * 3 / 4 / 10);
    if (most < side * side) {
      assertRefused(
          folder.resolve("0/1.png"),
          "too large an image (expected at most " + most + " pixels, found 4096x4096)");
    }
  }
}

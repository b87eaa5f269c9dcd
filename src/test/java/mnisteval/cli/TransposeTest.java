package mnisteval.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPInputStream;
import mnisteval.PickledNetwork;
import mnisteval.Run;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Images that are stored by columns, as EMNIST's are: the first 300 of the test set, transposed.
 * Accuracies are numpy's for the example weights: 297 of 300, and of the images as they are stored
 * 35, by {@code (net(x.reshape(300, 784)).argmax(1) == labels).sum()}.
 */
final class TransposeTest {
  private static final String EXAMPLE = Path.of("data", "example_weight.pkl").toString();
  private static final int COUNT = 300;

  @TempDir Path folder;

  private String images;
  private String labels;

  @BeforeEach
  void writeTheImagesByColumns() throws IOException {
    byte[] rows = pixels("t10k-images-idx3-ubyte.gz", 16, COUNT * 784);
    ByteBuffer columns = ByteBuffer.allocate(16 + rows.length);
    columns.putInt(0x803).putInt(COUNT).putInt(28).putInt(28);
    for (int image = 0; image < COUNT; image++) {
      for (int column = 0; column < 28; column++) {
        for (int row = 0; row < 28; row++) {
          columns.put(rows[image * 784 + row * 28 + column]);
        }
      }
    }
    images = write("images", columns.array());
    ByteBuffer classes = ByteBuffer.allocate(8 + COUNT).putInt(0x801).putInt(COUNT);
    labels = write("labels", classes.put(pixels("t10k-labels-idx1-ubyte.gz", 8, COUNT)).array());
  }

  private static byte[] pixels(String file, int header, int count) throws IOException {
    try (GZIPInputStream in =
        new GZIPInputStream(Files.newInputStream(Path.of("data").resolve(file)))) {
      in.skipNBytes(header);
      return in.readNBytes(count);
    }
  }

  private String write(String name, byte[] bytes) throws IOException {
    return Files.write(folder.resolve(name), bytes).toString();
  }

  private Run run(String... more) {
    List<String> arguments = new ArrayList<>(List.of(more));
    arguments.addAll(List.of("--weights", EXAMPLE, "--images", images, "--labels", labels));
    return Run.of(arguments.toArray(String[]::new));
  }

  @Test
  void evaluatesImagesThatAreStoredByColumns() {
    assertEquals(new Run(0, "Accuracy:0.99\n", ""), run("--transpose"));
  }

  @Test
  void takesImagesForStoredByRowsWithoutTheOption() {
    String note =
        "mnist-eval: "
            + EXAMPLE
            + ": 0.11666666666666667 is less than a trained network has; --transpose gives 0.99 on"
            + " the first 300 images\n";
    assertEquals(new Run(0, "Accuracy:0.11666666666666667\n", note), run());
  }

  @Test
  void readsThemAgainForEachNetwork() {
    Run two = run("--transpose", EXAMPLE);
    assertEquals(2, two.out().split("    0.9900  ", -1).length - 1, two.out());
    assertEquals("", two.err());
  }

  /** The same image, as it is stored in the test set, gives the same lines. */
  @Test
  void predictsAnImageOfTheSet() {
    String[] plain = {"predict", "--weights", EXAMPLE, "--index", "115", "--show"};
    String[] more = {"--images", images, "--labels", labels, "--transpose"};
    String[] all = Arrays.copyOf(plain, plain.length + more.length);
    System.arraycopy(more, 0, all, plain.length, more.length);
    assertEquals(Run.of(plain), Run.of(all));
  }

  /**
   * Two images of shape (2, 3) by columns are (3, 2) by rows: 0 0, 1 0, 0 0 and 0 1, 0 0, 0 0. The
   * only pixel is that of row 1, column 0, and then that of row 0, column 1; by hand, row 2 of W1
   * makes the first class 2, and row 1 the second class 1.
   */
  @Test
  void evaluatesImagesThatAreNotSquare() throws IOException {
    byte[] header = ByteBuffer.allocate(16).putInt(0x803).putInt(2).putInt(2).putInt(3).array();
    byte[] file = Arrays.copyOf(header, 28);
    file[16 + 1] = (byte) 255;
    file[22 + 3] = (byte) 255;
    images = write("images", file);
    labels = write("labels", new byte[] {0, 0, 8, 1, 0, 0, 0, 2, 2, 1});
    double[][] w1 = {{0, 0, 0}, {0, 1, 0}, {0, 0, 1}, {1, 0, 0}, {1, 0, 0}, {1, 0, 0}};
    PickledNetwork network = new PickledNetwork().matrix("W1", w1).vector("b1", 0, 0, 0);
    String weights = write("net.pkl", network.bytes());
    String[] arguments = {"--weights", weights, "--images", images, "--labels", labels};
    assertEquals("Accuracy:0.0\n", Run.of(arguments).out());
    String[] transposed = Arrays.copyOf(arguments, 7);
    transposed[6] = "--transpose";
    assertEquals(new Run(0, "Accuracy:1.0\n", ""), Run.of(transposed));
  }

  /** A network of another size: the message shows the shape that the images are given. */
  @Test
  void namesRowsAndColumnsAsTheyAre() throws IOException {
    byte[] header = ByteBuffer.allocate(16).putInt(0x803).putInt(1).putInt(2).putInt(3).array();
    images = write("images", Arrays.copyOf(header, 22));
    labels = write("labels", new byte[] {0, 0, 8, 1, 0, 0, 0, 1, 2});
    String error =
        "mnist-eval: "
            + EXAMPLE
            + ": takes images of another size (expected 3x2 = 6 inputs as in "
            + images
            + ", found 784)\n";
    assertEquals(new Run(3, "", error), run("--transpose"));
  }
}

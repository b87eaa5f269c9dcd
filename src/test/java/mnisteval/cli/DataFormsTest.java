package mnisteval.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import mnisteval.Run;
import mnisteval.picture.GreyImage;
import mnisteval.picture.Pictures;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The MNIST test set in other forms gives what it gives as IDX files: of numpy 0.9864 of all images
 * and 0.984 of the first 1000.
 */
final class DataFormsTest {
  private static final String EXAMPLE = "data/example_weight.pkl";
  private static final String[] NAMES = {
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"
  };

  /** The labels of the names in the order of zero to nine, where labels are in that of letters. */
  private static final String ORDER = "9,4,8,7,2,1,6,5,0,3";

  @TempDir static Path folder;

  private static byte[] images;
  private static byte[] labels;

  @BeforeAll
  static void writeSets() throws IOException {
    images = content("images-idx3", 16);
    labels = content("labels-idx1", 8);
    Files.write(folder.resolve("x.npy"), npy("(10000, 784)", images));
    Files.write(folder.resolve("y.npy"), npy("(10000,)", labels));
    // As Keras orders them: the test images come first, their labels last.
    ByteArrayOutputStream keras = new ByteArrayOutputStream();
    byte[] part = Arrays.copyOf(images, 2 * 784);
    try (ZipOutputStream zip = new ZipOutputStream(keras)) {
      add(zip, "x_test.npy", npy("(10000, 28, 28)", images));
      add(zip, "x_train.npy", npy("(2, 28, 28)", part));
      add(zip, "y_train.npy", npy("(2,)", new byte[] {7, 9}));
      add(zip, "y_test.npy", npy("(10000,)", labels));
    }
    Files.write(folder.resolve("mnist.npz"), keras.toByteArray());
    for (int i = 0; i < 1000; i++) {
      byte[] pixels = Arrays.copyOfRange(images, 784 * i, 784 * (i + 1));
      byte[] png = Pictures.file(new GreyImage(28, 28, pixels), "png");
      write("numbers/test/" + labels[i], i, png);
      write("names/" + NAMES[labels[i]], i, png);
    }
  }

  private static byte[] content(String file, int header) throws IOException {
    Path path = Path.of("data/t10k-" + file + "-ubyte.gz");
    try (GZIPInputStream in = new GZIPInputStream(Files.newInputStream(path))) {
      in.skipNBytes(header);
      return in.readAllBytes();
    }
  }

  private static byte[] npy(String shape, byte[] elements) {
    String dict = "{'descr': '|u1', 'fortran_order': False, 'shape': " + shape + ", }\n";
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes("\u0093NUMPY\1\0".getBytes(StandardCharsets.ISO_8859_1));
    out.write(dict.length());
    out.write(0);
    out.writeBytes(dict.getBytes(StandardCharsets.ISO_8859_1));
    out.writeBytes(elements);
    return out.toByteArray();
  }

  private static void add(ZipOutputStream zip, String name, byte[] bytes) throws IOException {
    zip.putNextEntry(new ZipEntry(name));
    zip.write(bytes);
  }

  private static void write(String name, int number, byte[] png) throws IOException {
    Path directory = Files.createDirectories(folder.resolve(name));
    Files.write(directory.resolve("%04d.png".formatted(number)), png);
  }

  /** Runs a command, in which a name in angle brackets is that of a file in the folder. */
  private static Run run(String arguments) {
    return Run.of(arguments.replaceAll("<([^>]+)>", folder + "/$1").split(" "));
  }

  @ParameterizedTest
  @CsvSource({
    "--data <mnist.npz>, 0.9864",
    "--images <x.npy> --labels <y.npy>, 0.9864",
    "--images <mnist.npz> --labels <y.npy>, 0.9864",
    "--data <mnist.npz> --limit 1000, 0.984",
    "--data <mnist.npz> --split train, 0.5",
    "--data <numbers>, 0.984",
    "'--data <names> --class-order 9,4,8,7,2,1,6,5,0,3', 0.984",
  })
  void givesTheSameAccuracy(String data, String accuracy) {
    Run run = run("--weights " + EXAMPLE + " " + data);
    assertEquals(new Run(0, "Accuracy:" + accuracy + "\n", run.err()), run);
  }

  /** The same pictures by columns are those of the images by columns. */
  @Test
  void takesPartsByColumns() {
    String part = " --offset 3 --limit 50 --transpose --predictions -";
    Run idx = run("--weights " + EXAMPLE + part);
    assertEquals(idx.out(), run("--weights " + EXAMPLE + part + " --data <mnist.npz>").out());
  }

  @Test
  void predictsByIndex() {
    String index = " --index 0-2,115 --brief";
    Run idx = run("predict --weights " + EXAMPLE + index);
    assertEquals(idx, run("predict --weights " + EXAMPLE + index + " --data <mnist.npz>"));
    Run numbers = run("predict --weights " + EXAMPLE + " --data <numbers> --index 0 --brief");
    assertTrue(numbers.out().matches("image 0: 0 \\(0\\.9\\d+\\), label 0\n"), numbers.out());
  }

  @Test
  void callsClassesAsTheirFolders() {
    String order = " --data <names> --class-order " + ORDER;
    Run run = run("--weights " + EXAMPLE + order + " --metrics --min-recall 1");
    assertTrue(run.out().contains("\neight  "), run.out());
    assertTrue(run.err().contains(" of class five)\n"), run.err());
    Run predicted = run("predict --weights " + EXAMPLE + order + " --index 0 --brief");
    assertTrue(predicted.out().endsWith(", label eight\n"), predicted.out());
    Run named =
        run(
            "--weights "
                + EXAMPLE
                + order
                + " --metrics --class-names a,b,c,d,e,f,g,h,i,j --limit 50");
    assertTrue(named.out().contains("\na  "), named.out());
  }

  /** A set may lack classes of the network, or have too few names. */
  @Test
  void leavesClassesWithoutFoldersTheirNumbers() throws IOException {
    Path few = folder.resolve("few");
    for (String name : new String[] {"a", "b"}) {
      Path file = Files.createDirectories(few.resolve(name)).resolve("1.png");
      Files.write(file, Pictures.file(new GreyImage(28, 28, new byte[784]), "png"));
    }
    Run run = run("--weights " + EXAMPLE + " --data <few> --format json");
    assertEquals(0, run.code());
    String names = "  \"classNames\": [\n    \"a\",\n    \"b\",\n    \"2\",\n";
    assertTrue(run.out().contains(names), run.out());
  }

  @Test
  void tellsTheEntryInReports() {
    String arguments = "--weights " + EXAMPLE + " --data <mnist.npz> --limit 10 --format ";
    String json = run(arguments + "json").out();
    assertTrue(json.contains(",\n    \"entry\": \"x_test.npy\"\n"), json);
    assertTrue(json.contains(",\n    \"entry\": \"y_test.npy\"\n"), json);
    String markdown = run(arguments + "markdown").out();
    assertTrue(markdown.contains("mnist.npz (x_test.npy)`"), markdown);
  }

  @Test
  void comparesOnlyWithAReportOfTheSameEntry() throws IOException {
    String arguments = "--weights " + EXAMPLE + " --data <mnist.npz> --limit 2";
    Run test = run(arguments + " --format json --output <old.json>");
    assertEquals(0, test.code(), test.err());
    assertEquals(0, run(arguments + " --baseline <old.json>").code());
    Run train = run(arguments + " --split train --baseline <old.json>");
    assertEquals(
        "mnist-eval: "
            + folder.resolve("old.json")
            + ": report on other images (expected images in the entry x_train.npy, found"
            + " x_test.npy)\n",
        train.err());
    assertEquals(3, train.code());
  }

  @Test
  void evaluatesManyNetworks() {
    Run run = run(EXAMPLE + " " + EXAMPLE + " --data <numbers> --predictions -");
    assertEquals(2001, run.out().split("\n").length);
  }

  @Test
  void refusesAFileThatIsNoSet() {
    Run run = run("--weights " + EXAMPLE + " --data <x.npy>");
    String error =
        "mnist-eval: "
            + folder.resolve("x.npy")
            + ": no such directory (expected a folder of images or an .npz archive, found a file)\n";
    assertEquals(new Run(3, "", error), run);
  }

  @Test
  void refusesANetworkForOtherPictures() throws IOException {
    Path file = Files.createDirectories(folder.resolve("small/0")).resolve("1.png");
    Files.write(file, Pictures.file(new GreyImage(8, 8, new byte[64]), "png"));
    Run run = run("--weights " + EXAMPLE + " --data <small>");
    String error =
        "mnist-eval: "
            + EXAMPLE
            + ": takes images of another size (expected 8x8 = 64 inputs as in "
            + folder.resolve("small")
            + ", found 784)\n";
    assertEquals(new Run(3, "", error), run);
  }
}

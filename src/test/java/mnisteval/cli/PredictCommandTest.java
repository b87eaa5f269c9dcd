package mnisteval.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import mnisteval.PickleBytes;
import mnisteval.Run;
import mnisteval.picture.GreyImage;
import mnisteval.picture.Pictures;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Pictures on the command line. The classes of the test set's images are numpy's:
 * reference/example_weight.classes.txt. Those of the small networks are found by hand.
 */
final class PredictCommandTest {
  private static final String EXAMPLE = Path.of("data", "example_weight.pkl").toString();
  private static final String HINT = " (mnist-eval predict --help shows all options)\n";
  private static final int DIGITS = 20;

  private static byte[] images;
  private static String classes;

  @TempDir Path folder;

  @BeforeAll
  static void readTheTestSet() throws IOException {
    Path file = Path.of("data", "t10k-images-idx3-ubyte.gz");
    try (GZIPInputStream in = new GZIPInputStream(Files.newInputStream(file))) {
      in.skipNBytes(16);
      images = in.readNBytes(1000 * 784);
    }
    Path reference = Path.of("src/test/resources/mnisteval/reference/example_weight.classes.txt");
    classes = Files.readString(reference).replace("\n", "");
  }

  /** Test image i, each pixel drawn scale x scale, in dark on light or light on dark. */
  private static GreyImage digit(int i, int scale, boolean dark) {
    int side = 28 * scale;
    byte[] pixels = new byte[side * side];
    for (int y = 0; y < side; y++) {
      for (int x = 0; x < side; x++) {
        byte light = images[784 * i + y / scale * 28 + x / scale];
        pixels[y * side + x] = dark ? (byte) ~light : light;
      }
    }
    return new GreyImage(side, side, pixels);
  }

  private String picture(String name, byte[] bytes) throws IOException {
    return Files.write(folder.resolve(name), bytes).toString();
  }

  private void assertDigits(GreyImage[] pictures, String format) throws IOException {
    String[] arguments = new String[4 + pictures.length];
    arguments[0] = "predict";
    arguments[1] = "--weights";
    arguments[2] = EXAMPLE;
    arguments[3] = "--brief";
    for (int i = 0; i < pictures.length; i++) {
      arguments[4 + i] = picture(i + "." + format, Pictures.file(pictures[i], format));
    }
    Run run = Run.of(arguments);
    StringBuilder found = new StringBuilder();
    for (String line : run.out().split("\n")) {
      found.append(line.replaceFirst(".*: (\\d) \\(\\d\\.\\d{4}\\)", "$1"));
    }
    assertEquals(classes.substring(0, pictures.length), found.toString());
    assertEquals(new Run(0, run.out(), ""), run);
  }

  @ParameterizedTest
  @CsvSource({
    "png, 1",
    "png, 2",
    "png, 3",
    "png, 7",
    "png, 20", //
    "jpeg, 2",
    "jpeg, 3",
    "jpeg, 7",
    "jpeg, 20", //
    "gif, 1",
    "gif, 3",
    "gif, 10", //
    "bmp, 1",
    "bmp, 3",
    "bmp, 10",
  })
  void recognisesDigitsInEveryFormatPolarityAndSize(String format, int scale) throws IOException {
    for (boolean dark : new boolean[] {false, true}) {
      GreyImage[] pictures = new GreyImage[DIGITS];
      for (int i = 0; i < DIGITS; i++) {
        pictures[i] = digit(i, scale, dark);
      }
      assertDigits(pictures, format);
    }
  }

  /** Somewhere on a sheet of 150 x 200, grey 230 with Gaussian noise of sigma 8, ink of 70 %. */
  @Test
  void recognisesDigitsOnNoisyPaper() throws IOException {
    Random random = new Random(1);
    GreyImage[] pictures = new GreyImage[DIGITS];
    for (int i = 0; i < DIGITS; i++) {
      GreyImage digit = digit(i, 4, false);
      byte[] pixels = new byte[150 * 200];
      int left = random.nextInt(150 - digit.width());
      int top = random.nextInt(200 - digit.height());
      for (int at = 0; at < pixels.length; at++) {
        int x = at % 150 - left;
        int y = at / 150 - top;
        boolean inside = x >= 0 && y >= 0 && x < digit.width() && y < digit.height();
        int ink = inside ? digit.pixels()[y * digit.width() + x] & 0xff : 0;
        double light = 230 - 0.7 * ink + 8 * random.nextGaussian();
        pixels[at] = (byte) Math.max(0, Math.min(255, light));
      }
      pictures[i] = new GreyImage(150, 200, pixels);
    }
    assertDigits(pictures, "png");
  }

  /** Without any margin, the border is ink in places. */
  @Test
  void recognisesDigitsInTightPictures() throws IOException {
    GreyImage[] pictures = new GreyImage[DIGITS];
    for (int i = 0; i < DIGITS; i++) {
      pictures[i] = cropped(digit(i, 3, true));
    }
    assertDigits(pictures, "png");
  }

  private static GreyImage cropped(GreyImage image) {
    int left = image.width();
    int top = image.height();
    int right = 0;
    int bottom = 0;
    for (int at = 0; at < image.pixels().length; at++) {
      if ((image.pixels()[at] & 0xff) < 255) {
        left = Math.min(left, at % image.width());
        right = Math.max(right, at % image.width());
        top = Math.min(top, at / image.width());
        bottom = at / image.width();
      }
    }
    int width = right - left + 1;
    byte[] pixels = new byte[width * (bottom - top + 1)];
    for (int y = top; y <= bottom; y++) {
      System.arraycopy(image.pixels(), y * image.width() + left, pixels, (y - top) * width, width);
    }
    return new GreyImage(width, bottom - top + 1, pixels);
  }

  /**
   * Three classes of 4 pixels: z = (0, ln 2 + x2 ln 4, x3 ln 5). With x2 = 0 and x3 = 1 the
   * probabilities are 1/8, 2/8, 5/8; with x2 = 1 and x3 = 0, 1/10, 8/10, 1/10.
   */
  private String smallNetwork() throws IOException {
    double[] weights = new double[12];
    weights[2 * 3 + 1] = Math.log(4);
    weights[3 * 3 + 2] = Math.log(5);
    byte[] pickle =
        new PickleBytes()
            .array("W1", new int[] {4, 3}, weights)
            .array("b1", new int[] {3}, 0, Math.log(2), 0)
            .bytes();
    return picture("small.pkl", pickle);
  }

  private String smallPicture() throws IOException {
    byte[] pixels = {0, 100, 0, (byte) 255};
    return picture("small.png", Pictures.file(new GreyImage(2, 2, pixels), "png"));
  }

  @Test
  void printsTheDigitAndAllProbabilitiesAndTheInput() throws IOException {
    String picture = smallPicture();
    Run run = Run.of("predict", "--weights", smallNetwork(), "--as-is", "--show", picture);
    String expected =
        picture
            + ": 2 (0.6250)\n"
            + "       0       1       2\n"
            + "  0.1250  0.2500  0.6250\n"
            + "┌────┐\n"
            + "│  ▒▒│\n"
            + "│  ██│\n"
            + "└────┘\n";
    assertEquals(new Run(0, expected, ""), run);
  }

  @Test
  void listsTheMostProbableOfThousandsOfClasses() throws IOException {
    for (int classes : new int[] {1000, 1001}) {
      byte[] biases = new byte[classes];
      biases[700] = 6;
      biases[800] = 7;
      biases[900] = 5;
      String network = picture("wide.safetensors", safetensors(1, biases));
      String picture = picture("one.png", Pictures.file(new GreyImage(1, 1, new byte[1]), "png"));
      Run run = Run.of("predict", "--weights", network, "--as-is", picture);
      assertEquals(0, run.code());
      if (classes == 1000) {
        assertEquals(201, run.out().lines().count());
        continue;
      }
      // e^7, e^6 and e^5 of their sum with 998: 0.4144, 0.1524, 0.0561, and e^0 0.0004.
      String expected =
          picture
              + ": 800 (0.4144)\n"
              + "  the 10 most probable of 1001:\n"
              + "     800     700     900       0       1       2       3       4       5       6\n"
              + "  0.4144  0.1524  0.0561  0.0004  0.0004  0.0004  0.0004  0.0004  0.0004  0.0004\n";
      assertEquals(expected, run.out());
      run = Run.of("predict", "--weights", network, "--as-is", "--brief", picture);
      assertEquals(picture + ": 800 (0.4144)\n", run.out());
    }
  }

  /** The same with labels from 1000 down: of equals, the first output is listed first. */
  @Test
  void listsTheMostProbableByTheirLabels() throws IOException {
    byte[] biases = new byte[1001];
    biases[700] = 6;
    biases[800] = 7;
    biases[900] = 5;
    String network = picture("wide.safetensors", safetensors(1, biases));
    String picture = picture("one.png", Pictures.file(new GreyImage(1, 1, new byte[1]), "png"));
    String[] arguments = {"predict", "--weights", network, "--class-order", "1000-0", "--as-is"};
    arguments = Arrays.copyOf(arguments, 7);
    arguments[6] = picture;
    String expected =
        picture
            + ": 200 (0.4144)\n"
            + "  the 10 most probable of 1001:\n"
            + "     200     300     100    1000     999     998     997     996     995     994\n"
            + "  0.4144  0.1524  0.0561  0.0004  0.0004  0.0004  0.0004  0.0004  0.0004  0.0004\n";
    assertEquals(new Run(0, expected, ""), Run.of(arguments));
  }

  /** A network of one layer, whose weights are 0. */
  private static byte[] safetensors(int inputs, byte[] biases) {
    int classes = biases.length;
    int weights = inputs * classes;
    String tensor = "\"%s\":{\"dtype\":\"I8\",\"shape\":[%s],\"data_offsets\":[%d,%d]}";
    String shape = classes + "," + inputs;
    String header =
        "{"
            + tensor.formatted("fc1.weight", shape, 0, weights)
            + ","
            + tensor.formatted("fc1.bias", classes, weights, weights + classes)
            + "}";
    ByteBuffer file = ByteBuffer.allocate(8 + header.length() + weights + classes);
    file.order(ByteOrder.LITTLE_ENDIAN).putLong(header.length());
    file.put(header.getBytes(StandardCharsets.ISO_8859_1)).position(file.limit() - classes);
    return file.put(biases).array();
  }

  @Test
  void drawsNoImageThatIsTallerThanATerminal() throws IOException {
    String network = picture("tall.safetensors", safetensors(257, new byte[1]));
    String picture = picture("t.png", Pictures.file(new GreyImage(1, 257, new byte[257]), "png"));
    Run run = Run.of("predict", "--weights", network, "--as-is", "--show", picture);
    String error =
        ": images too large to be drawn (expected at most 256x256 pixels, found 1x257)\n";
    assertEquals(new Run(3, "", "mnist-eval: " + picture + error), run);
  }

  /** A box of 1 in 2 x 2, its centre at 0, moves by 0.5, up to 1: only pixel 3 is ink. */
  @Test
  void scalesToTheInputsOfTheNetwork() throws IOException {
    byte[] pixels = new byte[100];
    Arrays.fill(pixels, (byte) 255);
    pixels[23] = 0;
    String picture = picture("dot.png", Pictures.file(new GreyImage(10, 10, pixels), "png"));
    Run run = Run.of("predict", "--weights", smallNetwork(), "--brief", "--show", picture);
    String expected = picture + ": 2 (0.6250)\n┌────┐\n│    │\n│  ██│\n└────┘\n";
    assertEquals(new Run(0, expected, ""), run);
  }

  @Test
  void readsStandardInput() throws IOException {
    byte[] picture = Files.readAllBytes(Path.of(smallPicture()));
    Run run =
        Run.withInput(picture, "predict", "--weights", smallNetwork(), "--as-is", "--brief", "-");
    assertEquals(new Run(0, "standard input: 2 (0.6250)\n", ""), run);
  }

  @Test
  void readsTheNetworkFromStandardInput() throws IOException {
    byte[] network = Files.readAllBytes(Path.of(smallNetwork()));
    String picture = smallPicture();
    Run run = Run.withInput(network, "predict", "--weights", "-", "--as-is", "--brief", picture);
    assertEquals(new Run(0, picture + ": 2 (0.6250)\n", ""), run);
  }

  @Test
  void goesOnAfterABadPicture() throws IOException {
    String text = picture("text.png", new byte[] {'a', 'b'});
    String blank = picture("blank.gif", Pictures.file(new GreyImage(2, 2, new byte[4]), "gif"));
    String good = picture("one.bmp", Pictures.file(digit(2, 1, true), "bmp"));
    Run run = Run.of("predict", "--weights", EXAMPLE, "--brief", "gone.png", text, good, blank);
    assertTrue(run.out().matches("\\Q" + good + "\\E: 1 \\(\\d\\.\\d{4}\\)\n"), run.out());
    String errors =
        "mnist-eval: gone.png: no such file\n"
            + ("mnist-eval: " + text)
            + ": not an image (expected PNG, JPEG, GIF or BMP, found something else)\n"
            + ("mnist-eval: " + blank)
            + ": is blank (expected a digit that is darker or lighter than the border)\n";
    assertEquals(new Run(3, run.out(), errors), run);
  }

  @Test
  void refusesAPictureOfTheWrongSizeAsItIs() throws IOException {
    String picture = smallPicture();
    Run run = Run.of("predict", "--weights", EXAMPLE, "--as-is", picture);
    String error =
        "mnist-eval: "
            + picture
            + ": an image of another size than the network takes (expected 784 pixels as in "
            + EXAMPLE
            + ", found 2x2 = 4)\n";
    assertEquals(new Run(3, "", error), run);
  }

  @Test
  void refusesANetworkThatTakesNoSquare() throws IOException {
    byte[] pickle =
        new PickleBytes()
            .array("W1", new int[] {3, 1}, 0, 0, 0)
            .array("b1", new int[] {1}, 0)
            .bytes();
    String network = picture("three.pkl", pickle);
    Run run = Run.of("predict", "--weights", network, smallPicture());
    String error =
        "mnist-eval: "
            + network
            + ": takes no square images (expected such as 784 = 28x28 inputs, found 3;"
            + " --as-is gives it others)\n";
    assertEquals(new Run(3, "", error), run);
    byte[] row = {0, 0, 9};
    String picture = picture("row.png", Pictures.file(new GreyImage(3, 1, row), "png"));
    run = Run.of("predict", "--weights", network, "--as-is", "--brief", picture);
    assertEquals(new Run(0, picture + ": 0 (1.0000)\n", ""), run);
  }

  /** By reference/example_weight.classes.txt and the label file, the first that is wrong. */
  @Test
  void printsTheLabelOfATestImage() {
    Run run = Run.of("predict", "--weights", EXAMPLE, "--brief", "--index", "115");
    assertTrue(run.out().matches("image 115: 9 \\(0\\.\\d{4}\\), label 4\n"), run.out());
    assertEquals(new Run(0, run.out(), ""), run);
    Run same =
        Run.of("predict", "--weights", EXAMPLE, "--brief", "--index", "115", "--data", "data");
    assertEquals(run, same);
  }

  /** The second of two images of 2 x 2, x2 = 1: see {@link #smallNetwork()}. */
  @Test
  void takesAnImageOfAnySet() throws IOException {
    String set =
        picture(
            "images",
            new byte[] {0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 2, 0, 0, 0, 2, 9, 9, 9, 9, 0, 0, -1, 0});
    String labels = picture("labels", new byte[] {0, 0, 8, 1, 0, 0, 0, 2, 1, 2});
    Run run =
        Run.of(
            "predict",
            "--weights",
            smallNetwork(),
            "--show",
            "--index",
            "1",
            "--images",
            set,
            "--labels",
            labels);
    String expected =
        "image 1: 1 (0.8000), label 2\n"
            + "       0       1       2\n"
            + "  0.1000  0.8000  0.1000\n"
            + "┌────┐\n"
            + "│    │\n"
            + "│██  │\n"
            + "└────┘\n";
    assertEquals(new Run(0, expected, ""), run);
  }

  @Test
  void refusesATestImageOfTheWrongSize() throws IOException {
    String network = smallNetwork();
    Run run = Run.of("predict", "--weights", network, "--index", "0");
    String error =
        "mnist-eval: "
            + network
            + ": takes images of another size (expected 28x28 = 784 inputs as in bundled"
            + " t10k-images-idx3-ubyte.gz, found 4)\n";
    assertEquals(new Run(3, "", error), run);
  }

  @Test
  void keepsAForgedNameOnOneLine() throws IOException {
    String forged = picture("a\nb.png", Files.readAllBytes(Path.of(smallPicture())));
    Run run = Run.of("predict", "--weights", smallNetwork(), "--as-is", "--brief", forged);
    assertEquals(forged.replace("\n", "\\u000a") + ": 2 (0.6250)\n", run.out());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "predict x.png | Missing required option: '--weights=FILE'",
        "predict --weights w | Missing required parameter: 'IMAGE', or --index N",
        "predict --weights w --index 1 x | IMAGE and --index exclude each other",
        "predict --weights w --index 1 --as-is | --as-is goes with IMAGE; the images of a set are always taken so",
        "predict --weights w --data d x"
            + " | --data, --split, --images, --labels and --transpose go with --index",
        "predict --weights w --transpose x"
            + " | --data, --split, --images, --labels and --transpose go with --index",
        "predict --weights w --index 1 --images i | --images and --labels go together",
        "predict --weights w --index -1 | Invalid value for option '--index': expected numbers from 0 and ranges such as 0-9,17, found '-1'",
        "predict --weights w - - | - stands for standard input, which can be read only once",
        "predict --weights - - | - stands for standard input, which can be read only once",
        "predict --weigths w | Unknown option: '--weigths'; did you mean --weights?",
        "predict --weights w --offset 3 x | Unknown option: '--offset'",
      })
  void reportsWhatIsWrongWithTheArguments(String arguments, String message) {
    Run run = Run.of(arguments.split(" "));
    assertEquals(new Run(2, "", "mnist-eval: " + message + HINT), run);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-h", "--help"})
  void helps(String option) {
    Run run = Run.of("predict", option);
    assertTrue(
        run.out().startsWith("Usage: mnist-eval predict --weights FILE [options] IMAGE...\n"),
        run.out());
    assertEquals(new Run(0, run.out(), ""), run);
  }

  @Test
  void showsTheTraceOnlyWhenAsked() {
    Run run = Run.of("predict", "--weights", EXAMPLE, "--stacktrace", "gone.png");
    assertEquals(3, run.code());
    assertTrue(run.err().startsWith("mnist-eval: gone.png: no such file\n"), run.err());
    assertTrue(run.err().contains("\n\tat mnisteval.cli.PredictCommand.call("), run.err());
  }

  /** What was a file's name before there were subcommands still is. */
  @Test
  void leavesAFileCalledPredictAlone() {
    Run run = Run.of("--weights", "predict");
    assertEquals(new Run(3, "", "mnist-eval: predict: no such file\n"), run);
  }
}

package mnisteval;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The contract of the command line: what is printed where, and with which code a run ends. The
 * accuracies of the example weights are numpy's: data/README.md says how they were computed.
 */
final class MainTest {
  private static final String EXAMPLE = Path.of("data", "example_weight.pkl").toString();
  private static final String HINT = " (mnist-eval --help shows all options)\n";

  @TempDir Path folder;

  @Test
  void printsTheAccuracyAndNothingElse() {
    assertEquals(new Run(0, "Accuracy:0.9864\n", ""), Run.of("--weights", EXAMPLE));
  }

  @Test
  void readsWeightsFromStandardInput() throws IOException {
    byte[] weights = Files.readAllBytes(Path.of(EXAMPLE));
    assertEquals(new Run(0, "Accuracy:0.9864\n", ""), Run.withInput(weights, "--weights", "-"));
  }

  @Test
  void decompressesWeightsWhateverTheirName() throws IOException {
    Path gzipped = folder.resolve("weights.pkl");
    Files.write(gzipped, gzip(Files.readAllBytes(Path.of(EXAMPLE))));
    assertEquals(new Run(0, "Accuracy:0.9864\n", ""), Run.of("--weights", gzipped.toString()));
  }

  /** No layer of the example is square: in the other layout its shapes do not follow. */
  @Test
  void readsWeightsInTheLayoutThatIsAskedFor() {
    Run run = Run.of("--weights", EXAMPLE, "--layout", "in-out");
    assertEquals(new Run(0, "Accuracy:0.9864\n", ""), run);
    String error =
        "mnist-eval: "
            + EXAMPLE
            + ": b1 has shape (50,), expected (784,) to go with W1 (784, 50)\n";
    assertEquals(new Run(3, "", error), Run.of("--weights", EXAMPLE, "--layout", "OUT-IN"));
  }

  /** (x/255 - 0) / 1 is unit, to the last digit that decides. */
  @Test
  void normalizesPixels() {
    Run run = Run.of("--weights", EXAMPLE, "--pixels", "0,1");
    assertEquals(new Run(0, "Accuracy:0.9864\n", ""), run);
  }

  @Test
  void givesTheNetworkRawPixels() {
    Run run = Run.of("--weights", EXAMPLE, "--pixels", "raw");
    assertEquals(new Run(0, "Accuracy:0.9361\n", ""), run);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "2", "3", "1024"})
  void printsTheSameWhateverTheThreads(String threads) {
    assertEquals("Accuracy:0.9864\n", Run.of("--weights", EXAMPLE, "--threads", threads).out());
  }

  /**
   * By example_weight.classes.txt, image 115 is the first of those that are wrong, 9905 the last.
   */
  @ParameterizedTest
  @CsvSource({
    "0, 10, 1.0",
    "110, 10, 0.9",
    "115, 1, 0.0",
    "9900, 1000, 0.99",
    "0, 9223372036854775807, 0.9864",
  })
  void evaluatesAPart(String offset, String limit, String accuracy) {
    Run run = Run.of("--weights", EXAMPLE, "--offset", offset, "--limit", limit);
    assertEquals(new Run(0, "Accuracy:" + accuracy + "\n", ""), run);
  }

  @Test
  void readsTheFolderOfAnImageSet() throws IOException {
    Run run = Run.of("--weights", EXAMPLE, "--data", "data", "--split", "test");
    assertEquals(new Run(0, "Accuracy:0.9864\n", ""), run);
  }

  @Test
  void readsImagesAndLabelsOfAnyName() {
    Run run =
        Run.of(
            "--weights",
            EXAMPLE,
            "--images",
            "data/t10k-images-idx3-ubyte.gz",
            "--labels",
            "data/t10k-labels-idx1-ubyte.gz");
    assertEquals(new Run(0, "Accuracy:0.9864\n", ""), run);
  }

  @Test
  void readsArgumentsFromAFile() throws IOException {
    Path arguments = folder.resolve("arguments");
    Files.writeString(arguments, "# the example\n--weights \"" + EXAMPLE + "\"\n--expect 0.9864\n");
    assertEquals(new Run(0, "Accuracy:0.9864\n", ""), Run.of("@" + arguments));
  }

  @Test
  void passesWhenEveryGateHolds() {
    Run run = Run.of("--weights", EXAMPLE, "--expect", "0.9864", "--min-accuracy", "0.9864");
    assertEquals(new Run(0, "Accuracy:0.9864\n", ""), run);
  }

  @ParameterizedTest
  @CsvSource({
    "0.98635, 0.00005, 0", // the bound itself
    "0.98645, 0.00005, 0",
    "0.986349, 0.00005, 4",
    "0.986451, 0.00005, 4",
    "0.9864, 0, 0",
    "0.98, 0.01, 0",
  })
  void comparesWithTheToleranceExactly(String expected, String tolerance, int code) {
    Run run = Run.of("--weights", EXAMPLE, "--expect", expected, "--tolerance", tolerance);
    assertEquals(code, run.code());
  }

  /** The last bound is another decimal of the same double. */
  @ParameterizedTest
  @CsvSource({
    "0.9864, 0",
    "9864/10000, 0",
    "1233/1250, 0",
    "9865/10000, 4",
    "0.98640000000000005, 0"
  })
  void takesBoundsAsTheyArePrintedOrAsFractions(String bound, int code) {
    assertEquals(code, Run.of("--weights", EXAMPLE, "--min-accuracy", bound).code());
    assertEquals(code, Run.of("--weights", EXAMPLE, "--expect", bound, "--tolerance", "0").code());
  }

  @Test
  void saysWhatWasExpectedAndStillPrintsWhatWasMeasured() {
    Run run = Run.of("--weights", EXAMPLE, "--expect", "0.9352");
    String error =
        "mnist-eval: "
            + EXAMPLE
            + ": accuracy out of bounds (expected 0.9352 ± 0.00005, found 0.9864 = 9864/10000)\n";
    assertEquals(new Run(4, "Accuracy:0.9864\n", error), run);
  }

  @Test
  void saysEveryGateThatDoesNotHold() {
    Run run = Run.of("--weights", EXAMPLE, "--expect", "0.9", "--min-accuracy", "0.99");
    String error = "mnist-eval: " + EXAMPLE + ": accuracy out of bounds (expected ";
    String found = ", found 0.9864 = 9864/10000)\n";
    assertEquals(
        new Run(
            4,
            "Accuracy:0.9864\n",
            error + "0.9 ± 0.00005" + found + error + "at least 0.99" + found),
        run);
  }

  @Test
  void helps() {
    Run run = Run.of("--help");
    assertEquals(0, run.code());
    assertEquals("", run.err());
    assertTrue(
        run.out()
            .startsWith(
                "Usage: mnist-eval --weights FILE [options]\n  or:  mnist-eval FILE... [options]\n"),
        run.out());
    assertTrue(run.out().contains("Exit codes:\n  0   evaluated, and every gate held"), run.out());
    assertTrue(run.out().contains("Examples:\n  mnist-eval --weights sample_weight.pkl\n"));
  }

  @Test
  void saysItsVersion() {
    // The jar's manifest has it: PackagedJarIT.
    assertEquals(new Run(0, "mnist-eval unpackaged\n", ""), Run.of("--version"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--weigths x | Unknown option: '--weigths'; did you mean --weights?",
        "@gone | Unexpected argument: '@gone'; no file 'gone' can be read for more",
        "--weights | Missing required parameter for option '--weights' (FILE)",
        "--weights a --threads 1 --threads 2 | option '--threads' (N) should be specified only once",
        "--weights a --threads 0 | Invalid value for option '--threads': expected from 1 to 1024, found 0",
        "--weights a --threads x | Invalid value for option '--threads': 'x' is not a whole number",
        "--weights a --limit 1.5 | Invalid value for option '--limit': '1.5' is not a whole number",
        "--weights a --limit 0 | Invalid value for option '--limit': expected 1 or more, found 0",
        "--weights a --offset -1 | Invalid value for option '--offset': expected 0 or more, found -1",
        "--weights a --pixels rgb | Invalid value for option '--pixels': expected unit, raw, MEAN,STD, LOW..HIGH or auto, found 'rgb'",
        "--weights a --pixels 0.1,0 | Invalid value for option '--pixels': expected numbers MEAN,STD, the mean at most 1e6 and STD from 1e-6 to 1e6, found '0.1,0'",
        "--weights a --pixels a,1 | Invalid value for option '--pixels': expected numbers MEAN,STD, the mean at most 1e6 and STD from 1e-6 to 1e6, found 'a,1'",
        "--weights a --pixels 1..1 | Invalid value for option '--pixels': expected two numbers LOW..HIGH from -1e6 to 1e6, such as 0.01..1, found '1..1'",
        "--weights a --pixels 0..1e7 | Invalid value for option '--pixels': expected two numbers LOW..HIGH from -1e6 to 1e6, such as 0.01..1, found '0..1e7'",
        "--weights a --pixels -1e7..0 | Invalid value for option '--pixels': expected two numbers LOW..HIGH from -1e6 to 1e6, such as 0.01..1, found '-1e7..0'",
        "--weights a --pixels 0..NaN | Invalid value for option '--pixels': expected two numbers LOW..HIGH from -1e6 to 1e6, such as 0.01..1, found '0..NaN'",
        "--weights a --pixels ..1 | Invalid value for option '--pixels': expected two numbers LOW..HIGH from -1e6 to 1e6, such as 0.01..1, found '..1'",
        "--weights a --pixels 0...1 | Invalid value for option '--pixels': expected two numbers LOW..HIGH from -1e6 to 1e6, such as 0.01..1, found '0...1'",
        "--weights a --layout x | Invalid value for option '--layout': expected auto, in-out or out-in, found 'x'",
        "--weights a --pixels auto,1 | Invalid value for option '--pixels': expected numbers MEAN,STD, the mean at most 1e6 and STD from 1e-6 to 1e6, found 'auto,1'",
        "--weights a --activation swish | Invalid value for option '--activation': expected auto or one of sigmoid, relu, tanh, leaky_relu, gelu, elu, softplus, identity, found 'swish'",
        "--weights a --activation relu, | Invalid value for option '--activation': expected auto or one of sigmoid, relu, tanh, leaky_relu, gelu, elu, softplus, identity, found ''",
        "--weights a --activation relu,Leaky_relu:2 | Invalid value for option '--activation': expected leaky_relu:SLOPE with a slope from 0 to 1, found 'Leaky_relu:2'",
        "--weights a --split x | Invalid value for option '--split': expected test or train, found 'x'",
        "--weights a --split train | --split goes with --data; the images in the program are the test split",
        "--weights a --images x | --images and --labels go together",
        "--weights a --labels x | --images and --labels go together",
        "--weights a --data d --images x --labels y | --data and --images with --labels exclude each other",
        "--weights a --tolerance 0.1 | --tolerance goes with --expect",
        "--weights a --expect 93.52 | Invalid value for option '--expect': expected a number from 0 to 1 with at most 30 decimals, or a fraction such as 9352/10000, found '93.52'",
        "--weights a --expect -0.1 | Invalid value for option '--expect': expected a number from 0 to 1 with at most 30 decimals, or a fraction such as 9352/10000, found '-0.1'",
        "--weights a --min-accuracy many | Invalid value for option '--min-accuracy': expected a number from 0 to 1 with at most 30 decimals, or a fraction such as 9352/10000, found 'many'",
        "--weights a --expect 3/2 | Invalid value for option '--expect': expected a number from 0 to 1 with at most 30 decimals, or a fraction such as 9352/10000, found '3/2'",
        "--weights a --min-accuracy 0/0 | Invalid value for option '--min-accuracy': expected a number from 0 to 1 with at most 30 decimals, or a fraction such as 9352/10000, found '0/0'",
        "--weights a --expect 1 --tolerance 1/2 | Invalid value for option '--tolerance': expected a number from 0 to 1 with at most 30 decimals, found '1/2'",
        "--weights a --expect 1e-99999 | Invalid value for option '--expect': expected a number from 0 to 1 with at most 30 decimals, or a fraction such as 9352/10000, found '1e-99999'",
      })
  void saysWhatIsWrongWithTheArguments(String arguments, String message) {
    Run run = Run.of(arguments.split(" "));
    assertEquals(new Run(2, "", "mnist-eval: " + message + HINT), run);
  }

  /** Several activations stand in one list. */
  @ParameterizedTest
  @CsvSource({"relu, tanh", "auto, auto", "auto, relu"})
  void takesTheActivationOnce(String first, String second) {
    String error =
        "mnist-eval: option '--activation' (auto|sigmoid|relu|tanh|leaky_relu|gelu|elu|softplus|identity)"
            + " should be specified only once"
            + HINT;
    Run run = Run.of("--weights", "a", "--activation", first, "--activation", second);
    assertEquals(new Run(2, "", error), run);
  }

  @Test
  void takesThePixelsOnce() {
    String error =
        "mnist-eval: option '--pixels' (auto|unit|raw|MEAN,STD|LOW..HIGH) should be specified only"
            + " once"
            + HINT;
    Run run = Run.of("--weights", "a", "--pixels", "auto", "--pixels", "auto");
    assertEquals(new Run(2, "", error), run);
  }

  @Test
  void saysThatWeightsAreRequired() {
    String error = "mnist-eval: Missing required option: '--weights=FILE'" + HINT;
    assertEquals(new Run(2, "", error), Run.of());
  }

  /** To the file system, it is the folder that the program runs in. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--weights | mnist-eval | expected a file name, found ''",
        "inspect | mnist-eval inspect | expected a file name, found ''",
        "--output | mnist-eval | Invalid value for option '--output': expected a file name, found ''",
      })
  void refusesAnEmptyName(String argument, String command, String message) {
    String error = "mnist-eval: " + message + " (" + command + " --help shows all options)\n";
    assertEquals(new Run(2, "", error), Run.of(argument, ""));
  }

  @Test
  void refusesAnEmptyNameAmongSeveral() {
    Run run = Run.of(EXAMPLE, "");
    assertEquals(new Run(2, "", "mnist-eval: expected a file name, found ''" + HINT), run);
  }

  @Test
  void refusesANameThatNoFileCanHave() {
    Run run = Run.of("--weights", "a\0b");
    assertEquals(new Run(2, "", "mnist-eval: no file can be called 'a\\u0000b'" + HINT), run);
  }

  @Test
  void namesAMissingFile() {
    Run run = Run.of("--weights", "nowhere.pkl");
    assertEquals(new Run(3, "", "mnist-eval: nowhere.pkl: no such file\n"), run);
  }

  @Test
  void keepsAForgedNameOnOneLine() {
    Run run = Run.of("--weights", "a\n\u001b[31mmnist-eval: fine");
    String error = "mnist-eval: a\\u000a\\u001b[31mmnist-eval: fine: no such file\n";
    assertEquals(new Run(3, "", error), run);
  }

  @Test
  void refusesWhatIsNotAPickle() {
    Run run = Run.of("--weights", "data/t10k-labels-idx1-ubyte.gz");
    String error =
        "mnist-eval: data/t10k-labels-idx1-ubyte.gz: no network (expected a pickle, .npz, .npy,"
            + " PyTorch, .safetensors, ONNX, Keras, JSON or CSV file, found an IDX file; --images and --labels take"
            + " such files)\n";
    assertEquals(new Run(3, "", error), run);
  }

  @Test
  void namesAnOffsetPastTheEnd() {
    Run run = Run.of("--weights", EXAMPLE, "--offset", "10000");
    String error =
        "mnist-eval: bundled t10k-images-idx3-ubyte.gz: no image 10000"
            + " (expected a number from 0 to 9999)\n";
    assertEquals(new Run(3, "", error), run);
  }

  @Test
  void refusesImagesOfAnotherSize() throws IOException {
    Path images = folder.resolve("images");
    Files.write(images, new byte[] {0, 0, 8, 3, 0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 1, 9, 9});
    Path labels = folder.resolve("labels");
    Files.write(labels, new byte[] {0, 0, 8, 1, 0, 0, 0, 1, 7});
    Run run =
        Run.of("--weights", EXAMPLE, "--images", images.toString(), "--labels", labels.toString());
    String error =
        "mnist-eval: "
            + EXAMPLE
            + ": takes images of another size (expected 2x1 = 2 inputs as in "
            + images
            + ", found 784)\n";
    assertEquals(new Run(3, "", error), run);
  }

  /** It has no biases and both layouts fit, which would be said beside an accuracy. */
  @Test
  void saysHowAFileWasReadOnlyBesideAResult() throws IOException {
    Path square = folder.resolve("square.pkl");
    Files.write(square, new PickledNetwork().zeros("W1", 2, 2).bytes());
    String error =
        "mnist-eval: "
            + square
            + ": takes images of another size (expected 28x28 = 784 inputs as in bundled"
            + " t10k-images-idx3-ubyte.gz, found 2)\n";
    assertEquals(new Run(3, "", error), Run.of("--weights", square.toString()));
    assertEquals(new Run(3, "", error), Run.of("--weights", square.toString(), "--metrics"));
    assertEquals(
        new Run(3, "", error), Run.of("predict", "--weights", square.toString(), "--index", "0"));
  }

  @Test
  void showsTheTraceOnlyWhenAsked() {
    Run run = Run.of("--weights", "nowhere.pkl", "--stacktrace");
    assertEquals(3, run.code());
    assertTrue(run.err().startsWith("mnist-eval: nowhere.pkl: no such file\n"), run.err());
    assertTrue(run.err().contains("\n\tat mnisteval.cli.EvaluateCommand.call("), run.err());
  }

  @Test
  void saysThatStandardOutputIsFull() {
    OutputStream full =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("No space left on device");
          }
        };
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int code =
        Main.run(
            new String[] {"--weights", EXAMPLE},
            new ByteArrayInputStream(new byte[0]),
            new PrintStream(full, false, StandardCharsets.UTF_8),
            new PrintStream(err, false, StandardCharsets.UTF_8));
    assertEquals(3, code);
    assertEquals(
        "mnist-eval: standard output: cannot be written\n", err.toString(StandardCharsets.UTF_8));
  }

  @Test
  void saysThatADefectIsOurs() {
    // No input stream is ever null; standing in for a defect, one is.
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int code =
        Main.run(
            new String[] {"--weights", "-"},
            null,
            new PrintStream(new ByteArrayOutputStream(), false, StandardCharsets.UTF_8),
            new PrintStream(err, false, StandardCharsets.UTF_8));
    String message = err.toString(StandardCharsets.UTF_8);
    assertEquals(1, code);
    assertTrue(
        message.matches(
            "mnist-eval: a defect of mnist-eval: java.lang.NullPointerException.*"
                + " \\(--stacktrace shows where\\)\n"),
        message);
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream gzipped = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(gzipped)) {
      gzip.write(bytes);
    }
    return gzipped.toByteArray();
  }
}

package mnisteval.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import mnisteval.PickleBytes;
import mnisteval.Run;
import mnisteval.TorchFile;
import mnisteval.input.Limit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is listed of files that are built byte by byte; least, greatest and mean are by hand. */
final class InspectCommandTest {
  private static final String HINT = " (mnist-eval inspect --help shows all options)\n";
  private static final String SIGMOID = "; activation sigmoid assumed, as the file names none";
  private static final String UNIT = "; pixels unit assumed, as the file names none";

  @TempDir Path folder;

  private String file(String name, byte... bytes) throws IOException {
    return Files.write(folder.resolve(name), bytes).toString();
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(zipped)) {
      gzip.write(bytes);
    }
    return zipped.toByteArray();
  }

  private static void assertListed(String expected, String... arguments) {
    assertEquals(new Run(0, expected, ""), Run.of(arguments));
  }

  @Test
  void listsTheArraysOfANetworkAndItsShape() throws IOException {
    byte[] fortran = {1, 2, 3, 4, 5, -6};
    byte[] pickle =
        new PickleBytes()
            .entry("note", "secret")
            .array("W1", "i1", new int[] {3, 2}, true, fortran)
            .array("b1", new int[] {2}, 0.5, -0.00025)
            .array("w2", new int[] {2, 1}, 1e-3, 12345.678)
            .array("b2", new int[] {1, 1}, 0)
            .bytes();
    String file = file("net.gz.no", pickle);
    // W1: 9 / 6. b1: 0.49975 / 2 = 0.249875. w2: 12345.679 / 2 = 6172.8395.
    assertListed(
        file
            + ": numpy pickle of 4 arrays, 11 numbers\n"
            + "  name  dtype  shape   order         min        max    mean  not finite\n"
            + "  W1    |i1    (3, 2)  F          -6.000      5.000   1.500           0\n"
            + "  b1    <f8    (2,)    C      -0.0002500     0.5000  0.2499           0\n"
            + "  w2    <f8    (2, 1)  C        0.001000  1.235e+04    6173           0\n"
            + "  b2    <f8    (1, 1)  C               0          0       0           0\n"
            + "  network: 3-2-1, 11 parameters, read as numpy pickle, weights (in, out)"
            + (SIGMOID + UNIT + "\n"),
        "inspect",
        file);
  }

  /** Of the finite numbers 1 and 3 the mean is 2, and that of two of 1.5e308 no infinity. */
  @Test
  void listsWhatIsNoNetwork() throws IOException {
    double nan = Double.NaN;
    double infinite = Double.POSITIVE_INFINITY;
    byte[] pickle =
        new PickleBytes()
            .array("a", new int[] {5}, 1, nan, 3, infinite, -infinite)
            .array("b", new int[] {1}, nan)
            .array("c", new int[] {0, 2})
            .array("d", new int[] {2}, 1.5e308, 1.5e308)
            .array("e", "u1", new int[] {}, false, new byte[] {-1})
            .bytes();
    String file = file("some", gzip(pickle));
    assertListed(
        file
            + ": numpy pickle of 5 arrays, 9 numbers, gzipped\n"
            + "  name  dtype  shape   order         min         max        mean  not finite\n"
            + "  a     <f8    (5,)    C           1.000       3.000       2.000           3\n"
            + "  b     <f8    (1,)    C               -           -           -           1\n"
            + "  c     <f8    (0, 2)  C               -           -           -           0\n"
            + "  d     <f8    (2,)    C      1.500e+308  1.500e+308  1.500e+308           0\n"
            + "  e     |u1    ()      C           255.0       255.0       255.0           0\n"
            + "  no network: biases without weights (expected both in one file, or joined as --weights W+b,"
            + " found a (5,), b (1,), c (0, 2), d (2,), e ())\n",
        "inspect",
        file);
  }

  /** Every second number of a storage, and one number twice; as PyTorch keeps what it slices. */
  @Test
  void listsTensorsOverPartsOfAStorage() throws IOException {
    byte[] torch =
        new TorchFile()
            .storage("0", 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12)
            .tensor("fc.weight", "0", 12, 0, new int[] {2, 3}, new int[] {6, 2})
            .tensor("fc.bias", "0", 12, 11, new int[] {2}, new int[] {0})
            .bytes();
    String file = file("slices.pt", torch);
    // fc.weight: 1, 3, 5, 7, 9, 11.
    assertListed(
        file
            + ": PyTorch state_dict of 2 arrays, 8 numbers\n"
            + "  name       dtype  shape   order    min    max   mean  not finite\n"
            + "  fc.weight  <f4    (2, 3)  other  1.000  11.00  6.000           0\n"
            + "  fc.bias    <f4    (2,)    other  12.00  12.00  12.00           0\n"
            + "  network: 3-2, 8 parameters, read as PyTorch state_dict, weights (out, in)"
            + (UNIT + "\n"),
        "inspect",
        file);
  }

  @Test
  void refusesMoreNumbersThanBytes() throws IOException {
    int[] shape = {Integer.MAX_VALUE};
    byte[] torch =
        new TorchFile().storage("0", 7).tensor("W", "0", 1, 0, shape, new int[] {0}).bytes();
    String file = file("expanded.pt", torch);
    String message =
        "mnist-eval: "
            + file
            + ": more numbers than such a file has bytes (expected at most "
            + Limit.ofWeights().bytes()
            + ", found 2147483647)\n";
    assertEquals(new Run(3, "", message), Run.of("inspect", file));
  }

  @Test
  void listsADictWithoutArrays() throws IOException {
    String file = file("none", new PickleBytes().entry("a", "b").bytes());
    assertListed(
        file
            + ": numpy pickle of 0 arrays, 0 numbers\n"
            + "  no network: no layers recognised (expected arrays named W1, b1, W2, b2, … or"
            + " fc1.weight, fc1.bias, …, found no numpy array)\n",
        "inspect",
        file);
  }

  @Test
  void keepsForgedAndLongNamesInTheirPlace() throws IOException {
    String forged = "\u001b[2J\n".replace("\n", "\\n") + "x".repeat(60);
    String file = file("forged", new PickleBytes().array(forged, new int[] {1}, 1).bytes());
    Run run = Run.of("inspect", file);
    String line = run.out().split("\n")[2];
    assertTrue(line.startsWith("  \\u001b[2J\\n" + "x".repeat(34) + "…  <f8"), line);
  }

  /** Of 64 dimensions, each 1: 13 of them, and the comma and the blank after one more. */
  @Test
  void cutsALongShape() throws IOException {
    int[] shape = new int[64];
    Arrays.fill(shape, 1);
    String file = file("dimensions", new PickleBytes().array("x", shape, 1).bytes());
    Run run = Run.of("inspect", file);
    String line = run.out().split("\n")[2];
    assertTrue(line.startsWith("  x     <f8    (" + "1, ".repeat(13) + "…  C  "), line);
  }

  @Test
  void listsThe4096FirstArrays() throws IOException {
    String[] lines = Run.of("inspect", file("many", arrays(4096))).out().split("\n");
    assertTrue(lines[4097].startsWith("  x4095 "), lines[4097]);
    assertEquals(4099, lines.length);
    lines = Run.of("inspect", file("more", arrays(4097))).out().split("\n");
    assertTrue(lines[0].endsWith(" of 4097 arrays, 4097 numbers"), lines[0]);
    assertTrue(lines[4097].startsWith("  x4095 "), lines[4097]);
    assertEquals("  and 1 array more", lines[4098]);
    assertEquals(4100, lines.length);
  }

  private static byte[] arrays(int count) {
    PickleBytes pickle = new PickleBytes();
    for (int i = 0; i < count; i++) {
      pickle.array("x" + i, new int[] {1}, 1);
    }
    return pickle.bytes();
  }

  /** 784 * 50 + 50 + 50 * 100 + 100 + 100 * 10 + 10 = 45360. */
  @Test
  void listsTheExample() {
    Run run = Run.of("inspect", "data/example_weight.pkl");
    String network =
        "\n  network: 784-50-100-10, 45360 parameters, read as numpy pickle, weights (in, out)"
            + (SIGMOID + UNIT + "\n");
    assertTrue(run.out().endsWith(network), run.out());
    assertEquals(new Run(0, run.out(), ""), run);
  }

  private static PickleBytes smallNetwork() {
    return new PickleBytes()
        .array("W1", new int[] {3, 2}, 1, 2, 3, 4, 5, 6)
        .array("b1", new int[] {2}, 0, 0)
        .array("W2", new int[] {2, 4}, 1, 2, 3, 4, 5, 6, 7, 8)
        .array("b2", new int[] {4}, 0, 0, 0, 0);
  }

  /** 3 * 2 + 2 + 2 * 4 + 4 = 20. */
  private void assertNetwork(String expected, PickleBytes pickle) throws IOException {
    Run run = Run.of("inspect", file("net", pickle.bytes()));
    String[] lines = run.out().split("\n");
    String start = "  network: 3-2-4, 20 parameters, read as numpy pickle, weights (in, out)";
    assertEquals(start + expected, lines[lines.length - 1]);
    assertEquals(new Run(0, run.out(), ""), run);
  }

  @Test
  void saysWhichActivationTheFileNames() throws IOException {
    assertNetwork(
        "; activation relu as the file says" + UNIT, smallNetwork().entry("activation", "ReLU"));
  }

  @Test
  void saysThatTheFileTellsThePixels() throws IOException {
    PickleBytes pickle =
        smallNetwork().array("mean", new int[] {1}, 0.25).array("std", new int[] {1}, 0.5);
    String pixels = "; pixels are (pixel / 255 - mean) / std as the file says; --pixels for others";
    assertNetwork(pixels + SIGMOID, pickle);
  }

  @Test
  void assumesNothingThatTheFileSays() throws IOException {
    PickleBytes pickle =
        smallNetwork()
            .entry("activation", "tanh")
            .array("mean", new int[] {1}, 33.3)
            .array("std", new int[] {1}, 78.6);
    assertNetwork(
        "; activation tanh as the file says; pixels are (pixel - mean) / std as the file says;"
            + " --pixels for others",
        pickle);
  }

  /** Left out, they do not tell it. */
  @Test
  void saysThatPixelsAreAssumedWhereThereIsNoDeviation() throws IOException {
    assertNetwork(
        "; mean left out, since there is no std with it" + SIGMOID + UNIT,
        smallNetwork().array("mean", new int[] {1}, 0.25));
  }

  /** Pixels 0, 0, 1, 9, 64, 255: their mean is 329 / 6 = 54.83, and 2 of 6 are zeros. */
  @Test
  void listsAndDrawsImages() throws IOException {
    byte[] images = {0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 3, 0, 0, 1, 9, 64, -1};
    String file = file("images.pkl", images);
    String listed =
        file
            + ": IDX, unsigned bytes of shape (2, 1, 3)\n"
            + "  2 images of 1x3, pixels from 0 to 255, mean 54.83, 33.3 % zeros\n";
    assertListed(listed, "inspect", file);
    assertListed(listed + "┌──────┐\n│░░░░██│\n└──────┘\n", "inspect", "--show", "1", file);
  }

  @Test
  void listsAnEmptySetOfImages() throws IOException {
    String file = file("none", new byte[] {0, 0, 8, 3, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 3});
    assertListed(file + ": IDX, unsigned bytes of shape (0, 1, 3)\n  no images\n", "inspect", file);
  }

  @Test
  void countsLabelsOfBytes() throws IOException {
    byte[] labels = {0, 0, 8, 1, 0, 0, 0, 4, 7, 10, 7, 0};
    String file = file("labels", gzip(labels));
    assertListed(
        file
            + ": IDX, unsigned bytes of shape (4,), gzipped\n"
            + "  4 labels, 3 different, and how many of each:\n"
            + "   0   7  10\n"
            + "   1   2   1\n"
            + "  label 1: 10\n",
        "inspect",
        "--show",
        "1",
        file);
  }

  @Test
  void countsOneHotLabels() throws IOException {
    byte[] labels = {0, 0, 9, 2, 0, 0, 0, 2, 0, 0, 0, 3, 0, 0, 1, 0, 1, 0};
    String file = file("one-hot", labels);
    assertListed(
        file
            + ": IDX, signed bytes of shape (2, 3)\n"
            + "  2 labels, 2 different, and how many of each:\n"
            + "  1  2\n"
            + "  1  1\n",
        "inspect",
        file);
  }

  @Test
  void countsTheFirstColumnOfInt32() throws IOException {
    byte[] labels = {0, 0, 12, 2, 0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 1, 0, 0, 0, 0, 9};
    String file = file("qmnist", labels);
    assertListed(
        file
            + ": IDX, int32 of shape (1, 2)\n"
            + "  1 labels, 1 different, and how many of each:\n"
            + "  256\n"
            + "    1\n",
        "inspect",
        file);
  }

  /** Eleven classes take two blocks, as wide as the widest. */
  @Test
  void goesOnAfterTenClasses() throws IOException {
    byte[] labels = {0, 0, 8, 1, 0, 0, 0, 11, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 100};
    String file = file("many", labels);
    assertListed(
        file
            + ": IDX, unsigned bytes of shape (11,)\n"
            + "  11 labels, 11 different, and how many of each:\n"
            + "    0    1    2    3    4    5    6    7    8    9\n"
            + "    1    1    1    1    1    1    1    1    1    1\n"
            + "  100\n"
            + "    1\n",
        "inspect",
        file);
  }

  @ParameterizedTest
  @CsvSource({
    "8, 2, 'unsigned bytes of shape (1, 4)'", // rank 2, and not one-hot
    "11, 2, 'int16 of shape (1, 2)'",
    "9, 1, 'signed bytes of shape (4,)'",
    "9, 3, 'signed bytes of shape (1, 1, 4)'",
    "12, 1, 'int32 of shape (1,)'",
  })
  void listsOtherIdxFiles(byte type, byte rank, String description) throws IOException {
    String shape = description.replaceAll(".*\\(|,?\\)", "");
    byte[] bytes = new byte[4 + 4 * rank + 4];
    bytes[2] = type;
    bytes[3] = rank;
    int at = 7;
    for (String dimension : shape.split(", ")) {
      bytes[at] = Byte.parseByte(dimension);
      at += 4;
    }
    Arrays.fill(bytes, bytes.length - 4, bytes.length, (byte) 3);
    String file = file("other", bytes);
    assertListed(file + ": IDX, " + description + "\n", "inspect", "--show", "0", file);
  }

  @Test
  void goesOnAfterABadFile() throws IOException {
    String empty = file("empty");
    String zip = file("net.zip", new byte[] {'P', 'K', 3, 4});
    String cut = file("cut", new byte[] {0, 0, 8, 1, 0, 0, 0, 2, 1});
    String cutZip = file("cut.gz", gzip(new byte[] {0, 0, 9, 1, 0, 0, 0, 2, 1}));
    String longZip = file("long.gz", gzip(new byte[] {0, 0, 9, 1, 0, 0, 0, 1, 1, 1}));
    String good = file("good", new byte[] {0, 0, 9, 1, 0, 0, 0, 1, 1});
    Run run = Run.of("inspect", "gone", empty, zip, cut, cutZip, longZip, good, "data");
    String errors =
        "mnist-eval: gone: no such file\n"
            + ("mnist-eval: " + empty + ": is empty, expected weights or an IDX file\n")
            + ("mnist-eval: " + zip)
            + ": no network (expected a pickle, .npz, .npy, PyTorch, .safetensors, ONNX, Keras, JSON or CSV file,"
            + " found a zip archive)\n"
            + ("mnist-eval: " + cut)
            + ": truncated (expected 2 bytes for unsigned bytes of shape (2,), found 1)\n"
            + ("mnist-eval: " + cutZip)
            + ": truncated (expected 2 bytes for signed bytes of shape (2,), found 1)\n"
            + ("mnist-eval: " + longZip)
            + ": bytes after the last element (expected the end after signed bytes of shape"
            + " (1,))\n"
            + "mnist-eval: data: is a directory, expected a file\n";
    assertEquals(new Run(3, good + ": IDX, signed bytes of shape (1,)\n", errors), run);
  }

  @Test
  void refusesAnImageOrLabelThatIsNotThere() throws IOException {
    String labels = file("labels", new byte[] {0, 0, 8, 1, 0, 0, 0, 2, 1, 1});
    String images = "data/t10k-images-idx3-ubyte.gz";
    Run run = Run.of("inspect", "--show", "10000", images, labels);
    String errors =
        ("mnist-eval: " + images + ": no image 10000 (expected a number below 10000)\n")
            + ("mnist-eval: " + labels + ": no label 10000 (expected a number below 2)\n");
    assertEquals(new Run(3, "", errors), run);
  }

  @Test
  void drawsNoImageThatIsWiderThanATerminal() throws IOException {
    byte[] bytes = new byte[16 + 257];
    System.arraycopy(new byte[] {0, 0, 8, 3, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 1, 1}, 0, bytes, 0, 16);
    String file = file("wide", bytes);
    Run run = Run.of("inspect", "--show", "0", file);
    String error =
        ": images too large to be drawn (expected at most 256x256 pixels, found 257x1)\n";
    assertEquals(new Run(3, "", "mnist-eval: " + file + error), run);
  }

  @Test
  void readsStandardInput() throws IOException {
    String labels = "data/t10k-labels-idx1-ubyte.gz";
    for (String file : new String[] {labels, "data/example_weight.pkl"}) {
      Run listed = Run.of("inspect", file);
      String same = listed.out().replace(file, "standard input");
      byte[] bytes = Files.readAllBytes(Path.of(file));
      assertEquals(new Run(0, same, ""), Run.withInput(bytes, "inspect", "-"));
    }
  }

  @Test
  void goesOnAfterBadStandardInput() throws IOException {
    String good = file("good", new byte[] {0, 0, 9, 1, 0, 0, 0, 1, 1});
    String error = "mnist-eval: standard input: is empty, expected weights or an IDX file\n";
    String listed = good + ": IDX, signed bytes of shape (1,)\n";
    assertEquals(new Run(3, listed, error), Run.withInput(new byte[0], "inspect", "-", good));
  }

  @Test
  void readsStandardInputOnce() {
    String error = "mnist-eval: - stands for standard input, which can be read only once" + HINT;
    assertEquals(new Run(2, "", error), Run.of("inspect", "-", "-"));
  }

  @Test
  void saysWhatIsWrongWithTheArguments() {
    String missing = "mnist-eval: Missing required parameter: 'FILE'" + HINT;
    assertEquals(new Run(2, "", missing), Run.of("inspect"));
    String negative =
        "mnist-eval: Invalid value for option '--show': expected 0 or more, found -1" + HINT;
    assertEquals(new Run(2, "", negative), Run.of("inspect", "--show", "-1", "x"));
  }

  @Test
  void helps() {
    Run run = Run.of("inspect", "--help");
    assertTrue(run.out().startsWith("Usage: mnist-eval inspect [options] FILE...\n"), run.out());
    assertEquals(new Run(0, run.out(), ""), run);
  }
}

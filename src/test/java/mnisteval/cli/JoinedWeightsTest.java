package mnisteval.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import mnisteval.NpyBytes;
import mnisteval.PickledNetwork;
import mnisteval.Run;
import mnisteval.input.Source;
import mnisteval.weights.WeightsFile;
import mnisteval.weights.array.NdArray;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The example network in several files, on the command line: joined, it has the accuracy that numpy
 * gives the example, as make_reference.py says.
 */
final class JoinedWeightsTest {
  private static final String EXAMPLE = "data/example_weight.pkl";
  private static final Run RIGHT = new Run(0, "Accuracy:0.9864\n", "");
  private static final String HINT = " (mnist-eval --help shows all options)\n";

  @TempDir Path folder;

  private final List<String> files = new ArrayList<>();

  @BeforeEach
  void writeArrays() throws IOException {
    Map<String, NdArray> arrays = WeightsFile.read(Source.file(Path.of(EXAMPLE))).arrays();
    for (Map.Entry<String, NdArray> entry : arrays.entrySet()) {
      files.add(write("net/" + entry.getKey() + ".npy", npy(entry.getValue())));
    }
    assertEquals(6, files.size());
  }

  private static byte[] npy(NdArray array) {
    return array.rank() == 2 ? NpyBytes.matrix(array.matrix()) : NpyBytes.vector(array.elements());
  }

  private String write(String name, byte[] bytes) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.write(file, bytes).toString();
  }

  private String path(String name) {
    return folder.resolve(name).toString();
  }

  @Test
  void filesWithPlusBetweenThemAreOneNetwork() {
    assertEquals(RIGHT, Run.of("--weights", String.join("+", files)));
    assertEquals(RIGHT, Run.of(String.join("+", files)));
  }

  @Test
  void aFolderOfArraysIsOneNetwork() throws IOException {
    Files.writeString(folder.resolve("net/.hidden"), "x");
    assertEquals(RIGHT, Run.of("--weights", path("net")));
    assertEquals(RIGHT, Run.of(path("net")));
  }

  @Test
  void filesMayBeGzipped() throws IOException {
    for (String file : files) {
      ByteArrayOutputStream gzipped = new ByteArrayOutputStream();
      try (GZIPOutputStream out = new GZIPOutputStream(gzipped)) {
        out.write(Files.readAllBytes(Path.of(file)));
      }
      write("gzipped/" + Path.of(file).getFileName() + ".gz", gzipped.toByteArray());
    }
    assertEquals(RIGHT, Run.of("--weights", path("gzipped")));
  }

  @Test
  void aFileWhoseWholeNameItIsComesFirst() throws IOException {
    String whole = write("W1.npy+b1.npy", Files.readAllBytes(Path.of(EXAMPLE)));
    write("W1.npy", new byte[] {1});
    assertEquals(RIGHT, Run.of("--weights", whole));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a+b", "+", "a+", "+a"})
  void namesTheWholeFileIfNoneIsThere(String name) {
    assertEquals(
        new Run(3, "", "mnist-eval: " + path("no") + name + ": no such file\n"),
        Run.of("--weights", path("no") + name));
  }

  @Test
  void namesThePartThatIsMissing() {
    assertEquals(
        new Run(3, "", "mnist-eval: " + path("net/b9.npy") + ": no such file\n"),
        Run.of("--weights", files.get(0) + "+" + path("net/b9.npy")));
  }

  @Test
  void saysHowFilesAreJoinedThatAreOneNetwork() {
    String error =
        ": together one network (expected one a file): --weights " + String.join("+", files);
    Run expected = new Run(3, "", "mnist-eval: " + String.join(", ", files) + error + "\n");
    assertEquals(expected, Run.of(files.toArray(String[]::new)));
    List<String> first = new ArrayList<>(files);
    first.add(0, "--weights");
    assertEquals(expected, Run.of(first.toArray(String[]::new)));
  }

  @Test
  void saysThatOneLayerIsNotAllAndHowFilesAreJoined() {
    assertEquals(
        new Run(
            3,
            "",
            "mnist-eval: "
                + files.get(0)
                + ": looks like the first layer of a network in several files (expected 10 outputs,"
                + " as many as the labels have classes, found 50); --weights W1.npy+b1.npy+W2.npy+b2.npy"
                + " joins such files, numpy.savez writes all arrays into one\n"),
        Run.of("--weights", files.get(0)));
  }

  @Test
  void quotesWhatAShellWouldSplit() throws IOException {
    String weights = write("my net/W.npy", NpyBytes.matrix(new double[784][10]));
    String bias = write("my net/b.npy", NpyBytes.vector(new double[10]));
    assertEquals(
        "mnist-eval: "
            + (weights + ", " + bias)
            + ": together one network (expected one a file): --weights '"
            + (weights + "+" + bias + "'\n"),
        Run.of(weights, bias).err());
  }

  /** A + in a name would be taken for one between names. */
  @Test
  void advisesAFolderWhereNamesHoldAPlus() throws IOException {
    String weights = write("a+b/W.npy", NpyBytes.matrix(new double[784][10]));
    String bias = write("a+b/b.npy", NpyBytes.vector(new double[10]));
    assertEquals(
        "mnist-eval: "
            + (weights + ", " + bias)
            + ": together one network (expected one a file): --weights FOLDER reads"
            + " them from a folder of their own\n",
        Run.of(weights, bias).err());
  }

  @Test
  void advisesAFolderForManyFiles() throws IOException {
    List<String> many = new ArrayList<>();
    for (int n = 1; n <= 9; n++) {
      many.add(write("many/W" + n + ".npy", NpyBytes.matrix(new double[n == 1 ? 784 : 2][2])));
    }
    assertEquals(
        "mnist-eval: "
            + (many.get(0) + ", " + many.get(1))
            + ", … (9 files): together one network (expected one a file): --weights FOLDER reads"
            + " them from a folder of their own\n",
        Run.of(many.toArray(String[]::new)).err());
  }

  @Test
  void ranksMatricesThatAreANetworkEach() throws IOException {
    String one = write("one.npy", NpyBytes.matrix(new double[784][10]));
    String two = write("two.npy", NpyBytes.matrix(new double[784][10]));
    Run run = Run.of(one, two);
    assertEquals(0, run.code());
    assertTrue(run.out().startsWith("rank  accuracy  "), run.out());
  }

  /** Of a folder, with what is in it, and how it is called in the ranking. */
  @Test
  void ranksTheNetworksOfAFolderAndOfThoseInIt() throws IOException {
    write("net/inner/deep/zero.pkl", zero());
    write("net/inner/.hidden/zero.pkl", zero());
    Files.createSymbolicLink(folder.resolve("net/inner/up"), folder.resolve("net"));
    Run run = Run.of("--weights", path("net"));
    assertEquals(0, run.code());
    String[] lines = run.out().split("\n");
    assertTrue(lines[0].endsWith("  file in " + folder + "/"), run.out());
    assertTrue(lines[1].endsWith("  net"), run.out());
    assertTrue(lines[2].endsWith("  net/inner/deep/zero.pkl"), run.out());
    assertEquals("", lines[3]);
  }

  private static byte[] zero() {
    return new PickledNetwork().zeros("W1", 784, 10).zeros("b1", 10).bytes();
  }

  /** What is no array makes the folder one of networks, so that nothing is left out unseen. */
  @Test
  void ranksAFolderThatHoldsSomethingElse() throws IOException {
    write("net/READ.me", new byte[] {'x'});
    Run run = Run.of("--weights", path("net"));
    assertEquals(3, run.code());
    assertTrue(run.err().contains("READ.me: not a pickle (byte 0x78 at 0 is no opcode)\n"));
  }

  @Test
  void refusesSha256OfSeveralFiles() {
    String hex = "be35b8cd6513bebe3e5b323d702070d748c9aab28ced1560f86bb23c6011f788";
    String error = "mnist-eval: --sha256 goes with one file of weights, here are 6" + HINT;
    assertEquals(
        new Run(2, "", error), Run.of("--weights", String.join("+", files), "--sha256", hex));
    assertEquals(new Run(2, "", error), Run.of("--weights", path("net"), "--sha256", hex));
  }

  @Test
  void reportsNoSha256OfSeveralFiles() {
    Run run = Run.of("--weights", path("net"), "--format", "json");
    assertTrue(run.out().contains("\"name\": \"" + path("net") + "\",\n        \"sha256\": null"));
    assertTrue(run.out().contains("\"format\": \"6 files: numpy .npy array\""), run.out());
  }

  @Test
  void overwritesNoneOfTheFiles() throws IOException {
    byte[] before = Files.readAllBytes(Path.of(files.get(3)));
    Run run = Run.of("--weights", path("net"), "--metrics", "--output", files.get(3));
    String error = ": is read as well and would be lost (expected another file)\n";
    assertEquals(new Run(3, "", "mnist-eval: " + files.get(3) + error), run);
    assertEquals(before.length, Files.size(Path.of(files.get(3))));
  }

  @Test
  void limitsAllFilesTogether() throws IOException {
    long first = Files.size(Path.of(files.get(0)));
    long second = Files.size(Path.of(files.get(1)));
    Run run =
        Run.of("--weights", String.join("+", files), "--max-unpacked", "" + (first + second - 1));
    assertEquals(
        "mnist-eval: "
            + files.get(1)
            + ": too large (expected at most "
            + (second - 1)
            + " bytes, found "
            + second
            + ", with "
            + first
            + " of the files before it; --max-unpacked accepts more)\n",
        run.err());
  }

  @Test
  void predictsWithAJoinedNetwork() {
    Run run = Run.of("predict", "--weights", path("net"), "--brief", "--index", "115");
    assertEquals(new Run(0, "image 115: 9 (0.5127), label 4\n", ""), run);
  }

  @Test
  void inspectsJoinedFiles() {
    Run joined = Run.of("inspect", files.get(0) + "+" + files.get(1));
    String[] lines = joined.out().split("\n");
    assertEquals(
        files.get(0)
            + "+"
            + files.get(1)
            + ": 2 files: numpy .npy array of 2 arrays, 39250 numbers",
        lines[0]);
    assertTrue(lines[4].startsWith("  network: 784-50, 39250 parameters, read as 2 files: "));
    assertFalse(joined.out().contains("gzipped"));
  }

  @Test
  void readsBiasesThatAreFoldedIntoFilesOfWeights() throws IOException {
    double[][] first = new double[785][3];
    double[][] second = new double[4][10];
    first[0][1] = 1;
    second[0][7] = 2;
    write("folded/W1.npy", NpyBytes.matrix(first));
    write("folded/W2.npy", NpyBytes.matrix(second));
    // Each image has the logit 2 of class 7 alone, which 1028 of the labels are.
    Run run = Run.of("--weights", path("folded"), "--bias", "first", "--activation", "relu");
    assertEquals("Accuracy:0.1028\n", run.out());
    Run none = Run.of("--weights", path("folded/W1.npy"));
    assertTrue(
        none.err()
            .endsWith(
                "found 785); if biases are folded into the weights, --bias first or --bias last"
                    + " takes them out\n"),
        none.err());
  }
}

package mnisteval.spark;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The job against the plain jar on the same paths: what is printed, returned and written is the
 * same to the last byte.
 */
final class EvaluateJobIT {
  private static final int IMAGES = 2600;
  private static final Path DATA = Path.of(System.getProperty("mnisteval.files"));
  private static final String EXAMPLE = DATA.resolve("example_weight.pkl").normalize().toString();
  private static final String CLUSTER = "local-cluster[2,1,1024]";

  @TempDir static Path folder;
  private static List<String> set;

  /** The exit code, standard output and the lines of ours on standard error. */
  private record Run(int code, String out, String err) {}

  @BeforeAll
  static void writeFiles() throws IOException {
    Files.createDirectories(Path.of(System.getenv("SPARK_HOME"), "jars"));
    byte[] images = start("t10k-images-idx3-ubyte.gz", 16 + IMAGES * 784);
    byte[] labels = start("t10k-labels-idx1-ubyte.gz", 8 + IMAGES);
    Files.write(folder.resolve("images"), images);
    Files.write(folder.resolve("flaky-images"), images);
    Files.write(folder.resolve("gone-images"), images);
    Files.write(folder.resolve("labels"), labels);
    gzip("images.gz", images, images.length);
    set = set("images");
    Path zoo = Files.createDirectory(folder.resolve("zoo"));
    Files.copy(Path.of(EXAMPLE), zoo.resolve("a.pkl"));
    Files.copy(Path.of(EXAMPLE), zoo.resolve("flaky.pkl"));
    Files.writeString(zoo.resolve("broken.pkl"), "no pickle");
    Files.writeString(zoo.resolve("nine.csv"), "0,1,2,3,4,5,6,7,8\n".repeat(784));
    Files.writeString(zoo.resolve("ten.csv"), "0,1,2,3,4,5,6,7,8,9\n".repeat(784));
    Files.writeString(zoo.resolve("eleven.csv"), "0,1,2,3,4,5,6,7,8,9,0\n".repeat(784));
  }

  private static byte[] start(String file, int bytes) throws IOException {
    try (InputStream in = new GZIPInputStream(Files.newInputStream(DATA.resolve(file)))) {
      byte[] start = in.readNBytes(bytes);
      start[6] = IMAGES >> 8;
      start[7] = (byte) IMAGES;
      return start;
    }
  }

  private static void gzip(String name, byte[] bytes, int length) throws IOException {
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(folder.resolve(name)))) {
      out.write(bytes, 0, length);
    }
  }

  private static List<String> set(String images) {
    return List.of(
        "--images", folder.resolve(images).toString(), "--labels", folder.resolve("labels") + "");
  }

  @AfterEach
  void forget() {
    System.getProperties().keySet().removeIf(key -> key.toString().startsWith("spark.hadoop."));
    System.clearProperty("spark.master");
  }

  private static Run job(String master, List<String> arguments, String... more) {
    System.setProperty("spark.master", master);
    System.setProperty("spark.ui.enabled", "false");
    System.setProperty("spark.log.level", "OFF");
    System.setProperty("spark.executor.extraClassPath", System.getProperty("java.class.path"));
    List<String> all = new ArrayList<>(arguments);
    all.addAll(List.of(more));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int code =
        EvaluateJob.run(
            all.toArray(String[]::new),
            new PrintStream(out, false, StandardCharsets.UTF_8),
            new PrintStream(err, false, StandardCharsets.UTF_8));
    return new Run(
        code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  private static void failing() {
    System.setProperty("spark.hadoop.fs.file.impl", FlakyFileSystem.class.getName());
    System.setProperty("spark.hadoop.fs.file.impl.disable.cache", "true");
    FlakyFileSystem.FAILURES.set(0);
  }

  private static Run plain(List<String> arguments, String... more) throws Exception {
    List<String> command = new ArrayList<>(List.of("java", "-jar", jar()));
    command.addAll(arguments);
    command.addAll(List.of(more));
    Path err = folder.resolve("stderr");
    Process process = new ProcessBuilder(command).redirectError(Redirect.to(err.toFile())).start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Run(process.waitFor(), out, Files.readString(err));
  }

  private static String jar() {
    return Path.of(System.getProperty("mnisteval.jar")).normalize().toString();
  }

  private static List<String> with(List<String> some, String... more) {
    List<String> all = new ArrayList<>(some);
    all.addAll(Arrays.asList(more));
    return all;
  }

  private static String[] reports(Path reports) throws IOException {
    Files.createDirectories(reports);
    return new String[] {
      "--json",
      reports.resolve("report.json").toString(),
      "--csv",
      reports.resolve("report.csv").toString(),
      "--markdown",
      reports.resolve("report.md").toString(),
      "--html",
      reports.resolve("report.html").toString()
    };
  }

  /** Runs both on networks, and compares all. */
  private static void assertSame(
      String master, int partitions, List<String> networks, List<String> options) throws Exception {
    String name = "run-" + System.nanoTime();
    List<String> plain = new ArrayList<>(options);
    List<String> named = new ArrayList<>(options);
    for (String network : networks) {
      plain.add(network);
      named.addAll(List.of("--weights", network));
    }
    Path wanted = folder.resolve(name + "-plain");
    Path found = folder.resolve(name);
    Run expected = plain(plain, reports(wanted));
    named.addAll(List.of("--output", found.toString(), "--html"));
    Run run = job(master, named, "--partitions", Integer.toString(partitions));
    assertEquals(expected, run);
    for (String report : List.of("report.json", "report.csv", "report.md", "report.html")) {
      boolean written = Files.exists(wanted.resolve(report));
      assertEquals(written, Files.exists(found.resolve(report)), report);
      if (written) {
        assertArrayEquals(
            Files.readAllBytes(wanted.resolve(report)),
            Files.readAllBytes(found.resolve(report)),
            report);
      }
    }
  }

  private static List<String> zoo(String... names) {
    return Arrays.stream(names).map(name -> folder.resolve("zoo").resolve(name) + "").toList();
  }

  private static List<String> all() {
    return zoo(
        "ten.csv", "a.pkl", "broken.pkl", "eleven.csv", "missing.pkl", "flaky.pkl", "nine.csv");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 8})
  void reportsOneNetworkAsThePlainJarDoes(int partitions) throws Exception {
    assertSame("local[4,4]", partitions, List.of(EXAMPLE), set);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 8, 40})
  void ranksNetworksAsThePlainJarDoesWithTasksThatFailOnce(int partitions) throws Exception {
    failing();
    assertSame("local[4,4]", partitions, all(), with(set("flaky-images"), "--metrics"));
    assertTrue(FlakyFileSystem.FAILURES.get() > 0);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 8})
  void ranksNetworksInAClusterWithTasksThatFailOnce(int partitions) throws Exception {
    failing();
    assertSame(CLUSTER, partitions, all(), with(set("flaky-images"), "--metrics"));
  }

  @Test
  void comparesTwoNetworks() throws Exception {
    assertSame("local[4,4]", 5, zoo("ten.csv", "a.pkl"), with(set, "--min-accuracy", "0.98"));
  }

  @Test
  void readsGzippedImagesAndSettings() throws Exception {
    List<String> options = with(set("images.gz"), "--activation", "auto", "--pixels", "auto");
    assertSame("local[2]", 4, zoo("a.pkl", "eleven.csv", "ten.csv"), options);
  }

  @Test
  void takesTheImagesInTheJar() throws Exception {
    assertSame("local[2]", 2, List.of(EXAMPLE), List.of("--expect", "0.9864"));
  }

  @Test
  void endsWithTheErrorOfTheOnlyNetwork() throws Exception {
    assertSame("local[2]", 3, zoo("nine.csv"), set);
    assertSame("local[2]", 3, zoo("missing.pkl"), set);
  }

  @Test
  void patternsAndFoldersStandForFiles() {
    String pattern = folder.resolve("zoo").resolve("*e*n.csv").toString();
    Run run = job("local[2]", with(set, "--weights", pattern, "--format", "csv"));
    // Eleven outputs without biases look like the first layer of a network in several files.
    assertEquals(3, run.code);
    assertTrue(run.out.contains("," + zoo("eleven.csv").get(0) + ","), run.out);
    assertEquals(3, run.out.lines().count(), run.out);
    String zoo = folder.resolve("zoo").toString();
    run = job("local[2]", with(set, "--weights", zoo, "--format", "csv"));
    assertEquals(3, run.code);
    assertEquals(7, run.out.lines().count(), run.out);
  }

  @Test
  void endsTheJobWhenTheImagesAreCorrupt() throws Exception {
    byte[] images = Files.readAllBytes(folder.resolve("images"));
    gzip("short.gz", images, images.length / 2);
    for (String master : List.of("local[4,4]", CLUSTER)) {
      List<String> options = with(set("short.gz"), "--weights", EXAMPLE);
      Run run = job(master, options);
      assertEquals(plain(options), run);
      assertEquals(3, run.code);
      assertEquals(1, run.err.lines().count(), run.err);
    }
  }

  @Test
  void endsTheJobWhenTheImagesCannotBeReadAgain() {
    failing();
    Run run = job("local[4,4]", with(set("gone-images"), "--weights", EXAMPLE));
    String file = folder.resolve("gone-images").toString();
    assertEquals(
        new Run(3, "", "mnist-eval: " + file + ": cannot be read: connection reset\n"), run);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--weights w --images i | --images and --labels go together (--help shows all options)",
        "--images i --labels l | Missing required option: '--weights=FILE' (--help shows all options)",
        "--weights w --html | --html goes with --output DIR (--help shows all options)",
        "--weights w --top-k 0 | Invalid value for option '--top-k': expected from 1 to 256, found 0"
            + " (mnist-eval merge --help shows all options)",
        "--weights w --mertics | Unknown option: '--mertics'; did you mean --metrics?"
            + " (mnist-eval merge --help shows all options)",
      })
  void refusesWrongArgumentsBeforeSparkStarts(String arguments, String problem) {
    Run run = job("none", List.of(arguments.split(" ")));
    assertEquals(new Run(2, "", "mnist-eval: " + problem + "\n"), run);
  }

  @Test
  void saysWhichFileIsMissing() {
    String missing = folder.resolve("missing").toString();
    Run run = job("local[1]", List.of("--weights", "w", "--images", missing, "--labels", missing));
    assertEquals(new Run(3, "", "mnist-eval: " + missing + ": no such file\n"), run);
    String none = folder.resolve("zoo").resolve("*.onnx").toString();
    run = job("local[1]", with(set, "--weights", none));
    assertEquals(
        new Run(3, "", "mnist-eval: " + none + ": no files (expected networks, found none)\n"),
        run);
  }

  @Test
  void showsItsHelp() {
    Run run = job("none", List.of("--help"));
    assertEquals(0, run.code);
    assertTrue(run.out.startsWith("Usage: spark-submit mnist-eval-spark.jar"), run.out);
    assertFalse(run.out.contains("--json"));
  }
}

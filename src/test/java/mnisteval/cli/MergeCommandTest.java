package mnisteval.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import mnisteval.PickledNetwork;
import mnisteval.Run;
import mnisteval.evaluation.settings.TrainedNetworks;
import mnisteval.report.JsonReport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Parts of a run, merged: all that is written, printed and returned is what one run over all images
 * writes, prints and returns. The image set is that of {@link #writeImages}.
 */
final class MergeCommandTest {
  private static final String EXAMPLE = Path.of("data", "example_weight.pkl").toString();
  private static final int IMAGES = 1300;
  private static final List<String> REPORTS = List.of("json", "markdown", "csv", "html");

  @TempDir Path folder;

  private String path(String name) {
    return folder.resolve(name).toString();
  }

  private static Run run(List<String> arguments, String... more) {
    List<String> all = new ArrayList<>(arguments);
    all.addAll(List.of(more));
    return Run.of(all.toArray(String[]::new));
  }

  /** Runs a part, with mistakes for a page. */
  private String part(List<String> networks, int first, int end) {
    String part = path("part-" + first + "-" + Math.abs(networks.hashCode()) + ".json");
    run(
        networks,
        "--offset",
        Integer.toString(first),
        "--limit",
        Integer.toString(end - first),
        "--html",
        path("part.html"),
        "--partial",
        part);
    return part;
  }

  /** Writes every report, and calls them so afterwards: a page tells the name it was given. */
  private Run reported(String name, List<String> arguments, String... more) throws IOException {
    List<String> all = new ArrayList<>(arguments);
    all.addAll(List.of(more));
    for (String report : REPORTS) {
      all.addAll(List.of("--" + report, path("report." + report)));
    }
    Run run = run(all, "--metrics", "--junit", path("report.xml"), "--min-accuracy", "0.95");
    for (String report : List.of("json", "markdown", "csv", "html", "xml")) {
      if (Files.exists(folder.resolve("report." + report))) {
        Files.move(folder.resolve("report." + report), folder.resolve(name + "." + report));
      }
    }
    return run;
  }

  private void assertSame(Run expected, List<String> parts, String... more) throws IOException {
    List<String> shuffled = new ArrayList<>(parts);
    Collections.shuffle(shuffled, new Random(parts.size()));
    List<String> arguments = new ArrayList<>(List.of("merge"));
    arguments.addAll(shuffled);
    assertEquals(expected, reported("merged", arguments, more));
    for (String report : List.of("json", "markdown", "csv", "html", "xml")) {
      Path one = folder.resolve("one." + report);
      Path merged = folder.resolve("merged." + report);
      assertEquals(Files.exists(one), Files.exists(merged), report);
      if (Files.exists(one)) {
        assertArrayEquals(Files.readAllBytes(one), Files.readAllBytes(merged), report);
      }
    }
  }

  private void assertSame(List<String> networks, int... cuts) throws IOException {
    List<String> parts = new ArrayList<>();
    int first = 0;
    for (int end : cuts) {
      parts.add(part(networks, first, end));
      first = end;
    }
    assertSame(reported("one", networks), parts);
  }

  /** Writes the first images of the MNIST test set. */
  private List<String> writeImages() throws IOException {
    Path images = folder.resolve("images");
    Path labels = folder.resolve("labels");
    byte[] pixels;
    byte[] classes;
    try (InputStream all = gzip("t10k-images-idx3-ubyte.gz");
        InputStream allLabels = gzip("t10k-labels-idx1-ubyte.gz")) {
      pixels = all.readNBytes(16 + IMAGES * 784);
      classes = allLabels.readNBytes(8 + IMAGES);
    }
    pixels[6] = IMAGES >> 8;
    pixels[7] = (byte) IMAGES;
    classes[6] = IMAGES >> 8;
    classes[7] = (byte) IMAGES;
    Files.write(images, pixels);
    Files.write(labels, classes);
    return List.of("--images", images.toString(), "--labels", labels.toString());
  }

  private static InputStream gzip(String file) throws IOException {
    return new GZIPInputStream(Files.newInputStream(Path.of("data", file)));
  }

  private List<String> networks(String... files) throws IOException {
    List<String> arguments = new ArrayList<>(List.of(files));
    arguments.addAll(writeImages());
    return arguments;
  }

  private String trained(String name) {
    return TrainedNetworks.file(name).toString();
  }

  private String zeros(String name, int classes) throws IOException {
    byte[] bytes = new PickledNetwork().zeros("W1", 784, classes).zeros("b1", classes).bytes();
    return Files.write(folder.resolve(name), bytes).toString();
  }

  @Test
  void reportsOneNetworkAsOneRunDoes() throws IOException {
    assertSame(networks(EXAMPLE), 500, 501, 999, IMAGES);
  }

  @Test
  void comparesTwoNetworks() throws IOException {
    assertSame(networks(trained("relu"), EXAMPLE), 700, IMAGES);
  }

  /** Where the better network of the whole is the worse one of a part. */
  @Test
  void comparesTwoNetworksOfWhichEachIsBetterOnAPart() throws IOException {
    PickledNetwork first = new PickledNetwork().zeros("W1", 784, 10);
    PickledNetwork second = new PickledNetwork().zeros("W1", 784, 10);
    String one = write("one.pkl", first.vector("b1", 0, 9, 0, 0, 0, 0, 0, 0, 0, 0).bytes());
    String other = write("other.pkl", second.vector("b1", 0, 0, 0, 0, 0, 0, 0, 9, 0, 0).bytes());
    // Of the first ten labels (7 2 1 0 4 1 4 9 5 9) two are 1 and one is 7; the first is 7.
    assertSame(networks(one, other), 1, 10, IMAGES);
  }

  private String write(String name, byte[] bytes) throws IOException {
    return Files.write(folder.resolve(name), bytes).toString();
  }

  @Test
  void ranksNetworksOfEqualAccuracyInTheOrderOfTheFiles() throws IOException {
    List<String> all = networks(zeros("b.pkl", 10), zeros("a.pkl", 12), EXAMPLE);
    Run expected = reported("one", all);
    List<String> parts = new ArrayList<>();
    for (String network : all.subList(0, 3)) {
      parts.add(part(networks(network), 0, IMAGES));
    }
    List<String> merge = List.of("merge", parts.get(0), parts.get(1), parts.get(2));
    assertEquals(expected, reported("merged", merge));
    assertArrayEquals(
        Files.readAllBytes(folder.resolve("one.json")),
        Files.readAllBytes(folder.resolve("merged.json")));
  }

  @Test
  void givesANetworkThatFailsItsRow() throws IOException {
    String broken = Files.writeString(folder.resolve("broken.pkl"), "no pickle").toString();
    assertSame(networks(EXAMPLE, broken, path("missing.pkl")), 700, IMAGES);
  }

  @Test
  void endsWithTheErrorOfTheOnlyNetwork() throws IOException {
    assertSame(networks(path("missing.pkl")), 700, IMAGES);
  }

  /** Image 0 has the label 7, image 7 the first 9, image 61 the first 8. */
  @Test
  void tellsOfTheFirstImageWithoutAClass() throws IOException {
    assertSame(networks(zeros("nine.pkl", 9), zeros("seven.pkl", 8), EXAMPLE), 7, 40, IMAGES);
  }

  @Test
  void tellsOfTheFirstImageWithoutAClassOfTheOnlyNetwork() throws IOException {
    assertSame(networks(zeros("nine.pkl", 9)), 3, 40, IMAGES);
  }

  @Test
  void doubtsTheActivationAsOneRunDoes() throws IOException {
    assertSame(networks(trained("relu")), 10, 700, IMAGES);
  }

  @Test
  void doubtsAllSettingsAsOneRunDoes() throws IOException {
    assertSame(networks(trained("relu"), "--pixels", "raw", "--transpose"), 700, IMAGES);
  }

  @Test
  void choosesSettingsByTheFirstImagesOfTheFile() throws IOException {
    assertSame(networks(trained("relu"), "--activation", "auto", "--pixels", "auto"), 300, IMAGES);
  }

  @Test
  void doubtsTheNumberOfOutputsAsOneRunDoes() throws IOException {
    double[] biases = new double[40];
    biases[39] = 1;
    byte[] wide = new PickledNetwork().zeros("W1", 784, 40).vector("b1", biases).bytes();
    assertSame(networks(write("wide.pkl", wide)), 100, IMAGES);
  }

  @Test
  void takesTheFirstOfSeveralFilesForWhatItIs() throws IOException {
    double[] weights = new double[784 * 40];
    Arrays.fill(weights, 39, 40, 1.0);
    byte[] bytes = new PickledNetwork().array("W1", new int[] {784, 40}, weights).bytes();
    assertSame(networks(write("W1.pkl", bytes)), 100, IMAGES);
  }

  @Test
  void keepsTheOrderOfClasses() throws IOException {
    assertSame(networks(EXAMPLE, "--class-order", "1-9,0"), 650, IMAGES);
  }

  @Test
  void reportsFilesThatAreJoined() throws IOException {
    String w = write("W1.pkl", new PickledNetwork().zeros("W1", 784, 10).bytes());
    String b = write("b1.pkl", new PickledNetwork().zeros("b1", 10).bytes());
    assertSame(networks("--weights", w + "+" + b), 650, IMAGES);
  }

  /** The counts are those of the labels; all probabilities are 0.1, and class 0 is predicted. */
  @Test
  void writesWhatWasCounted() throws IOException {
    List<String> network = networks(zeros("zeros.pkl", 10));
    String part = path("part.json");
    run(network, "--offset", "1", "--limit", "4", "--partial", part);
    // The labels are 2, 1, 0 and 4, and so are the ranks among equal logits. The double 0.1 is
    // 0x1999999999999a * 2^-56.
    String text = Files.readString(Path.of(part));
    assertTrue(text.contains("\"ranges\":[[1,5]]"), text);
    assertTrue(text.contains("\"ranks\":[1,1,1,0,1,0,0,0,0,0]"), text);
    assertTrue(text.contains("\"confusion\":[[1,0,0,0,0,0,0,0,0,0],[1,0,0,0"), text);
    assertTrue(
        text.contains("{\"images\":4,\"correct\":1,\"confidence\":\"0xccccccccccccdp-53\"}"), text);
    assertTrue(text.contains("\"largestLabel\":4,\"mistakes\":null,\"doubts\":null"), text);
    assertTrue(text.contains("\"pair\":null}\n"), text);
  }

  @ParameterizedTest
  @CsvSource({"0, 700", "700, 1300"})
  void meetsItsSchema(int first, int end) throws IOException {
    String broken = write("broken.pkl", new byte[] {1, 2});
    String relu = trained("relu");
    for (List<String> files : List.of(List.of(EXAMPLE, relu), List.of(EXAMPLE, broken))) {
      String part = part(networks(files.toArray(String[]::new)), first, end);
      assertEquals(List.of(), errors(Files.readString(Path.of(part))));
    }
  }

  /** A schema that lets everything pass would prove nothing. */
  @ParameterizedTest
  @CsvSource({
    "partial/1, partial/2",
    "'\"count\":1300', '\"count\":0'",
    "'\"ranks\":[', '\"ranks\":[-'",
    "'\"logLoss\":\"0x', '\"logLoss\":\"'",
    "'\"fault\":null', '\"fault\":1'",
  })
  void otherFilesDoNotMeetTheSchema(String from, String to) throws IOException {
    String text = Files.readString(Path.of(part(networks(EXAMPLE), 0, 700)));
    assertTrue(text.contains(from), from);
    assertFalse(errors(text.replace(from, to)).isEmpty());
  }

  private static List<?> errors(String json) throws IOException {
    String text;
    try (InputStream in = JsonReport.class.getResourceAsStream("partial-1.json")) {
      text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    SchemaRegistry registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    Schema schema = registry.getSchema(text, InputFormat.JSON);
    return schema.validate(json, InputFormat.JSON);
  }
}

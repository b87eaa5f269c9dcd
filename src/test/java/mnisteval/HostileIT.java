package mnisteval;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.GZIPOutputStream;
import mnisteval.picture.GreyImage;
import mnisteval.picture.HostilePictures;
import mnisteval.picture.Pictures;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Runs the packaged jar, in a JVM with a heap of 128 MB, on the files that other tests keep and on
 * hostile files made here: no run ends as a defect (out of memory, stack overflow), none takes
 * long, and a file that is refused gets one line.
 */
final class HostileIT {
  /** Five seconds are promised; a machine that does much else gets more. */
  private static final int MAX_MILLIS = 30_000;

  private static final int MAX_MINUTES = 10;

  /** The cases are shared by so many JVMs, so that no core is idle. */
  private static final int JVMS = 2;

  /** Lines on stderr: notes on how a network was read, then the error. */
  private static final int MOST_LINES = 4;

  private static final Path RESOURCES =
      Path.of("src", "test", "resources", "mnisteval").toAbsolutePath();

  private static final String EXAMPLE = "data/example_weight.pkl";

  @TempDir static Path folder;

  /** The arguments of each case, separated by tabs, by the name of the case. */
  private final Map<String, String> cases = new LinkedHashMap<>();

  /** The cases that must be refused; others may also be evaluated. */
  private final Set<String> refused = new HashSet<>();

  /** The cases run one after another in few JVMs; the result of each is a test of its own. */
  static List<Arguments> results() throws Exception {
    HostileIT it = new HostileIT();
    it.addKeptFiles();
    it.addPickleBombs();
    it.addNetworkBombs();
    it.addNumbersBesideArrays();
    it.addManyNetworks();
    it.addPages();
    it.addManyImages();
    it.addImageBombs();
    it.addMuchToShow();
    it.addParts();
    it.addHostileFiles();
    it.addHostileData();
    List<Path> before = files(folder);
    Map<String, String> lines = it.run();
    assertEquals(before, files(folder), "it wrote files");
    List<Arguments> results = new ArrayList<>();
    lines.forEach((name, line) -> results.add(Arguments.of(name, it.refused.contains(name), line)));
    return results;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("results")
  void endsSoonInLittleMemoryAndOneLine(String name, boolean refused, String result) {
    String[] fields = result.split("\t", -1);
    assertTrue(fields[0].equals("3") || !refused && fields[0].equals("0"), result);
    assertTrue(Integer.parseInt(fields[1]) < MAX_MILLIS, result);
    if (fields[0].equals("3")) {
      assertEquals("", fields[2]);
      List<String> lines = List.of(fields[3].split("\\\\n"));
      assertTrue(fields[3].endsWith("\\n") && lines.size() <= (refused ? 1 : MOST_LINES), result);
      for (String line : lines) {
        assertTrue(line.startsWith("mnist-eval: "), result);
      }
    }
  }

  private void addKeptFiles() throws IOException {
    List<Path> kept = new ArrayList<>(files(RESOURCES.resolve("weights/pickle")));
    kept.addAll(files(RESOURCES.resolve("weights/arrangements")));
    kept.addAll(files(RESOURCES.resolve("fuzz")));
    // The fuzz tests start from copies of many files that other tests keep.
    Set<ByteBuffer> seen = new HashSet<>();
    for (Path file : kept) {
      if (seen.add(ByteBuffer.wrap(Files.readAllBytes(file)))) {
        String name = RESOURCES.relativize(file).toString();
        addWeights(name, file);
        add("auto " + name, "--activation\tauto\t--pixels\tauto\t--limit\t200\t--weights\t" + file);
      }
    }
    for (Path file : files(RESOURCES.resolve("fuzz/ImageSetFuzzTestInputs"))) {
      addImages("images " + file.getFileName(), file, file);
    }
    for (Path file : files(RESOURCES.resolve("fuzz/PictureFuzzTestInputs"))) {
      add("picture " + file.getFileName(), "predict\t--weights\t" + EXAMPLE + "\t" + file);
    }
  }

  private void addHostileFiles() throws IOException {
    String outside = folder.resolve("outside").toString().substring(1);
    Map<String, byte[]> weights = new LinkedHashMap<>(HostileArchives.files(outside));
    weights.putAll(HostileArrays.files());
    weights.putAll(HostileText.files());
    weights.putAll(HostileModels.files());
    weights.putAll(HostileHdf5.files());
    for (Map.Entry<String, byte[]> file : weights.entrySet()) {
      refused.add(file.getKey());
      addWeights(file.getKey(), Files.write(folder.resolve("w" + cases.size()), file.getValue()));
    }
    byte[] zeros = HostileArchives.deflatedZeros(4L << 30);
    for (Map.Entry<String, byte[]> file : HostilePictures.files(zeros).entrySet()) {
      Path path = Files.write(folder.resolve("p" + cases.size()), file.getValue());
      refused.add(file.getKey());
      add(file.getKey(), "predict\t--weights\t" + EXAMPLE + "\t" + path);
    }
  }

  private void addHostileData() throws IOException {
    String weights = "--weights\t" + EXAMPLE + "\t--limit\t200\t";
    addRefused(HostileData.predictions(), weights + "--compare\t%s");
    addRefused(HostileData.reports(), weights + "--baseline\t%s");
    addRefused(HostileData.arrays(), weights + "--images\t%s\t--labels\t%s");
    String outside = folder.resolve("outside").toString().substring(1);
    Map<String, byte[]> archives = new LinkedHashMap<>();
    HostileArchives.files(outside).forEach((name, file) -> archives.put("data " + name, file));
    // Images in an archive that holds much before them.
    byte[] zeros = HostileArchives.deflatedZeros(4L << 30);
    archives.put("data behind 4 GiB", HostileArchives.one("other.npy", zeros, (4L << 30) - 1));
    archives.put("data of 4 GiB", HostileArchives.one("x_test.npy", zeros, (4L << 30) - 1));
    addRefused(archives, weights + "--data\t%s");
    byte[] picture = Pictures.file(new GreyImage(4096, 4096, new byte[1 << 24]), "png");
    Path large = Files.createDirectories(folder.resolve("pictures/0"));
    Files.write(large.resolve("1.png"), picture);
    refused.add("a folder of a picture of 2^24 pixels");
    add("a folder of a picture of 2^24 pixels", weights + "--data\t" + large.getParent());
    Path many = Files.createDirectories(folder.resolve("many-folders"));
    for (int i = 0; i < 3000; i++) {
      Files.createDirectories(many.resolve(Integer.toString(i)));
    }
    refused.add("3000 folders without a picture");
    add("3000 folders without a picture", weights + "--data\t" + many);
    for (Path file : files(RESOURCES.resolve("idx"))) {
      addImages("array " + file.getFileName(), file, file);
    }
  }

  private void addRefused(Map<String, byte[]> files, String arguments) throws IOException {
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      Path path = Files.write(folder.resolve("d" + cases.size()), file.getValue());
      refused.add(file.getKey());
      add(file.getKey(), arguments.replace("%s", path.toString()));
    }
  }

  private void add(String name, String arguments) {
    String before = cases.put(name, arguments);
    assertNull(before, "two cases called " + name);
  }

  private void addWeights(String name, Path file) {
    add(name, "--limit\t200\t--weights\t" + file);
    add("inspect " + name, "inspect\t" + file);
  }

  private void addImages(String name, Path images, Path labels) {
    add(name, "--weights\t" + EXAMPLE + "\t--images\t" + images + "\t--labels\t" + labels);
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }

  private void addPickleBombs() throws IOException {
    int much = 15_000_000;
    for (String opcodes :
        List.of(
            "(", "}", "]", ")", "N", "K\1", "N0", "}q\1", "]\224", "2", "\217", "I1\n", "Va\n")) {
      bomb("}N", opcodes, much / opcodes.length(), ".");
    }
    bomb("}N", "\205", much, "s.");
    bomb("", "]", much / 2, "a".repeat(100));
    bomb("", "N.", much / 2, "");
    bomb("", "}.", much / 2, "");
    bomb(objectsOfShape("M\0\20" + "K\1".repeat(63)), "N", 4096, "etb.");
    bomb("}(", "U\4abcdN", much / 7, "u.");
    bomb("}X\0\0\340\0", "a", 0xe00000, "Ns.");
    bomb("}\213\0\0\340\0", "\177", 0xe00000, "Ns.");
    bomb("L", "9", much, "L\n.");
    bomb("c", "a", much, "\na\n.");
    bomb(
        "c_codecs\nencode\nq\0X\0\0\20\0" + "a".repeat(1 << 20) + "\205q\1",
        "h\0h\1R",
        1 << 21,
        ".");
    bomb("]q\0", "(h\0h\0h\0h\0lq\0", 1 << 20, ".");
    addWeights("a gigabyte of zeros", gzipped("zeros", new byte[0], 1 << 30));
    addWeights("numbers and a gigabyte of zeros", gzipped("numbers", bytes("1,2\n"), 1 << 30));
    addWeights("JSON and a gigabyte of zeros", gzipped("json", bytes("[1,"), 1 << 30));
    addWeights("a text of a gigabyte", gzipped("text", bytes("}X\0\0\0\100"), 1 << 30));
    Path more = gzipped("more", bytes("}"), 1 << 30);
    add("a gigabyte that is accepted", "--max-unpacked\t999999999G\t--weights\t" + more);
  }

  /** The beginning of an array of objects, up to those. */
  private static String objectsOfShape(String numbers) {
    return "cnumpy.core.multiarray\n_reconstruct\ncnumpy\nndarray\nK\0\205C\1b\207R(K\1("
        + numbers
        + "tcnumpy\ndtype\nU\2O8\211\210\207R\211](";
  }

  /** Small files of large networks: bytes that become doubles, and one array many times. */
  private void addNetworkBombs() throws IOException {
    add("network wide", "--weights\t" + network("wide", 784, 10_000, 1));
    addWeights("network as-wide-as-fits", network("as-wide-as-fits", 784, 9_000, 1));
    addWeights("network too-wide", network("too-wide", 784, 20_000, 1));
    addWeights("network deep", network("deep", 2000, 2000, 1000));
    addWeights("network square", network("square", 784, 784, 3000));
    Path one = write("one.idx", "\0\0\10\3\0\0\20\0\0\0\0\1\0\0\0\1" + "\1".repeat(4096));
    Path labels = write("labels.idx", "\0\0\10\1\0\0\20\0" + "\0".repeat(4096));
    add(
        "1024 threads",
        "--threads\t1024\t--weights\t"
            + network("threads", 1, 200_000, 1)
            + "\t--images\t"
            + one
            + "\t--labels\t"
            + labels);
  }

  /** As many as fit into memory: comparing each number with each array would take a minute. */
  private void addNumbersBesideArrays() throws IOException {
    int many = 65_000;
    String array =
        "cnumpy.core.multiarray\n_reconstruct\ncnumpy\nndarray\nK\0\205C\1b\207R(K\1K\1K\1\206"
            + "cnumpy\ndtype\nU\2u1\211\210\207R\211C\1\1tbq\0000";
    StringBuilder named = new StringBuilder("}(" + array);
    for (int i = 1; i <= many; i++) {
      named.append(key("W" + i)).append("h\0");
    }
    for (int i = 0; i < 80_000; i++) {
      named.append(key("z" + i + ".b")).append("K\1");
    }
    addWeights("numbers beside layers", write("numbers.pkl", named + "u."));
    String arrays = key("a") + "(" + "h\0".repeat(many) + "l";
    String numbers = key("c") + "(N" + "K\1".repeat(130_000) + "l";
    addWeights("numbers beside lists", write("lists.pkl", "}(" + array + arrays + numbers + "u."));
  }

  private static String key(String text) {
    return "U" + (char) text.length() + text;
  }

  /** Small files whose output is far longer than they are. */
  private void addMuchToShow() throws IOException {
    Path wide = network("many-classes", 1, 2_000_000, 1);
    byte[] black = Pictures.file(new GreyImage(1, 1, new byte[1]), "png");
    Path picture = Files.write(folder.resolve("black.png"), black);
    String predict = "predict\t--as-is\t--show\t--weights\t";
    add("2000000 classes", predict + wide + "\t" + picture);
    add("2000000 classes in brief", predict + wide + "\t--brief\t" + picture);
    refused.add("a page of 2000000 classes");
    add("a page of 2000000 classes", "draw\t--output\t/dev/null\t" + wide);
    int rows = 2_090_000;
    byte[] column = Pictures.file(new GreyImage(1, rows, new byte[rows]), "png");
    picture = Files.write(folder.resolve("column.png"), column);
    Path tall = network("many-rows", rows, 1, 1);
    refused.add("a picture of 2090000 rows");
    add("a picture of 2090000 rows", predict + tall + "\t" + picture);
    Path image = gzipped("image.gz", bytes("\0\0\10\3\0\0\0\1\1\0\0\0\0\0\0\1"), 1 << 24);
    refused.add("an image of 2^24 rows");
    add("an image of 2^24 rows", "inspect\t--show\t0\t" + image);
  }

  /** Small files of networks with many classes, whose metrics add up in memory. */
  private void addManyNetworks() throws IOException {
    refused.add("metrics of 1000 classes");
    add("metrics of 1000 classes", "--metrics\t--weights\t" + network("thousand", 784, 1000, 1));
    Path one = network("classes", 784, 256, 1);
    add("threads for 256 classes", "--threads\t1024\t--metrics\t--weights\t" + one);
    copies(one, "twenty", 20);
    Path thirty = copies(one, "thirty", 30);
    Path forty = copies(one, "forty", 40);
    String limit = "\t--limit\t10\t";
    add("thirty of 256 classes", thirty + limit);
    add("metrics of thirty of 256 classes", thirty + limit + "--metrics");
    add("thirty of 256 classes in JSON", thirty + limit + "--format\tjson");
    String json = "forty of 256 classes in JSON";
    refused.add(json);
    add(json, forty + limit + "--format\tjson");
    String metrics = "metrics of forty of 256 classes";
    refused.add(metrics);
    add(metrics, forty + limit + "--metrics");
    Path pixels = write("2.idx", "\0\0\10\3" + bytesOf(1) + bytesOf(1) + bytesOf(2) + "\1\1");
    Path label = write("label.idx", "\0\0\10\1" + bytesOf(1) + "\1");
    Path deep = copies(network("layers", 2, 2, 1000), "deep", 60);
    add("sixty of many layers", deep + "\t--images\t" + pixels + "\t--labels\t" + label);
  }

  /** Pages of networks that get everything wrong: the images are on them. */
  private void addPages() throws IOException {
    String page = "\t--html\t/dev/null";
    Path wrong = copies(network("always-0", 45 * 45, 2, 1), "wrong", 20);
    Path ones = gzipped("ones.gz", bytes("\0\0\10\1\0\0\10\64" + "\1".repeat(2100)), 0);
    byte[] header = bytes("\0\0\10\3\0\0\10\64\0\0\0\55\0\0\0\55");
    String images = "\t--labels\t" + ones + "\t--images\t";
    add("twenty pages", wrong + page + images + gzipped("blank.gz", header, 2100 * 45 * 45));
    byte[] noise = Arrays.copyOf(header, header.length + 2100 * 45 * 45);
    new Random(1).nextBytes(noise);
    System.arraycopy(header, 0, noise, 0, header.length);
    Path noisy = Files.write(folder.resolve("noise.idx"), noise);
    add("twenty pages of noise", wrong + page + images + noisy);
    Path mnist = copies(network("always-0-of-10", 784, 10, 1), "wrong-digits", 20);
    add("twenty pages of digits", mnist + page);
    add("twenty pages of 256 classes", folder.resolve("twenty") + page + "\t--limit\t200");
    add("a page of forty of 256 classes", folder.resolve("forty") + page + "\t--limit\t10");
  }

  /** Images that are too many to be kept: they are opened again for each network. */
  private void addManyImages() throws IOException {
    int few = 40_000;
    byte[] images = bytes("\0\0\10\3" + bytesOf(few) + bytesOf(28) + bytesOf(28));
    byte[] labels = bytes("\0\0\10\1" + bytesOf(few));
    String set =
        "\t--images\t"
            + gzipped("many-images.gz", images, few * 784)
            + "\t--labels\t"
            + gzipped("many-labels.gz", labels, few);
    Path three = copies(network("ten-classes", 784, 10, 1), "three", 3);
    add("three networks on many images", three + set);
    int most = 30_000_000;
    byte[] pixels = bytes("\0\0\10\3" + bytesOf(most) + bytesOf(1) + bytesOf(1));
    byte[] zeros = bytes("\0\0\10\1" + bytesOf(most));
    refused.add("two networks on thirty million images");
    add(
        "two networks on thirty million images",
        copies(network("pixel", 1, 2, 1), "two", 2)
            + "\t--images\t"
            + gzipped("pixels.gz", pixels, most)
            + "\t--labels\t"
            + gzipped("zeros.gz", zeros, most));
  }

  /** Parts of a run that would fill the memory, or take long. */
  private void addParts() throws IOException {
    String sum = "\"sha256\":\"" + "0".repeat(64) + "\"";
    String input = "{\"name\":\"a\"," + sum + "}";
    String part =
        "{\"schema\":\"mnist-eval-partial/1\",\"version\":\"1.0.0\",\"images\":"
            + input
            + ",\"labels\":"
            + input
            + ",\"count\":4294967295,\"rows\":4096,\"columns\":1024,\"transposed\":false,"
            + "\"classOrder\":null,\"options\":{\"activation\":null,\"pixels\":null,"
            + "\"layout\":\"auto\",\"bias\":null},\"networks\":[";
    String network = part + "{\"file\":" + input + ",\"joined\":[],\"ranges\":[";
    String facts =
        network
            + "[0,1]],\"facts\":{\"reading\":{\"format\":\"f\",\"layout\":\"in-out\",\"biases\":true,"
            + "\"activation\":null,\"pixels\":false,\"notes\":[]},\"activation\":\"relu\","
            + "\"pixels\":\"unit\",\"parameters\":1,\"notes\":[],\"layers\":[1,2]},\"counted\":{";
    String pixels = "A".repeat(5_592_405) + "=";
    String mistake =
        "{\"number\":1,\"label\":1,\"predicted\":0,\"confidence\":1,\"pixels\":\""
            + pixels
            + "\"},";
    addPart("a part with a name of a gigabyte", "{\"schema\":\"", "a", 1 << 30);
    addPart("a part with deep arrays", part, "[", 1 << 26);
    addPart("a part with many spaces", network, " ", 1 << 28);
    addPart("a part with many notes", network + "[0,1]],\"joined\":[", "\"\",", 1 << 26);
    addPart("a part with many class labels", "{\"classOrder\":[", "1,", 1 << 26);
    addPart("a part with many mistakes", facts + "\"mistakes\":{\"kept\":[", mistake, 2000);
    StringBuilder networks = new StringBuilder();
    for (int i = 0; i < 1000; i++) {
      networks
          .append("{\"file\":{\"name\":\"%d")
          .append(i)
          .append("\",\"sha256\":null},\"joined\":[],");
      networks.append("\"ranges\":[[0,1]],\"facts\":null,\"counted\":null,");
      networks.append("\"fault\":{\"image\":-1,\"message\":\"m\"}},");
    }
    addPart("a part with many networks", part, networks.toString(), 1000);
  }

  /** Adds a part whose end is missing. {@code %d} stands for the number of the repetition. */
  private void addPart(String name, String start, String repeated, int times) throws IOException {
    Path file = folder.resolve("part-" + cases.size() + ".gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write(bytes(start));
      boolean numbered = repeated.contains("%d");
      String some = repeated.repeat(numbered ? 1 : Math.max(1, 100_000 / repeated.length()));
      for (int i = 0; i < times; i += some.length() / repeated.length()) {
        out.write(bytes(numbered ? some.replace("%d", i + "-") : some));
      }
    }
    refused.add(name);
    add(name, "merge\t" + file);
  }

  private static String bytesOf(int number) {
    return new String(ByteBuffer.allocate(4).putInt(number).array(), StandardCharsets.ISO_8859_1);
  }

  private static Path copies(Path file, String name, int copies) throws IOException {
    Path many = Files.createDirectory(folder.resolve(name));
    for (int i = 0; i < copies; i++) {
      Files.copy(file, many.resolve(i + ".pkl"));
    }
    return many;
  }

  private void addImageBombs() throws IOException {
    Path labels = gzipped("labels.gz", bytes("\0\0\10\1\0\0\0\40"), 32);
    Path large = gzipped("large.gz", bytes("\0\0\10\3\0\0\0\40\0\0\20\0\0\0\20\0"), 32 << 24);
    addImages("images of 2^24 pixels", large, labels);
    add(
        "images of 2^20 pixels",
        "--weights\t"
            + network("large-images", 1 << 20, 1, 1)
            + "\t--images\t"
            + gzipped("megapixels.gz", bytes("\0\0\10\3\0\0\0\40\0\0\4\0\0\0\4\0"), 32 << 20)
            + "\t--labels\t"
            + labels);
    Path rows = gzipped("rows.gz", bytes("\0\0\16\2\0\0\0\40\0\0\40\0"), 32 << 16);
    addImages(
        "one-hot rows of 8192",
        gzipped("images.gz", bytes("\0\0\10\3\0\0\0\40\0\0\0\34\0\0\0\34"), 32 * 784),
        rows);
    byte[] million = bytes("\0\0\10\3\0\0\4\0\0\0\4\0\0\0\4\0");
    Path gigabyte = gzipped("gigabyte.gz", million, 1 << 30);
    refused.add("inspect a gigabyte of images");
    add("inspect a gigabyte of images", "inspect\t" + gigabyte);
    addImages("images of 2^96 pixels", write("huge.idx", "\0\0\10\3" + "\377".repeat(12)), labels);
  }

  private void bomb(String start, String repeated, int times, String end) throws IOException {
    Path file = folder.resolve("bomb-" + cases.size());
    try (OutputStream out = Files.newOutputStream(file)) {
      out.write(bytes(start));
      byte[] some = bytes(repeated.repeat(1000));
      for (int i = 0; i < times / 1000; i++) {
        out.write(some);
      }
      out.write(bytes(repeated.repeat(times % 1000)));
      out.write(bytes(end));
    }
    String shown = hex(start) + " " + hex(repeated);
    addWeights("bomb " + shown, file);
  }

  private static String hex(String opcodes) {
    return HexFormat.of().formatHex(bytes(opcodes.substring(0, Math.min(4, opcodes.length()))));
  }

  private Path network(String name, int inputs, int outputs, int layers) throws IOException {
    ByteArrayOutputStream pickle = new ByteArrayOutputStream();
    String dtype = "cnumpy\ndtype\nU\2u1\211\210\207R";
    String array = "cnumpy.core.multiarray\n_reconstruct\ncnumpy\nndarray\nK\0\205C\1b\207R";
    pickle.writeBytes(bytes("}("));
    pickle.writeBytes(
        bytes(array + "(K\1" + int4(inputs) + int4(outputs) + "\206" + dtype + "\211B"));
    pickle.writeBytes(bytes(int4(inputs * outputs).substring(1)));
    pickle.write(new byte[inputs * outputs], 0, inputs * outputs);
    pickle.writeBytes(bytes("tbq\0000"));
    pickle.writeBytes(bytes(array + "(K\1" + int4(outputs) + "\205" + dtype + "\211B"));
    pickle.writeBytes(bytes(int4(outputs).substring(1)));
    pickle.write(new byte[outputs], 0, outputs);
    pickle.writeBytes(bytes("tbq\0010"));
    for (int n = 1; n <= layers; n++) {
      pickle.writeBytes(bytes(key("W" + n) + "h\0" + key("b" + n) + "h\1"));
    }
    pickle.writeBytes(bytes("u."));
    return gzipped(name + ".pkl", pickle.toByteArray(), 0);
  }

  private static String int4(int number) {
    return "J"
        + (char) (number & 0xff)
        + (char) (number >> 8 & 0xff)
        + (char) (number >> 16 & 0xff)
        + (char) (number >>> 24);
  }

  /** Writes a gzip file of these bytes and so many zeros, of which one MiB is compressed once. */
  private Path gzipped(String name, byte[] start, int zeros) throws IOException {
    Path file = folder.resolve(name);
    CRC32 crc = new CRC32();
    crc.update(start);
    byte[] some = new byte[1 << 16];
    for (int left = zeros; left > 0; left -= some.length) {
      crc.update(some, 0, Math.min(left, some.length));
    }
    ByteBuffer little = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
    try (OutputStream out = Files.newOutputStream(file)) {
      out.write(bytes("\37\213\10\0\0\0\0\0\0\377"));
      out.write(HostileArchives.deflated(start, zeros));
      out.write(little.putInt((int) crc.getValue()).putInt(start.length + zeros).array());
    }
    return file;
  }

  private Path write(String name, String content) throws IOException {
    return Files.write(folder.resolve(name), bytes(content));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static Path beside(String name) {
    return folder.resolveSibling(folder.getFileName() + "-" + name);
  }

  /** The line of each case; where a JVM ended early, its first case without a line says so. */
  private Map<String, String> run() throws Exception {
    List<Process> jvms = new ArrayList<>();
    try {
      for (int i = 0; i < JVMS; i++) {
        jvms.add(start(i));
      }
      for (Process jvm : jvms) {
        assertTrue(jvm.waitFor(MAX_MINUTES, TimeUnit.MINUTES), "it takes long");
      }
    } finally {
      jvms.forEach(Process::destroyForcibly);
    }
    List<String> names = List.copyOf(cases.keySet());
    Map<String, String> results = new LinkedHashMap<>();
    List<String> report = new ArrayList<>();
    for (int i = 0; i < JVMS; i++) {
      List<String> lines = new ArrayList<>(Files.readAllLines(beside("out" + i)));
      lines.add("it ended early");
      Iterator<String> line = lines.iterator();
      for (int n = i; n < names.size() && line.hasNext(); n += JVMS) {
        results.put(names.get(n), line.next());
        report.add(names.get(n) + "\t" + results.get(names.get(n)));
      }
      Files.delete(beside("out" + i));
      Files.delete(beside("runs" + i));
    }
    Files.write(Path.of("target", "hostile-runs.tsv"), report);
    return results;
  }

  /** Starts a JVM that runs every second case, the first of which has this number. */
  private Process start(int first) throws IOException {
    List<String> runs = new ArrayList<>();
    int number = 0;
    for (String arguments : cases.values()) {
      if (number++ % JVMS == first) {
        runs.add(arguments);
      }
    }
    Path list = Files.write(beside("runs" + first), runs);
    String classes = HostileIT.class.getProtectionDomain().getCodeSource().getLocation().getPath();
    String classPath = System.getProperty("mnisteval.jar") + File.pathSeparator + classes;
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx128m",
            "-cp",
            classPath,
            "mnisteval.HostileRuns",
            list.toString());
    builder.environment().remove("JAVA_TOOL_OPTIONS");
    builder.redirectOutput(beside("out" + first).toFile()).redirectErrorStream(true);
    return builder.start();
  }
}

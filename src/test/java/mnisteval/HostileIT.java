package mnisteval;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * All hostile files there are, and bombs made here, in a JVM of 128 MB on the packaged jar: no run
 * is a defect, such as memory or stack running out, and none takes long.
 */
final class HostileIT {
  /** Five seconds are promised; a machine that does much else gets more. */
  private static final int MAX_MILLIS = 30_000;

  private static final Path RESOURCES =
      Path.of("src", "test", "resources", "mnisteval").toAbsolutePath();

  @TempDir Path folder;

  private final List<String> runs = new ArrayList<>();

  @Test
  @Timeout(value = 300, unit = TimeUnit.SECONDS)
  void endsSoonAndInLittleMemory() throws Exception {
    addKeptFiles();
    addPickleBombs();
    addNetworkBombs();
    addImageBombs();
    List<String> results = run();
    assertEquals(runs.size(), results.size(), "it ended early: " + last(results));
    for (String result : results) {
      String[] fields = result.split("\t", -1);
      assertTrue(List.of("0", "3").contains(fields[0]), result);
      assertTrue(Integer.parseInt(fields[1]) < MAX_MILLIS, result);
    }
  }

  private static String last(List<String> results) {
    return results.isEmpty() ? "at once" : results.get(results.size() - 1);
  }

  private void addKeptFiles() throws IOException {
    List<Path> kept = new ArrayList<>(files(RESOURCES.resolve("pickle")));
    kept.addAll(files(RESOURCES.resolve("fuzz/PickleReaderFuzzTestInputs")));
    for (Path file : kept) {
      runs.add("--weights\t" + file);
    }
    for (Path file : files(RESOURCES.resolve("fuzz/ImageSetFuzzTestInputs"))) {
      runs.add("--weights\tdata/example_weight.pkl\t--images\t" + file + "\t--labels\t" + file);
    }
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
    runs.add("--weights\t" + zipped("zeros", new byte[0], 1 << 30));
    runs.add("--weights\t" + zipped("zipped-pickle", bytes("}X\0\0\0\100"), 1 << 30));
    runs.add("--max-unpacked\t999999999G\t--weights\t" + zipped("more", bytes("}"), 1 << 30));
    runs.add("--weights\t/dev/zero");
  }

  /** Small files of large networks: of bytes, which become doubles, and of one array many times. */
  private void addNetworkBombs() throws IOException {
    runs.add("--weights\t" + network("wide", 784, 10_000, 1));
    runs.add("--weights\t" + network("as-wide-as-fits", 784, 9_000, 1));
    runs.add("--weights\t" + network("too-wide", 784, 20_000, 1));
    runs.add("--weights\t" + network("deep", 2000, 2000, 1000));
    runs.add("--weights\t" + network("square", 784, 784, 3000));
    Path one = write("one.idx", "\0\0\10\3\0\0\20\0\0\0\0\1\0\0\0\1" + "\1".repeat(4096));
    Path labels = write("labels.idx", "\0\0\10\1\0\0\20\0" + "\0".repeat(4096));
    runs.add(
        "--threads\t1024\t--weights\t"
            + network("threads", 1, 1_000_000, 1)
            + "\t--images\t"
            + one
            + "\t--labels\t"
            + labels);
  }

  private void addImageBombs() throws IOException {
    Path labels = zipped("labels.gz", bytes("\0\0\10\1\0\0\0\40"), 32);
    Path large = zipped("large.gz", bytes("\0\0\10\3\0\0\0\40\0\0\20\0\0\0\20\0"), 32 << 24);
    images(large, labels);
    runs.add(
        "--weights\t"
            + network("large-images", 1 << 20, 1, 1)
            + "\t--images\t"
            + zipped("megapixels.gz", bytes("\0\0\10\3\0\0\0\40\0\0\4\0\0\0\4\0"), 32 << 20)
            + "\t--labels\t"
            + labels);
    Path rows = zipped("rows.gz", bytes("\0\0\16\2\0\0\0\40\0\0\40\0"), 32 << 16);
    images(zipped("images.gz", bytes("\0\0\10\3\0\0\0\40\0\0\0\34\0\0\0\34"), 32 * 784), rows);
    images(write("huge.idx", "\0\0\10\3" + "\377".repeat(12)), labels);
    images(Path.of("/dev/zero"), labels);
  }

  private void images(Path images, Path labels) {
    runs.add("--weights\tdata/example_weight.pkl\t--images\t" + images + "\t--labels\t" + labels);
  }

  private void bomb(String start, String repeated, int times, String end) throws IOException {
    Path file = folder.resolve("bomb-" + runs.size());
    try (OutputStream out = Files.newOutputStream(file)) {
      out.write(bytes(start));
      byte[] some = bytes(repeated.repeat(1000));
      for (int i = 0; i < times / 1000; i++) {
        out.write(some);
      }
      out.write(bytes(repeated.repeat(times % 1000)));
      out.write(bytes(end));
    }
    runs.add("--weights\t" + file);
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
      String digits = Integer.toString(n);
      char length = (char) (1 + digits.length());
      pickle.writeBytes(
          bytes("U" + length + "W" + digits + "h\0U" + length + "b" + digits + "h\1"));
    }
    pickle.writeBytes(bytes("u."));
    return zipped(name + ".pkl", pickle.toByteArray(), 0);
  }

  private static String int4(int number) {
    return "J"
        + (char) (number & 0xff)
        + (char) (number >> 8 & 0xff)
        + (char) (number >> 16 & 0xff)
        + (char) (number >>> 24);
  }

  private Path zipped(String name, byte[] start, int zeros) throws IOException {
    Path file = folder.resolve(name);
    byte[] some = new byte[1 << 16];
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write(start);
      for (int left = zeros; left > 0; left -= some.length) {
        out.write(some, 0, Math.min(left, some.length));
      }
    }
    return file;
  }

  private Path write(String name, String content) throws IOException {
    return Files.write(folder.resolve(name), bytes(content));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private List<String> run() throws Exception {
    Path list = Files.write(folder.resolve("runs"), runs);
    Path out = folder.resolve("out");
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
    Process process = builder.redirectOutput(out.toFile()).redirectErrorStream(true).start();
    try {
      assertEquals(0, process.waitFor(), () -> text(out));
    } finally {
      process.destroyForcibly();
    }
    Path report = Path.of("target", "hostile-runs.tsv");
    List<String> results = Files.readAllLines(out);
    Files.write(report, results);
    return results;
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package mnisteval.weights;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import mnisteval.PickledNetwork;
import mnisteval.input.InputException;
import mnisteval.input.Source;
import mnisteval.weights.array.FormatException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class WeightsFileTest {
  /** One array under many names. */
  private static Source named(int count) {
    PickledNetwork network = new PickledNetwork().zeros("x1", 3);
    for (int n = 2; n <= count; n++) {
      network.again("x" + n, "x1");
    }
    return source(network.bytes());
  }

  private static Source source(byte[] bytes) {
    return Source.stream("net.pkl", new ByteArrayInputStream(bytes));
  }

  private static byte[] network() {
    return new PickledNetwork().zeros("W1", 3, 2).zeros("b1", 2).bytes();
  }

  private static byte[] gzipped(byte[] bytes) throws IOException {
    ByteArrayOutputStream gzipped = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(gzipped)) {
      out.write(bytes);
    }
    return gzipped.toByteArray();
  }

  private static InputException refused(Source source) {
    return assertThrows(InputException.class, () -> WeightsFile.read(source));
  }

  @Test
  void readsAFile(@TempDir Path folder) throws IOException {
    Path file = Files.write(folder.resolve("network.pkl"), network());
    assertEquals(Set.of("W1", "b1"), WeightsFile.read(Source.file(file)).arrays().keySet());
  }

  @Test
  void readsAGzippedStream() throws IOException {
    Source source = source(gzipped(network()));
    assertEquals(Set.of("W1", "b1"), WeightsFile.read(source).arrays().keySet());
  }

  @Test
  void refusesWhatIsGzippedTwice() throws IOException {
    assertEquals(
        "net.pkl: no network (expected a pickle, .npz, .npy, PyTorch, .safetensors, ONNX, Keras, JSON or CSV file,"
            + " found gzip data)",
        refused(source(gzipped(gzipped(network())))).getMessage());
  }

  @Test
  void refusesAFileThatIsMissing(@TempDir Path folder) {
    Path file = folder.resolve("none.pkl");
    assertEquals(file + ": no such file", refused(Source.file(file)).getMessage());
  }

  @Test
  void namesTheFile() {
    InputException e = refused(source(new byte[] {'N', '.'}));
    assertEquals(
        "net.pkl: no dict of numpy arrays (expected W1, b1, … in a dict, found None)",
        e.getMessage());
    assertInstanceOf(FormatException.class, e.getCause());
  }

  @Test
  void refusesNothing() {
    assertEquals("net.pkl: is empty, expected a pickle", refused(source(new byte[0])).getMessage());
  }

  @ParameterizedTest
  @CsvSource({
    "'PK\3\4\24\0\0\0', a zip archive",
    "'\0\0\0\0TFL3', 'a TensorFlow Lite model; numpy.savez writes its arrays'",
    "'\377\376[\0', 'text in UTF-16, not in UTF-8'",
    "'import numpy as np\n', Python source; what is read is the file that it writes",
    "'\254\355\0\5sr', serialised Java objects; JSON and CSV hold its numbers so that they are read",
    "'\0\0\10\3\0\0\0\34', an IDX file; --images and --labels take such files",
    "'<!DOCTYPE html>', an HTML or XML page",
    "version https://git-lfs.github.com/, 'a Git LFS pointer, not the file it stands for'",
  })
  void saysWhatAnotherFileIs(String content, String what) {
    assertEquals(
        "net.pkl: no network (expected a pickle, .npz, .npy, PyTorch, .safetensors, ONNX, Keras, JSON or CSV file,"
            + (" found " + what + ")"),
        refused(source(content.getBytes(StandardCharsets.ISO_8859_1))).getMessage());
  }

  @ParameterizedTest
  @CsvSource({
    "'PK\3\4\24\0\0\0archive/data.pkl', a zip archive without its end (truncated?)",
    "'PK\3\4\24\0\0\0W1.npy', a zip archive without its end (truncated?)",
    "'\223NUMPY\1\0', a malformed .npy array (W: no header)",
    "'1,2\n3\n', 'row 2 has 1 number (expected 2, as in row 1)'",
    "'{\"W1\": [', 'truncated JSON (at byte 8, before its end)'",
    "'\20\0\0\0\0\0\0\0{\"W1\":{}}', "
        + "malformed safetensors (a header of 16 bytes (expected at most 9))",
    "'\211HDF\r\n\32\n', malformed HDF5 (its superblock)",
    "'PK\3\4\24\0\0\0metadata.json{}PK\3\4config.json', "
        + "a zip archive without its end (truncated?)",
    "'\10\12\22\7pytorch', malformed ONNX (no graph with operators)",
  })
  void readsEachFormatWithItsReader(String content, String problem) {
    assertEquals(
        "net.pkl: " + problem,
        refused(source(content.getBytes(StandardCharsets.ISO_8859_1))).getMessage());
  }

  @Test
  void readsAsManyArraysAs65536() throws InputException {
    assertEquals(65_536, WeightsFile.read(named(65_536)).arrays().size());
  }

  @Test
  void refusesMoreArrays() {
    assertEquals(
        "net.pkl: too many arrays (expected at most 65536, found 65537)",
        refused(named(65_537)).getMessage());
  }
}

package mnisteval.weights;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import mnisteval.NpyBytes;
import mnisteval.PickledNetwork;
import mnisteval.input.InputException;
import mnisteval.input.Source;
import mnisteval.network.Activation;
import mnisteval.network.Layer;
import mnisteval.network.PixelScale;
import mnisteval.weights.array.NamedArrays;
import mnisteval.weights.array.NdArray;
import mnisteval.weights.layers.NetworkReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The arrays of files that are joined: their names, and the limits that hold for all together. */
final class JoinedArraysTest {
  private static final double[][] W1 = {{1, 2, 3}, {4, 5, 6}};
  private static final double[] B1 = {0.5, 0.25, 0.125};
  private static final double[][] W2 = {{7, 8}, {9, 10}, {11, 12}};
  private static final double[] B2 = {-1, -2};

  private final List<Source> files = new ArrayList<>();

  private JoinedArraysTest file(String name, byte[] bytes) {
    files.add(Source.inMemory(name, bytes));
    return this;
  }

  private NamedArrays read() throws InputException {
    return WeightsFile.read(Source.joined("all", files));
  }

  private List<String> names() throws InputException {
    return List.copyOf(read().arrays().keySet());
  }

  private void assertRefused(String message, long limit) {
    Source joined = Source.joined("all", files).withLimit(limit);
    InputException e = assertThrows(InputException.class, () -> WeightsFile.read(joined));
    assertEquals(message, e.getMessage());
  }

  @ParameterizedTest
  @CsvSource({
    "W1.npy, W1",
    "folder/W1.npy, W1",
    "C:\\folder\\W1.npy, W1",
    "W1.NPY.gz, W1",
    "fc1.weight.npy, fc1.weight",
    "fc1.weight, fc1.weight",
    "layer.0.weight.npy, layer.0.weight",
    "npy, npy",
  })
  void anArrayAloneIsCalledAsItsFile(String file, String name) throws InputException {
    file(file, NpyBytes.matrix(W1)).file("other.npy", NpyBytes.vector(B1));
    assertEquals(List.of(name, "other"), names());
  }

  @Test
  void joinsInTheOrderOfNames() throws InputException {
    file("b2.npy", NpyBytes.vector(B2))
        .file("W2.npy", NpyBytes.matrix(W2))
        .file("b1.npy", NpyBytes.vector(B1))
        .file("W1.npy", NpyBytes.matrix(W1));
    List<Layer> layers =
        NetworkReader.read(Source.joined("all", files), Activation.SIGMOID, PixelScale.UNIT)
            .network()
            .layers();
    assertEquals(2, layers.size());
    assertArrayEquals(W1, layers.get(0).weights());
    assertArrayEquals(B1, layers.get(0).bias());
    assertArrayEquals(W2, layers.get(1).weights());
    assertArrayEquals(B2, layers.get(1).bias());
    assertEquals("4 files: numpy .npy array", read().format());
  }

  @Test
  void namesEachFormatOnce() throws IOException {
    ByteArrayOutputStream gzipped = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(gzipped)) {
      out.write(NpyBytes.matrix(W1));
    }
    file("W1.npy.gz", gzipped.toByteArray())
        .file("b1.pkl", new PickledNetwork().vector("b1", B1).bytes())
        .file("W2.npy", NpyBytes.matrix(W2));
    assertEquals("3 files: numpy .npy array, numpy pickle", read().format());
    assertEquals(List.of("W1", "b1", "W2"), names());
  }

  @Test
  void arraysWithNamesKeepThem() throws InputException {
    file("a.pkl", new PickledNetwork().zeros("W1", 2, 3).zeros("b1", 3).bytes())
        .file("b.pkl", new PickledNetwork().zeros("W2", 3, 2).zeros("b2", 2).bytes());
    assertEquals(List.of("W1", "b1", "W2", "b2"), names());
  }

  @Test
  void namesThatAreTheSameFollowThoseOfTheirFiles() throws InputException {
    byte[] pair = new PickledNetwork().zeros("W", 2, 2).zeros("b", 2).bytes();
    file("x/layer1.pkl", pair).file("x/layer2.pkl", pair);
    assertEquals(List.of("layer1.W", "layer1.b", "layer2.W", "layer2.b"), names());
  }

  @Test
  void filesOfTheSameNameAreToldApartByTheirFolders() throws InputException {
    file("layer1/W.npy", NpyBytes.matrix(W1)).file("layer2/W.npy", NpyBytes.matrix(W2));
    assertEquals(List.of("layer1/W", "layer2/W"), names());
  }

  @Test
  void refusesTheSameFileTwice() {
    file("W1.npy", NpyBytes.matrix(W1)).file("W1.npy", NpyBytes.matrix(W1));
    assertRefused("all: two arrays called W1", 1000);
  }

  @Test
  void textsOfTheSameNameAreBothKept() {
    NamedArrays one = new NamedArrays("x", Map.of(), Map.of("act", "relu"), Map.of("lr", 1.0));
    NamedArrays two = new NamedArrays("x", Map.of(), Map.of("act", "tanh"), Map.of("lr", 2.0));
    JoinedArrays joined = new JoinedArrays();
    joined.add("a.pkl", one, 1);
    joined.add("b.pkl", two, 1);
    assertEquals(Map.of("act", "relu", "b.act", "tanh"), joined.all().texts());
    assertEquals(Map.of("lr", 1.0, "b.lr", 2.0), joined.all().numbers());
  }

  @Test
  void errorsNameTheFile() {
    file("W1.npy", NpyBytes.matrix(W1)).file("b1.npy", "x".getBytes(StandardCharsets.UTF_8));
    assertRefused("b1.npy: not a pickle (byte 0x78 at 0 is no opcode)", 1000);
  }

  @Test
  void theLimitHoldsForAllTogether() throws InputException {
    byte[] first = NpyBytes.matrix(W1);
    byte[] second = NpyBytes.vector(B1);
    file("W1.npy", first).file("b1.npy", second);
    long both = first.length + second.length;
    assertRefused(
        "b1.npy: too large (expected at most "
            + (second.length - 1)
            + " bytes, found "
            + second.length
            + ", with "
            + first.length
            + " of the files before it; --max-unpacked accepts more)",
        both - 1);
    Source joined = Source.joined("all", files).withLimit(both);
    assertEquals(2, WeightsFile.read(joined).arrays().size());
  }

  @Test
  void theNumberOfArraysHoldsForAllTogether() {
    PickledNetwork half = new PickledNetwork().zeros("x", 0);
    PickledNetwork more = new PickledNetwork().zeros("y", 0);
    for (int i = 1; i < 1 << 15; i++) {
      half.again("x" + i, "x");
      more.again("y" + i, "y");
    }
    file("a.pkl", half.bytes()).file("b.pkl", more.again("z", "y").bytes());
    assertRefused("all: too many arrays (expected at most 65536, found 65537)", 100_000_000);
  }

  /** What an archive decompresses to counts, not its bytes. */
  @Test
  void countsWhatArraysTake() {
    NdArray array = new PickledNetwork().zeros("W1", 100, 3).arrays().get("W1");
    NamedArrays content = new NamedArrays("x", Map.of("W1", array), Map.of());
    assertEquals(2400, new JoinedArrays().add("a.npz", content, 100));
    assertEquals(2500, new JoinedArrays().add("a.npz", content, 2500));
  }
}

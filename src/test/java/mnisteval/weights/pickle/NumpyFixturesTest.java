package mnisteval.weights.pickle;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import mnisteval.input.InputException;
import mnisteval.input.Source;
import mnisteval.network.Activation;
import mnisteval.network.Network;
import mnisteval.network.PixelScale;
import mnisteval.weights.WeightsFile;
import mnisteval.weights.array.NdArray;
import mnisteval.weights.layers.Networks;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Reads what numpy and Python wrote, with the values that numpy reads in them: see {@code
 * make_fixtures.py}. The messages of what is refused are in {@code refused-messages.tsv}, written
 * by hand.
 */
final class NumpyFixturesTest {
  private static final String[] MODES = {"numpy1", "numpy2"};

  @ParameterizedTest(name = "{0}")
  @MethodSource("expected")
  void readsExactlyTheArraysThatNumpyReads(String file, List<String[]> lines) throws Exception {
    Map<String, NdArray> arrays = read(file);
    List<String> names = lines.stream().map(line -> line[1]).toList();
    // What the file has beside them, such as lists of numbers, goes under names of its own.
    assertEquals(names, arrays.keySet().stream().filter(names::contains).toList());
    for (String[] line : lines) {
      NdArray array = arrays.get(line[1]);
      assertEquals(line[2], array.dtype().toString(), line[1]);
      assertArrayEquals(numbers(line[3], ","), asDoubles(array.shape()), line[1]);
      assertArrayEquals(bits(numbers(line[5], " ")), bits(array.elements()), line[1]);
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("expected")
  void readsMatricesWithTheLastDimensionInRows(String file, List<String[]> lines) throws Exception {
    Map<String, NdArray> arrays = read(file);
    for (String[] line : lines) {
      NdArray array = arrays.get(line[1]);
      if (array.rank() == 2 && array.size() > 0) {
        double[] flat = Arrays.stream(array.matrix()).flatMapToDouble(Arrays::stream).toArray();
        assertArrayEquals(bits(numbers(line[5], " ")), bits(flat), line[1]);
      }
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("refusedByReader")
  void refusesWhatIsNoDictOfNumbers(String file, String message) {
    InputException refusal = assertThrows(InputException.class, () -> read(file));
    assertEquals(file + ": " + message, refusal.getMessage());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("refusedByNetwork")
  void readsArraysThatNoNetworkIsMadeOf(String file, String message) throws Exception {
    Map<String, NdArray> arrays = read(file);
    InputException refusal =
        assertThrows(
            InputException.class,
            () -> Networks.of(arrays, file, Activation.SIGMOID, PixelScale.UNIT));
    assertEquals(file + ": " + message, refusal.getMessage());
  }

  /** No dict of arrays, but networks: the last field is the number of inputs. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("readWithoutNames")
  void readsArraysWithoutNames(String file, String inputs) throws Exception {
    Network network = Networks.of(read(file), file, Activation.SIGMOID, PixelScale.UNIT);
    assertEquals(Integer.parseInt(inputs), network.inputs());
  }

  @Test
  void hasAMessageForEveryRefusedFile() {
    for (String mode : MODES) {
      List<String> files = new ArrayList<>();
      for (String kind : List.of("refused-", "nonfinite-")) {
        lines(kind + mode + ".tsv").forEach(line -> files.add(line[0]));
      }
      List<String> described = new ArrayList<>();
      lines("refused-messages.tsv").forEach(line -> described.add(mode + "-" + line[0] + ".pkl"));
      assertEquals(files.stream().sorted().toList(), described.stream().sorted().toList());
    }
  }

  static Stream<Arguments> expected() {
    Map<String, List<String[]>> files = new LinkedHashMap<>();
    for (String mode : List.of("numpy1", "numpy2", "python2-style")) {
      for (String[] line : lines("expected-" + mode + ".tsv")) {
        files.computeIfAbsent(line[0], file -> new ArrayList<>()).add(line);
      }
    }
    return files.entrySet().stream().map(file -> Arguments.of(file.getKey(), file.getValue()));
  }

  static Stream<Arguments> refusedByReader() {
    return refused("reader");
  }

  static Stream<Arguments> readWithoutNames() {
    return refused("read");
  }

  static Stream<Arguments> refusedByNetwork() {
    return refused("network");
  }

  private static Stream<Arguments> refused(String by) {
    return Arrays.stream(MODES)
        .flatMap(
            mode ->
                lines("refused-messages.tsv").stream()
                    .filter(line -> line[1].equals(by))
                    .map(line -> Arguments.of(mode + "-" + line[0] + ".pkl", line[2])));
  }

  private static Map<String, NdArray> read(String file) throws InputException {
    String resource = "/mnisteval/weights/pickle/" + file;
    assertNotNull(NumpyFixturesTest.class.getResource(resource), file);
    return WeightsFile.read(Source.resource(file, resource)).arrays();
  }

  private static List<String[]> lines(String list) {
    return new String(PickleBytes.fixture(list), StandardCharsets.UTF_8)
        .lines()
        .map(line -> line.split("\t", -1))
        .toList();
  }

  private static double[] numbers(String text, String separator) {
    return text.isEmpty()
        ? new double[0]
        : Arrays.stream(text.split(separator)).mapToDouble(Double::parseDouble).toArray();
  }

  private static double[] asDoubles(int[] numbers) {
    return Arrays.stream(numbers).asDoubleStream().toArray();
  }

  private static long[] bits(double[] numbers) {
    return Arrays.stream(numbers).mapToLong(Double::doubleToLongBits).toArray();
  }
}

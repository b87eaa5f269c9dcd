package mnisteval.weights.layers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import mnisteval.PickledNetwork;
import mnisteval.input.InputException;
import mnisteval.network.Activation;
import mnisteval.network.Layer;
import mnisteval.network.PixelScale;
import mnisteval.weights.array.DType;
import mnisteval.weights.array.NamedArrays;
import mnisteval.weights.array.NdArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Scales beside weights of whole numbers. What is expected was computed in numpy with {@code W =
 * np.array([[3, -5], [7, 2], [-128, 127]], 'i1').astype('f8')}, {@code b = np.array([10.0, -20.0])}
 * and the expressions beside it.
 */
final class QuantizationTest {
  private final Map<String, NdArray> arrays = new LinkedHashMap<>();
  private final Map<String, Double> numbers = new LinkedHashMap<>();

  private static NdArray bytes(int[] shape, int... numbers) {
    byte[] bytes = new byte[numbers.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) numbers[i];
    }
    return NdArray.of(DType.of("i1"), shape, false, bytes, 0, bytes.length);
  }

  private QuantizationTest weights(String name) {
    arrays.put(name, bytes(new int[] {3, 2}, 3, -5, 7, 2, -128, 127));
    return this;
  }

  private QuantizationTest add(String name, int[] shape, double... elements) {
    arrays.putAll(new PickledNetwork().array(name, shape, elements).arrays());
    return this;
  }

  private LoadedNetwork read() throws InputException {
    NamedArrays named = new NamedArrays("arrays", arrays, Map.of(), numbers);
    return NetworkReader.of(
        named, "net.pkl", ReadOptions.of(Activation.SIGMOID, PixelScale.UNIT, 3));
  }

  private void assertRead(double[][] weights, String note) throws InputException {
    LoadedNetwork loaded = read();
    Layer layer = loaded.network().layers().get(0);
    for (int i = 0; i < 3; i++) {
      assertArrayEquals(weights[i], layer.weights()[i], 1e-13, "row " + i);
    }
    List<String> notes = loaded.interpretation().notes();
    assertEquals(note, notes.get(notes.size() - 1));
  }

  /** As the file has them. */
  private void assertLeftOut(String note) throws InputException {
    assertRead(new double[][] {{3, -5}, {7, 2}, {-128, 127}}, note);
  }

  /** {@code W * 0.1}. */
  @ParameterizedTest
  @CsvSource({
    "W1, W1_scale",
    "w1, W1_Scale",
    "fc1.weight, fc1.weight_scale",
    "weights, weights_scale",
  })
  void multipliesByANumber(String name, String scale) throws InputException {
    numbers.put(scale, 0.1);
    weights(name)
        .assertRead(
            new double[][] {{0.3, -0.5}, {0.7, 0.2}, {-12.8, 12.7}},
            name + " times " + scale + ", as the file says");
  }

  /** {@code (W - 3) * 0.1}; all zero points are one number. */
  @Test
  void subtractsTheZeroPoint() throws InputException {
    weights("W1").add("W1_scale", new int[] {}, 0.1).add("W1_zero_point", new int[] {2}, 3, 3);
    assertRead(
        new double[][] {{0, -0.8}, {0.4, -0.1}, {-13.1, 12.4}},
        "(W1 - W1_zero_point) times W1_scale, as the file says");
  }

  /** {@code W * np.array([0.1, 0.3])}. */
  @ParameterizedTest
  @CsvSource({"2, 0", "1, 2"})
  void multipliesEachOutput(int first, int second) throws InputException {
    int[] shape = second == 0 ? new int[] {first} : new int[] {first, second};
    weights("W1").add("W1_scale", shape, 0.1, 0.3);
    assertRead(
        new double[][] {{0.3, -1.5}, {0.7, 0.6}, {-12.8, 38.1}},
        "W1 times W1_scale of each output, as the file says");
  }

  /** {@code W * np.array([[0.1], [0.3], [0.7]])}. */
  @ParameterizedTest
  @CsvSource({"3, 0", "3, 1"})
  void multipliesEachInput(int first, int second) throws InputException {
    int[] shape = second == 0 ? new int[] {first} : new int[] {first, second};
    weights("W1").add("W1_scale", shape, 0.1, 0.3, 0.7);
    assertRead(
        new double[][] {{0.3, -0.5}, {2.1, 0.6}, {-89.6, 88.9}},
        "W1 times W1_scale of each input, as the file says");
  }

  /** {@code W * np.array([0.1, 0.3])}, where the file has W.T, whose scales are a column. */
  @Test
  void multipliesEachOutputOfTurnedWeights() throws InputException {
    arrays.put("fc.weight", bytes(new int[] {2, 3}, 3, 7, -128, -5, 2, 127));
    add("fc.weight_scale", new int[] {2, 1}, 0.1, 0.3);
    assertRead(
        new double[][] {{0.3, -1.5}, {0.7, 0.6}, {-12.8, 38.1}},
        "fc.weight times fc.weight_scale of each output, as the file says");
  }

  /** Of a square matrix, as many numbers as inputs and outputs are those of the outputs. */
  @Test
  void takesOutputsFirst() throws InputException {
    arrays.put("W1", bytes(new int[] {2, 2}, 1, 2, 3, 4));
    Layer layer = add("W1_scale", new int[] {2}, 0.5, 8).read().network().layers().get(0);
    assertArrayEquals(new double[][] {{0.5, 16}, {1.5, 32}}, layer.weights());
  }

  /** {@code b * np.array([0.01, 0.03])}. */
  @ParameterizedTest
  @CsvSource({"2, 0", "2, 1", "1, 2"})
  void multipliesABias(int first, int second) throws InputException {
    int[] shape = second == 0 ? new int[] {first} : new int[] {first, second};
    weights("W1").arrays.put("b1", bytes(shape, 10, -20));
    LoadedNetwork loaded = add("b1_scale", new int[] {2}, 0.01, 0.03).read();
    assertArrayEquals(new double[] {0.1, -0.6}, loaded.network().layers().get(0).bias(), 1e-15);
    assertEquals(
        List.of("b1 times b1_scale of each output, as the file says"),
        loaded.interpretation().notes());
  }

  @Test
  void leavesOutAScaleOfAnotherShape() throws InputException {
    weights("W1").add("W1_scale", new int[] {5}, 1, 2, 3, 4, 5);
    assertLeftOut(
        "W1_scale left out, since of shape (5,) (expected one number, or one for each output or"
            + " input)");
  }

  /** numpy would not spread a column of 2 over 3 rows. */
  @Test
  void leavesOutAScaleThatIsNotSpread() throws InputException {
    weights("W1").add("W1_scale", new int[] {2, 1}, 1, 2);
    assertLeftOut(
        "W1_scale left out, since of shape (2, 1) (expected one number, or one for each output or"
            + " input)");
  }

  @Test
  void leavesOutAScaleOfOtherNumbers() throws InputException {
    add("W1", new int[] {3, 2}, 3, -5, 7, 2, -128, 127).numbers.put("W1_scale", 0.5);
    assertLeftOut("W1_scale left out, since W1 is not of whole numbers");
  }

  @Test
  void leavesOutAScaleThatIsNotFinite() throws InputException {
    weights("W1").numbers.put("W1_scale", Double.NaN);
    assertLeftOut("W1_scale left out, since not all of it is finite");
  }

  @Test
  void leavesOutAZeroPointWithoutScale() throws InputException {
    weights("W1").numbers.put("W1_zero_point", 2.0);
    assertLeftOut("W1_zero_point left out, since there is no scale");
  }

  @Test
  void leavesOutSeveralZeroPoints() throws InputException {
    weights("W1").add("W1_zero_point", new int[] {2}, 1, 2).numbers.put("W1_scale", 0.5);
    assertLeftOut("W1_scale and W1_zero_point left out, since the zero point is not one number");
  }

  @Test
  void leavesOutAnEmptyZeroPoint() throws InputException {
    weights("W1").add("W1_zero_point", new int[] {0}).numbers.put("W1_scale", 0.5);
    assertLeftOut("W1_scale and W1_zero_point left out, since the zero point is not one number");
  }

  @Test
  void refusesWeightsBeyondFloat64() {
    weights("W1").numbers.put("W1_scale", 1e308);
    assertEquals(
        "net.pkl: layer 1 has weights so large that sums overflow",
        assertThrows(InputException.class, this::read).getMessage());
  }

  /** Sentences of the same kind: ten layers of one input and output each. */
  @Test
  void saysOfEightArraysWhatWasLeftOut() throws InputException {
    for (int n = 1; n <= 10; n++) {
      add("W" + n, new int[] {1, 1}, n).numbers.put("W" + n + "_scale", 0.5);
    }
    List<String> notes = read().interpretation().notes();
    assertEquals("… 2 more left out", notes.get(notes.size() - 1));
    assertEquals(
        "W8_scale left out, since W8 is not of whole numbers", notes.get(notes.size() - 2));
  }

  @Test
  void saysOfEightArraysThatTheyWereRead() throws InputException {
    for (int n = 1; n <= 10; n++) {
      arrays.put("W" + n, bytes(new int[] {1, 1}, n));
      numbers.put("W" + n + "_scale", 0.5);
    }
    List<String> notes = read().interpretation().notes();
    assertEquals(
        "W1 times W1_scale, W2 times W2_scale, W3 times W3_scale, W4 times W4_scale, W5 times"
            + " W5_scale, W6 times W6_scale, W7 times W7_scale, W8 times W8_scale, …, as the file"
            + " says",
        notes.get(notes.size() - 1));
  }
}

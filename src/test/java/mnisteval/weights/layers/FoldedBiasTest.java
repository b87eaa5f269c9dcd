package mnisteval.weights.layers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import mnisteval.PickledNetwork;
import mnisteval.input.InputException;
import mnisteval.network.Layer;
import mnisteval.weights.array.NamedArrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Biases that are a row of inputs of each matrix: {@code np.hstack([1, x]) @ W} is {@code x @ W[1:]
 * + W[0]}, and {@code np.hstack([x, 1]) @ W} is {@code x @ W[:-1] + W[-1]}.
 */
final class FoldedBiasTest {
  private static final double[][] W1 = {{1, 2, 3}, {4, 5, 6}};
  private static final double[][] W2 = {{7, 8}, {9, 10}, {11, 12}};

  private static LoadedNetwork read(FoldedBias bias, Layout layout, PickledNetwork network)
      throws InputException {
    return NetworkReader.of(
        new NamedArrays("arrays", network.arrays(), Map.of()),
        "net.pkl",
        new ReadOptions(null, null, layout, 0, bias));
  }

  private static void assertRefused(String problem, FoldedBias bias, PickledNetwork network) {
    InputException e = assertThrows(InputException.class, () -> read(bias, Layout.AUTO, network));
    assertEquals("net.pkl: " + problem, e.getMessage());
  }

  /** Of matrices of 2, 3 and 2 units, and the biases 0.5, 0.25, 0.125 and -1, -2. */
  private static void assertApart(LoadedNetwork read, Layout layout) {
    List<Layer> layers = read.network().layers();
    assertEquals(2, layers.size());
    assertArrayEquals(W1, layers.get(0).weights());
    assertArrayEquals(new double[] {0.5, 0.25, 0.125}, layers.get(0).bias());
    assertArrayEquals(W2, layers.get(1).weights());
    assertArrayEquals(new double[] {-1, -2}, layers.get(1).bias());
    assertTrue(read.interpretation().biases());
    assertEquals(layout, read.interpretation().layout());
    assertEquals(List.of(), read.interpretation().notes());
  }

  @ParameterizedTest
  @CsvSource({"W1, W2", "0, 1"})
  void takesTheFirstRows(String first, String second) throws InputException {
    PickledNetwork network =
        new PickledNetwork()
            .matrix(first, new double[][] {{0.5, 0.25, 0.125}, {1, 2, 3}, {4, 5, 6}})
            .matrix(second, new double[][] {{-1, -2}, {7, 8}, {9, 10}, {11, 12}});
    assertApart(read(FoldedBias.FIRST, Layout.AUTO, network), Layout.IN_OUT);
  }

  @ParameterizedTest
  @CsvSource({"W1, W2", "0, 1"})
  void takesTheLastRows(String first, String second) throws InputException {
    PickledNetwork network =
        new PickledNetwork()
            .matrix(first, new double[][] {{1, 2, 3}, {4, 5, 6}, {0.5, 0.25, 0.125}})
            .matrix(second, new double[][] {{7, 8}, {9, 10}, {11, 12}, {-1, -2}});
    assertApart(read(FoldedBias.LAST, Layout.AUTO, network), Layout.IN_OUT);
  }

  @Test
  void takesTheFirstColumns() throws InputException {
    PickledNetwork network =
        new PickledNetwork()
            .matrix("W1", new double[][] {{0.5, 1, 4}, {0.25, 2, 5}, {0.125, 3, 6}})
            .matrix("W2", new double[][] {{-1, 7, 9, 11}, {-2, 8, 10, 12}});
    assertApart(read(FoldedBias.FIRST, Layout.AUTO, network), Layout.OUT_IN);
  }

  @Test
  void takesTheLastColumns() throws InputException {
    PickledNetwork network =
        new PickledNetwork()
            .matrix("W1", new double[][] {{1, 4, 0.5}, {2, 5, 0.25}, {3, 6, 0.125}})
            .matrix("W2", new double[][] {{7, 9, 11, -1}, {8, 10, 12, -2}});
    assertApart(read(FoldedBias.LAST, Layout.AUTO, network), Layout.OUT_IN);
  }

  /** A matrix of 3 by 4 has 2 inputs, or 3: what images have decides. */
  @Test
  void theInputsDecideWhereBothLayoutsFit() throws InputException {
    PickledNetwork network = new PickledNetwork().zeros("W1", 3, 4);
    LoadedNetwork read = read(FoldedBias.LAST, Layout.AUTO, network);
    assertEquals(List.of(2, 4), read.network().units());
    assertTrue(read.interpretation().bothFit());
    LoadedNetwork turned =
        NetworkReader.of(
            new NamedArrays("arrays", network.arrays(), Map.of()),
            "net.pkl",
            new ReadOptions(null, null, Layout.AUTO, 3, FoldedBias.LAST));
    assertEquals(List.of(3, 3), turned.network().units());
    assertFalse(turned.interpretation().bothFit());
  }

  @Test
  void takesTheLayoutThatIsGiven() throws InputException {
    PickledNetwork network = new PickledNetwork().zeros("W1", 3, 4);
    assertEquals(List.of(3, 3), read(FoldedBias.FIRST, Layout.OUT_IN, network).network().units());
  }

  /** As numpy cuts the matrix. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "FIRST | IN_OUT | 0 | 1 | W1[:1] (1, 2) | 0, 1",
        "FIRST | IN_OUT | 2 | 0 | W1[1:] (2, 2) | 1, 0",
        "LAST | IN_OUT | 2 | 1 | W1[-1:] (1, 2) | 0, 1",
        "LAST | IN_OUT | 1 | 1 | W1[:-1] (2, 2) | 1, 1",
        "FIRST | OUT_IN | 2 | 0 | W1[:, :1] (3, 1) | 2, 0",
        "FIRST | OUT_IN | 2 | 1 | W1[:, 1:] (3, 1) | 2, 0",
        "LAST | OUT_IN | 1 | 1 | W1[:, -1:] (3, 1) | 1, 0",
        "LAST | OUT_IN | 1 | 0 | W1[:, :-1] (3, 1) | 1, 0",
      })
  void saysWhereANumberIsNotFinite(
      FoldedBias bias, Layout layout, int row, int column, String part, String at) {
    double[][] matrix = new double[3][2];
    matrix[row][column] = Double.NaN;
    PickledNetwork network = new PickledNetwork().matrix("W1", matrix);
    InputException e = assertThrows(InputException.class, () -> read(bias, layout, network));
    assertEquals(
        "net.pkl: " + part + " is not finite (expected numbers, found NaN at [" + at + "])",
        e.getMessage());
  }

  @Test
  void refusesBiasesOfTheirOwn() {
    assertRefused(
        "W1 (3, 2) has a bias of its own (expected none with --bias first, found b1 (2,))",
        FoldedBias.FIRST,
        new PickledNetwork().zeros("W1", 3, 2).zeros("b1", 2));
  }

  @Test
  void refusesMatricesThatDoNotFollow() {
    assertRefused(
        "W2 has shape (3, 2), expected (4, n) with --bias last to follow W1 (5, 3)",
        FoldedBias.LAST,
        new PickledNetwork().zeros("W1", 5, 3).zeros("W2", 3, 2));
  }

  @Test
  void refusesAMatrixThatIsABiasAlone() {
    assertRefused(
        "W1 has shape (1, 1), a bias and no weights with --bias first",
        FoldedBias.FIRST,
        new PickledNetwork().zeros("W1", 1, 1).zeros("W2", 3, 2));
  }

  @Test
  void refusesAnArrayOfAnotherRank() {
    assertRefused(
        "W1 has shape (3,), expected (inputs, outputs)",
        FoldedBias.LAST,
        new PickledNetwork().zeros("W1", 3).zeros("W2", 3, 2));
  }

  @Test
  void refusesAListThatDoesNotFollow() {
    assertRefused(
        "arrays without names that don't follow from one another (expected W, b, W, b, …, or two"
            + " lists, of weights and of biases, found 0 (5, 3), 1 (3, 2))",
        FoldedBias.LAST,
        new PickledNetwork().zeros("0", 5, 3).zeros("1", 3, 2));
  }
}

package mnisteval.weights.layers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.LinkedHashMap;
import java.util.Map;
import mnisteval.PickledNetwork;
import mnisteval.input.InputException;
import mnisteval.network.Activation;
import mnisteval.network.PixelScale;
import mnisteval.weights.array.DType;
import mnisteval.weights.array.NdArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said of arrays that are no network. */
final class DiagnosisTest {
  private static final String NAMES =
      "(expected arrays named W1, b1, W2, b2, … or fc1.weight, fc1.bias, …, found ";

  private static final String RENAME =
      "); numpy.savez(FILE, W1=…, b1=…, W2=…, b2=…) writes them by such names";

  private static final String TAKEN =
      "); --images and --labels take images and labels, as IDX files";

  private static void assertRefused(String problem, PickledNetwork network) {
    assertRefused(problem, network.arrays());
  }

  private static void assertRefused(String problem, Map<String, NdArray> arrays) {
    InputException refusal =
        assertThrows(
            InputException.class,
            () -> Networks.of(arrays, "net.pkl", Activation.SIGMOID, PixelScale.UNIT));
    assertEquals("net.pkl: " + problem, refusal.getMessage());
  }

  /** Bytes as numbers. */
  private static NdArray bytes(String dtype, byte[] bytes, int... shape) {
    return NdArray.of(DType.of(dtype), shape, false, bytes, 0, bytes.length);
  }

  // Names that are not read.

  @Test
  void tellsWeightsWhoseNamesAreNotRead() {
    assertRefused(
        "no layers recognised " + NAMES + "wih (4, 3), who (2, 5)" + RENAME,
        new PickledNetwork().zeros("wih", 4, 3).zeros("who", 2, 5));
  }

  /** The biases are not without weights: the names of the weights are not read. */
  @Test
  void tellsThatNoWeightsAreRead() {
    assertRefused(
        "no weights recognised "
            + NAMES
            + "weights_in (3, 4), b_1 (1, 4), weights_hidden (5, 2), bias_output (1, 2)"
            + RENAME,
        new PickledNetwork()
            .zeros("weights_in", 3, 4)
            .zeros("b_1", 1, 4)
            .zeros("weights_hidden", 5, 2)
            .zeros("bias_output", 1, 2));
  }

  @Test
  void doesNotTakeTheLastLayerForAll() {
    assertRefused(
        "no weights but w_out recognised "
            + NAMES
            + "w_in (3, 4), w_out (4, 2), losses (9,)"
            + RENAME,
        new PickledNetwork().zeros("w_in", 3, 4).zeros("w_out", 4, 2).zeros("losses", 9));
  }

  @Test
  void refusesABiasWhoseWeightsAreMissing() {
    assertRefused(
        "no weights for fc2.bias (expected both in one file, found fc1.weight (3, 2), fc1.bias (2,),"
            + " fc2.bias (4,))",
        new PickledNetwork().zeros("fc1.weight", 3, 2).zeros("fc1.bias", 2).zeros("fc2.bias", 4));
  }

  @Test
  void refusesTwoFirstLayers() {
    assertRefused(
        "both enc.W1 and dec.W1 as layer 1 (expected one of them)",
        new PickledNetwork().zeros("enc.W1", 3, 2).zeros("dec.W1", 2, 3));
  }

  // Several networks.

  @Test
  void namesTwoNetworks() {
    assertRefused(
        "2 networks of the same names and shapes (expected one, found params, best_params);"
            + " pickle.dump or numpy.savez writes one of them by itself",
        new PickledNetwork()
            .zeros("params.W1", 3, 4)
            .zeros("params.W2", 4, 2)
            .zeros("best_params.W2", 4, 2)
            .zeros("best_params.W1", 3, 4)
            .zeros("losses", 7));
  }

  @Test
  void namesNetworksOfNamedLayersUnderOneKey() {
    PickledNetwork network = new PickledNetwork();
    for (int n = 1; n <= 9; n++) {
      String name = "all.n" + n;
      network.zeros(name + "/fc1.weight", 4, 3).zeros(name + "/fc1.bias", 4);
      network.zeros(name + "/fc2.weight", 2, 4).zeros(name + "/fc2.bias", 2);
    }
    assertRefused(
        "9 networks of the same names and shapes (expected one, found all.n1, all.n2, all.n3,"
            + " all.n4, all.n5, all.n6, all.n7, all.n8, …); pickle.dump or numpy.savez writes one"
            + " of them by itself",
        network);
  }

  @Test
  void doesNotTakeLayersForNetworks() {
    assertRefused(
        "fc2.weight has shape (3, 2), expected (2, n) to follow fc1.weight (3, 2)",
        new PickledNetwork()
            .zeros("fc1.weight", 3, 2)
            .zeros("fc1.bias", 2)
            .zeros("fc2.weight", 3, 2)
            .zeros("fc2.bias", 2));
  }

  @Test
  void doesNotTakeNetworksOfOtherShapesForTheSame() {
    assertRefused(
        "both a.W1 and b.W1 as layer 1 (expected one of them)",
        new PickledNetwork()
            .zeros("a.W1", 3, 4)
            .zeros("a.W2", 4, 2)
            .zeros("b.W1", 3, 5)
            .zeros("b.W2", 5, 2));
  }

  // Data sets.

  @ParameterizedTest
  @CsvSource({"img, label", "x, y", "x_train, y_train", "data.x, data.y", "a, Targets"})
  void namesADataSetByItsLabels(String images, String labels) {
    assertRefused(
        "a data set, not a network (expected weights, found "
            + images
            + " (5, 3), "
            + labels
            + " (5, 2)"
            + TAKEN,
        new PickledNetwork().zeros(images, 5, 3).zeros(labels, 5, 2));
  }

  /** The pairs of images and labels in which MNIST was once pickled. */
  @Test
  void namesADataSetByPositions() {
    Map<String, NdArray> arrays =
        new LinkedHashMap<>(new PickledNetwork().zeros("0.0", 5, 4).arrays());
    arrays.put("0.1", bytes("u1", new byte[] {7, 2, 1, 0, 4}, 5));
    arrays.putAll(new PickledNetwork().zeros("1.0", 2, 4).arrays());
    arrays.put("1.1", bytes("u1", new byte[] {4, 9}, 2));
    assertRefused(
        "a data set, not a network (expected weights, found 0.0 (5, 4), 0.1 (5,), 1.0 (2, 4), 1.1"
            + " (2,)"
            + TAKEN,
        arrays);
  }

  @Test
  void namesADataSetWhoseImagesHaveRowsAndColumns() {
    Map<String, NdArray> arrays = new LinkedHashMap<>();
    arrays.put("x", bytes("u1", new byte[24], 2, 3, 4));
    arrays.put("t", bytes("i1", new byte[] {4, 9}, 2));
    assertRefused(
        "a data set, not a network (expected weights, found x (2, 3, 4), t (2,)" + TAKEN, arrays);
  }

  /** Whole numbers below 0 are no labels, but a bias. */
  @Test
  void doesNotTakeWholeBiasesForLabels() {
    Map<String, NdArray> arrays =
        new LinkedHashMap<>(new PickledNetwork().zeros("w_i_h", 3, 4).zeros("c", 2).arrays());
    arrays.put("b_i_h", bytes("i1", new byte[] {4, 9, -1}, 3));
    assertRefused(
        "no layers recognised " + NAMES + "w_i_h (3, 4), c (2,), b_i_h (3,)" + RENAME, arrays);
  }

  @ParameterizedTest
  @ValueSource(strings = {"anything", "city", "y1"})
  void doesNotTakeOtherNamesForLabels(String name) {
    assertRefused(
        "no layers recognised " + NAMES + "x (5, 4), " + name + " (5,)" + RENAME,
        new PickledNetwork().zeros("x", 5, 4).zeros(name, 5));
  }

  // Biases in the weights.

  @Test
  void namesBiasesInTheRows() {
    assertRefused(
        "w1 (785, 16) and w2 (17, 10) seem to have biases folded in (expected 784 and 16 rows,"
            + " found 785 and 17); --bias first or --bias last takes the first or the last of them for"
            + " biases",
        new PickledNetwork().zeros("w1", 785, 16).zeros("w2", 17, 10));
  }

  @Test
  void namesBiasesInTheColumnsOfAList() {
    assertRefused(
        "0 (6, 5) and 1 (4, 7) seem to have biases folded in (expected 4 and 6 columns, found 5 and"
            + " 7); --bias first or --bias last takes the first or the last of them for biases",
        new PickledNetwork().zeros("0", 6, 5).zeros("1", 4, 7).zeros("2", 2, 5));
  }

  @Test
  void doesNotTakeWeightsBesideBiasesForFolded() {
    assertRefused(
        "W2 has shape (5, 2), expected (4, n) to follow W1 (3, 4)",
        new PickledNetwork().zeros("W1", 3, 4).zeros("b1", 4).zeros("W2", 5, 2).zeros("b2", 2));
  }

  @Test
  void doesNotTakeOneLayerMoreForFolded() {
    assertRefused(
        "W3 has shape (2, 2), expected (3, n) to follow W2 (5, 3)",
        new PickledNetwork().zeros("W1", 3, 5).zeros("W2", 5, 3).zeros("W3", 2, 2));
  }
}

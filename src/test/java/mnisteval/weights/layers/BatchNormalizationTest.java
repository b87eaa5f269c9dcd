package mnisteval.weights.layers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import mnisteval.PickledNetwork;
import mnisteval.input.InputException;
import mnisteval.input.Source;
import mnisteval.network.ForwardPass;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Batch normalisations after layers, against what numpy computes: see make_normalized.py. */
final class BatchNormalizationTest {
  private static final String FOLDER = "/mnisteval/weights/normalized/";

  private static LoadedNetwork load(String file) throws IOException {
    Source source = Source.resource(file, FOLDER + file);
    return NetworkReader.read(source, ReadOptions.of(null, null, 0));
  }

  /** Lines of file, pixels, probabilities. */
  static List<String> expected() throws IOException {
    try (InputStream in =
        BatchNormalizationTest.class.getResourceAsStream(FOLDER + "expected.tsv")) {
      List<String> lines = new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
      assertEquals(8 * 3, lines.size());
      return lines;
    }
  }

  @ParameterizedTest
  @MethodSource("expected")
  void givesWhatNumpyGives(String line) throws IOException {
    String[] fields = line.split("\t");
    String[] pixels = fields[1].split(" ");
    byte[] image = new byte[pixels.length];
    for (int i = 0; i < image.length; i++) {
      image[i] = (byte) Integer.parseInt(pixels[i]);
    }
    String[] numbers = fields[2].split(" ");
    double[] found = new ForwardPass(load(fields[0]).network()).probabilities(image, 0);
    assertEquals(numbers.length, found.length);
    for (int i = 0; i < found.length; i++) {
      assertEquals(Double.parseDouble(numbers[i]), found[i], 1e-12);
    }
  }

  private static String taken(String norm, String layer, String eps) {
    return "batch normalisation "
        + (norm + " taken as part of " + layer)
        + (", before the activation, with eps " + eps);
  }

  @Test
  void saysWhatIsTakenAsPartOfWhat() throws IOException {
    assertEquals(
        List.of(taken("bn1", "fc1.weight", "1.0E-5"), taken("bn2", "fc2.weight", "1.0E-5")),
        load("modules.pkl").interpretation().notes());
    assertEquals(
        List.of(
            taken("batch_normalization", "dense/kernel:0", "0.001"),
            taken("batch_normalization_1", "dense_1/kernel:0", "0.001")),
        load("keras.pkl").interpretation().notes());
    assertEquals(
        List.of(taken("bn1", "fc1.weight", "0.5")),
        load("eps-of-one.pkl").interpretation().notes());
    assertTrue(load("no-biases.pkl").interpretation().biases());
    assertFalse(load("no-biases.pkl").interpretation().pixels());
  }

  private static void assertRefused(String problem, PickledNetwork network) {
    InputException e =
        assertThrows(
            InputException.class, () -> Networks.loaded(network.arrays(), "net.pkl", null, null));
    assertEquals("net.pkl: " + problem, e.getMessage());
  }

  private static PickledNetwork layer(String name) {
    return new PickledNetwork().zeros(name + ".weight", 4, 3).zeros(name + ".bias", 4);
  }

  private static PickledNetwork norm(PickledNetwork network, String name, int width) {
    double[] ones = new double[width];
    Arrays.fill(ones, 1);
    return network.vector(name + ".running_mean", ones).vector(name + ".running_var", ones);
  }

  private static String elsewhere(String mean, String after) {
    return mean
        + " belongs to a normalisation elsewhere than right after a fully connected layer of its"
        + " width (expected no other, found it after "
        + after
        + ")";
  }

  @Test
  void refusesOneOfThePixels() {
    PickledNetwork network = norm(new PickledNetwork(), "bn0", 3);
    assertRefused(
        elsewhere("bn0.running_mean", "nothing"),
        network.zeros("fc1.weight", 4, 3).zeros("fc1.bias", 4));
  }

  /** Between 0 and 2 of a Sequential, 1 may be the activation. */
  @ParameterizedTest
  @CsvSource({"0, 2", "net.0, net.2", "1, 0"})
  void refusesOneAfterSomethingElse(String layer, String norm) {
    assertRefused(
        elsewhere(norm + ".running_mean", layer + ".bias (4,)"), norm(layer(layer), norm, 4));
  }

  @Test
  void refusesOneOfAnotherWidth() {
    assertRefused(elsewhere("bn1.running_mean", "fc1.bias (4,)"), norm(layer("fc1"), "bn1", 3));
  }

  @Test
  void refusesOneAfterAnother() {
    assertRefused(
        elsewhere("bn2.running_mean", "bn1.running_var (4,)"),
        norm(norm(layer("fc1"), "bn1", 4), "bn2", 4));
  }

  @Test
  void refusesPartsOfDifferentWidths() {
    assertRefused(
        "bn1.weight has shape (3,), expected (4,)",
        norm(layer("fc1"), "bn1", 4).zeros("bn1.weight", 3));
  }

  @Test
  void refusesAMeanWithoutAVariance() {
    assertRefused(
        "bn1.running_mean belongs to a normalisation (expected fully connected layers only, found"
            + " fc1.weight (4, 3), fc1.bias (4,), bn1.running_mean (4,))",
        layer("fc1").zeros("bn1.running_mean", 4));
  }

  @ParameterizedTest
  @CsvSource({"-1", "-0.00001", "NaN", "Infinity"})
  void refusesVariancesThatAreNone(double variance) {
    PickledNetwork network = layer("fc1").zeros("bn1.running_mean", 4);
    assertRefused(
        "the batch normalisation bn1 has numbers that are not finite, or a variance that is less than"
            + " 0 or too small",
        network.vector("bn1.running_var", 1, 1, variance, 1));
  }

  @Test
  void refusesFactorsThatAreNotFinite() {
    assertRefused(
        "the batch normalisation bn1 has numbers that are not finite, or a variance that is less than"
            + " 0 or too small",
        norm(layer("fc1"), "bn1", 4).vector("bn1.weight", 1, Double.NaN, 1, 1));
  }

  /** A name that training leaves behind names no layer. */
  @Test
  void refusesOneOfAnOptimizer() {
    assertRefused(elsewhere("adam.running_mean", "fc1.bias (4,)"), norm(layer("fc1"), "adam", 3));
  }
}

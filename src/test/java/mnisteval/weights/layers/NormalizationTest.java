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
import mnisteval.network.ForwardPass;
import mnisteval.network.PixelScale;
import mnisteval.weights.array.NamedArrays;
import mnisteval.weights.array.NdArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Means and standard deviations beside weights. What is expected was computed in numpy with {@code
 * W = np.array([[.5, -.25], [1.5, 2], [-3, .75]])}, {@code b = np.array([.125, -1])}, {@code x =
 * np.array([51, 0, 255])}, {@code m = np.array([.1, .2, .7])}, {@code s = np.array([.3, .5, .8])}
 * and the expressions beside it.
 */
final class NormalizationTest {
  private static final byte[] PIXELS = {51, 0, -1};

  private final Map<String, NdArray> arrays =
      new LinkedHashMap<>(
          new PickledNetwork()
              .matrix("net.W1", new double[][] {{0.5, -0.25}, {1.5, 2}, {-3, 0.75}})
              .vector("net.b1", 0.125, -1)
              .arrays());
  private final Map<String, Double> numbers = new LinkedHashMap<>();

  private NormalizationTest add(String name, int[] shape, double... elements) {
    arrays.putAll(new PickledNetwork().array(name, shape, elements).arrays());
    return this;
  }

  private NormalizationTest add(String name, double... elements) {
    return add(name, new int[] {elements.length}, elements);
  }

  private LoadedNetwork read(PixelScale pixels) throws InputException {
    NamedArrays named = new NamedArrays("arrays", arrays, Map.of(), numbers);
    return NetworkReader.of(named, "net.pkl", ReadOptions.of(Activation.SIGMOID, pixels, 3));
  }

  private void assertLogits(double first, double second, String... notes) throws InputException {
    LoadedNetwork loaded = read(null);
    double[] logits = new ForwardPass(loaded.network()).logits(PIXELS, 0);
    assertArrayEquals(new double[] {first, second}, logits, 1e-12);
    assertEquals(List.of(notes), loaded.interpretation().notes());
  }

  /** {@code x / 255 @ W + b}. */
  private void assertLeftOut(String... notes) throws InputException {
    assertLogits(-2.775, -0.3, notes);
  }

  /** {@code (x / 255 - m) / s @ W + b}. */
  @ParameterizedTest
  @CsvSource({
    "mean, std",
    "net.x_mean, net.x_std",
    "norm/mu, norm/sigma",
    "Norm_Mean, Norm_Std",
  })
  void normalizesEachPixel(String mean, String std) throws InputException {
    add(mean, 0.1, 0.2, 0.7).add(std, new int[] {1, 3}, 0.3, 0.5, 0.8);
    assertLogits(
        -1.4333333333333336,
        -1.6020833333333333,
        "pixels are (pixel / 255 - "
            + mean
            + ") / "
            + std
            + " as the file says; --pixels for others");
  }

  /** {@code (x / 255 - m) / 0.25 @ W + b}. */
  @Test
  void takesOneNumberForAllPixels() throws InputException {
    add("mean", 0.1, 0.2, 0.7).numbers.put("std", 0.25);
    assertLogits(
        -4.475,
        -1.8,
        "pixels are (pixel / 255 - mean) / std as the file says; --pixels for others");
  }

  /** {@code (x - 33.3) / 78.6 @ W + b}. */
  @Test
  void takesMeansBeyondOneForThoseOfBytes() throws InputException {
    numbers.put("mu", 33.3);
    add("sigma", new int[] {}, 78.6);
    assertLogits(
        -8.85973282442748,
        0.21183206106870234,
        "pixels are (pixel - mu) / sigma as the file says; --pixels for others");
  }

  /** {@code (x - np.array([1.5, 0.2, 0.3])) / s @ W + b}. */
  @Test
  void takesOneMeanBeyondOneForThoseOfBytes() throws InputException {
    add("mean", 1.5, 0.2, 0.3).add("std", 0.3, 0.5, 0.8);
    assertLogits(
        -873.1, 195.73125, "pixels are (pixel - mean) / std as the file says; --pixels for others");
  }

  /**
   * {@code (x - m) / np.array([.3, .5, 2]) @ W + b}: that of numbers from 0 to 1 is at most 0.5.
   */
  @Test
  void takesOneDeviationBeyondOneForThoseOfBytes() throws InputException {
    add("mean", 0.1, 0.2, 0.7).add("std", 0.3, 0.5, 2);
    assertLogits(
        -297.0916666666667,
        51.14583333333334,
        "pixels are (pixel - mean) / std as the file says; --pixels for others");
  }

  /** {@code (x - 0) / 255 @ W + b}, which is that of pixels from 0 to 1. */
  @Test
  void takesNoMeanAndADeviationOf255ForThoseOfBytes() throws InputException {
    numbers.put("mean", 0.0);
    numbers.put("std", 255.0);
    assertLogits(
        -2.775, -0.3, "pixels are (pixel - mean) / std as the file says; --pixels for others");
  }

  /** {@code (x / 255 - np.array([0, .2, 1])) / np.array([1, .5, .25]) @ W + b}. */
  @Test
  void takesZeroAndOneForThoseOfPixelsUpToOne() throws InputException {
    add("mean", 0, 0.2, 1).add("std", 1, 0.5, 0.25);
    assertLogits(
        -0.375,
        -1.85,
        "pixels are (pixel / 255 - mean) / std as the file says; --pixels for others");
  }

  /** {@code (x / 255 - m) / s @ W}. */
  @Test
  void makesABiasWhereThereIsNone() throws InputException {
    arrays.remove("net.b1");
    double[] logits =
        new ForwardPass(add("mean", 0.1, 0.2, 0.7).add("std", 0.3, 0.5, 0.8).read(null).network())
            .logits(PIXELS, 0);
    assertArrayEquals(new double[] {-1.5583333333333336, -0.6020833333333334}, logits, 1e-12);
  }

  @Test
  void leavesItToTheUser() throws InputException {
    LoadedNetwork loaded =
        add("mean", 0.1, 0.2, 0.7).add("std", 0.3, 0.5, 0.8).read(PixelScale.RAW);
    assertEquals(
        List.of("mean and std left out, since --pixels is given"), loaded.interpretation().notes());
    assertEquals(0.5, loaded.network().layers().get(0).weights()[0][0]);
  }

  @ParameterizedTest
  @CsvSource({"mean, std", "std, mean", "x_mean, x_std", "net.sigma, mu"})
  void leavesOutOneOfTwo(String name, String missing) throws InputException {
    numbers.put(name, 0.5);
    assertLeftOut(name + " left out, since there is no " + missing + " with it");
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -0.5, Double.NaN, Double.POSITIVE_INFINITY})
  void leavesOutADeviationThatCannotBe(double std) throws InputException {
    add("mean", 0.1, 0.2, 0.7).add("std", 0.3, std, 2);
    assertLeftOut("mean and std left out, since not all of std are finite and more than 0");
  }

  @Test
  void leavesOutAMeanThatIsNotFinite() throws InputException {
    add("mean", 0.1, 0.2, Double.NaN).add("std", 0.3, 0.5, 2);
    assertLeftOut("mean and std left out, since not all of mean are finite");
  }

  @Test
  void leavesOutAnotherShape() throws InputException {
    add("mean", 0.1, 0.2, 0.7).add("std", 0.3, 0.5);
    assertLeftOut("mean and std left out, since they have 3 and 2 numbers (expected 1 or 3)");
  }

  @Test
  void leavesOutTwoOfAKind() throws InputException {
    add("mean", 0.1).add("std", 0.3).add("mu", 0.2).add("sigma", 0.4);
    assertLeftOut("mean and std left out, since there are mu and sigma as well");
  }

  @Test
  void refusesWeightsThatBecomeTooLarge() {
    add("mean", 0.1, 0.2, 0.7).add("std", 0.3, 0.5, 4.9e-324);
    assertEquals(
        "net.pkl: mean and std make weights so large that sums overflow",
        assertThrows(InputException.class, () -> read(null)).getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"net.amean", "std2", "meanstd", "b1_std"})
  void ignoresOtherNames(String name) throws InputException {
    numbers.put(name, 0.5);
    assertLeftOut();
  }
}

package mnisteval.evaluation.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import mnisteval.PickledNetwork;
import mnisteval.idx.Block;
import mnisteval.idx.ImageSet;
import mnisteval.idx.LabeledImages;
import mnisteval.input.Source;
import mnisteval.network.Activation;
import mnisteval.network.Network;
import mnisteval.network.PixelScale;
import mnisteval.weights.layers.Networks;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * How many images make a setting better, on images that are made for it. Image i has one white
 * pixel, i, which gives hidden unit i the sum v; output 1 is that unit times w, plus 0.5, and
 * output 0 is 0. The network runs with identity. Where v is -1 and w is 1, output 1 is the larger
 * with all activations that are not negative there or near it, but for identity, tanh and elu. The
 * sigmoid of all other units is 0.5, so that with it output 1 is always the larger.
 */
final class LimitsTest {
  private final List<double[]> units = new ArrayList<>();
  private final List<Integer> labels = new ArrayList<>();

  private void add(int images, int v, int w, int label) {
    for (int i = 0; i < images; i++) {
      units.add(new double[] {v, w});
      labels.add(label);
    }
  }

  /** Images that sigmoid and relu get right, and identity does not. */
  private LimitsTest won(int images) {
    add(images, -1, 1, 1);
    return this;
  }

  /** Images that identity gets right, and sigmoid and relu do not. */
  private LimitsTest lost(int images) {
    add(images, -1, 1, 0);
    return this;
  }

  /** Images that relu and identity get right, and sigmoid does not. */
  private LimitsTest lostBySigmoid(int images) {
    add(images, 1, -1, 0);
    return this;
  }

  /** Images that all get right. */
  private LimitsTest right(int images) {
    add(images, 1, 1, 1);
    return this;
  }

  /** Images that all get wrong. */
  private LimitsTest wrong(int images) {
    add(images, 1, 1, 0);
    return this;
  }

  private SecondLook look() throws IOException {
    int count = units.size();
    double[][] w1 = new double[count][count];
    double[][] w2 = new double[count][2];
    ByteBuffer images = ByteBuffer.allocate(16 + count * count);
    images.putInt(0x803).putInt(count).putInt(1).putInt(count);
    ByteBuffer classes = ByteBuffer.allocate(8 + count).putInt(0x801).putInt(count);
    for (int i = 0; i < count; i++) {
      w1[i][i] = units.get(i)[0];
      w2[i][1] = units.get(i)[1];
      images.put(16 + i * count + i, (byte) 255);
      classes.put(labels.get(i).byteValue());
    }
    PickledNetwork pickle = new PickledNetwork().matrix("W1", w1).vector("b1", new double[count]);
    pickle.matrix("W2", w2).vector("b2", 0, 0.5);
    Network network = Networks.of(pickle.arrays(), "net.pkl", Activation.IDENTITY, PixelScale.UNIT);
    ImageSet set = ImageSet.of(source("images", images), source("labels", classes));
    try (LabeledImages open = set.open()) {
      Block sample = open.sample();
      return new SecondLook(network, null, false, sample);
    }
  }

  private static Source source(String name, ByteBuffer bytes) {
    return Source.stream(name, new ByteArrayInputStream(bytes.array()));
  }

  private static String text(Trial trial) {
    return trial == null ? "none" : trial.network().activationText();
  }

  /**
   * p is {@code 2 * (C(n, 0) + … + C(n, lost)) / 2^n}: 2/2^14 is 1.2e-4 and 2/2^15 is 6.1e-5; 2 *
   * 19/2^18 is 1.4e-4 and 2 * 20/2^19 is 7.6e-5; 2 * (1 + 22 + 231)/2^22 is 1.2e-4 and 2 * (1 + 23
   * + 253)/2^23 is 6.6e-5.
   */
  @ParameterizedTest
  @CsvSource({
    "14, 0, none",
    "15, 0, sigmoid",
    "17, 1, none",
    "18, 1, sigmoid",
    "20, 2, none",
    "21, 2, sigmoid",
  })
  void isBetterIfChanceIsATenthOfAThousandth(int won, int lost, String found) throws IOException {
    SecondLook look = won(won).lost(lost).right(25).look();
    assertEquals(found, text(look.better(true, false, false)));
  }

  /** Of relu and sigmoid: 2/2^6 is 0.031 and 2/2^7 is 0.016. */
  @ParameterizedTest
  @CsvSource({"6, sigmoid", "7, relu"})
  void isTheMoreCommonUnlessChanceIsAFiftieth(int lostBySigmoid, String found) throws IOException {
    SecondLook look = won(40).lostBySigmoid(lostBySigmoid).right(20).look();
    assertEquals(found, text(look.better(true, false, false)));
  }

  /** 2/2^20 is 1.9e-6 and 2/2^21 is 9.5e-7. */
  @ParameterizedTest
  @CsvSource({"20, none", "21, sigmoid"})
  void isFarBetterIfChanceIsAMillionth(int won, String found) throws IOException {
    SecondLook look = won(won).right(100).look();
    assertEquals(found, text(new WideSearch(look, false, 0).best(121)));
  }

  /** Of 90 mistakes 60 are two thirds; of 91, 61 are more. */
  @ParameterizedTest
  @CsvSource({"60, sigmoid", "61, none"})
  void isFarBetterIfAThirdOfTheMistakesGo(int wrong, String found) throws IOException {
    SecondLook look = won(30).right(200).wrong(wrong).look();
    assertEquals(found, text(new WideSearch(look, false, 0).best(300)));
  }
}

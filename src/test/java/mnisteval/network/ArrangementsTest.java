package mnisteval.network;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import mnisteval.idx.Block;
import mnisteval.idx.ImageSet;
import mnisteval.idx.LabeledImages;
import mnisteval.input.Source;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * One network in every arrangement, as numpy wrote it, gives what numpy computes with it: see
 * make_arrangements.py. No two of its dimensions are equal.
 */
final class ArrangementsTest {
  private static final String FOLDER = "/mnisteval/arrangements/";
  private static final byte[] IMAGE = {10, (byte) 200, 0, (byte) 255};

  @ParameterizedTest
  @MethodSource("expected")
  void givesTheProbabilitiesOfNumpy(String line) throws IOException {
    String[] fields = line.split("\t");
    double[] found = new ForwardPass(read(fields[0])).probabilities(IMAGE, 0);
    String[] numbers = fields[1].split(" ");
    assertEquals(numbers.length, found.length);
    for (int i = 0; i < found.length; i++) {
      assertEquals(Double.parseDouble(numbers[i]), found[i], 1e-12);
    }
  }

  static List<String> expected() throws IOException {
    List<String> lines = new ArrayList<>(lines("expected.tsv"));
    lines.addAll(lines("torch.tsv"));
    return lines;
  }

  @ParameterizedTest
  @ValueSource(strings = {"example-float16.npz", "example-float16-turned.pkl"})
  void givesTheClassesOfNumpyForEveryImage(String file) throws IOException {
    ForwardPass pass = new ForwardPass(read(file));
    String expected = String.join("", lines("example-float16.classes.txt"));
    int at = 0;
    try (LabeledImages images = ImageSet.bundled().open()) {
      Block block = images.newBlock();
      while (images.next(block)) {
        for (int i = 0; i < block.count(); i++) {
          int found = pass.classify(block.pixels(), i * block.imageSize());
          assertEquals(expected.charAt(at++) - '0', found, "image " + (at - 1));
        }
      }
    }
    assertEquals(10_000, at);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "upper.pkl | numpy pickle, weights (in, out)",
        "state-dict.pkl | numpy pickle, weights (out, in)",
        "stored.npz | numpy .npz archive, weights (in, out)",
        "turned.npz | numpy .npz archive, weights (out, in)",
        "single.npy | numpy .npy array, weights (in, out), no biases",
        "torch-f4.pt | PyTorch state_dict, weights (out, in)",
        "f4.safetensors | safetensors, weights (out, in)",
        "no-biases-turned.pkl | numpy pickle, weights (out, in), no biases",
      })
  void saysHowTheFileWasRead(String file, String reading) throws IOException {
    assertEquals(reading, read(file).reading().text());
  }

  @Test
  void usesTheActivationThatTheFileNames() throws IOException {
    Source source = Source.resource("relu.npz", FOLDER + "relu.npz");
    ReadingOptions options = new ReadingOptions(null, PixelScale.UNIT, Layout.AUTO, null);
    Network network = Network.read(source, options);
    assertEquals(Activation.RELU, network.activation());
    assertEquals(List.of("activation relu as the file says"), network.reading().notes());
  }

  /** By {@code (x / 255 - mean) / std} and the plain formula of the layers. */
  @Test
  void normalizedPixelsGiveWhatThePlainFormulaGives() throws IOException {
    Source source = Source.resource("upper.pkl", FOLDER + "upper.pkl");
    PixelScale scale = PixelScale.normalized("0.1307,0.3081", 0.1307, 0.3081);
    double[] found =
        new ForwardPass(Network.read(source, Activation.SIGMOID, scale)).logits(IMAGE, 0).clone();
    double[] x = new double[IMAGE.length];
    for (int i = 0; i < x.length; i++) {
      x[i] = ((IMAGE[i] & 0xff) / 255.0 - 0.1307) / 0.3081;
    }
    Network plain = read("upper.pkl");
    for (int n = 0; n < 3; n++) {
      Layer layer = plain.layers().get(n);
      double[] sums = layer.bias().clone();
      for (int j = 0; j < sums.length; j++) {
        for (int i = 0; i < x.length; i++) {
          sums[j] += x[i] * layer.weights()[i][j];
        }
      }
      if (n < 2) {
        Activation.SIGMOID.apply(sums);
      }
      x = sums;
    }
    for (int j = 0; j < x.length; j++) {
      assertEquals(x[j], found[j], 1e-12);
    }
  }

  @Test
  void saysThatThereAreNoBiases() throws IOException {
    assertEquals(
        List.of(
            "no biases in the file, read as a network without; biases in a file of their own are not"
                + " read"),
        read("no-biases.pkl").reading().notes());
    assertEquals(List.of(), read("upper.pkl").reading().notes());
  }

  private static Network read(String file) throws IOException {
    return Network.read(Source.resource(file, FOLDER + file), Activation.SIGMOID, PixelScale.UNIT);
  }

  private static List<String> lines(String file) throws IOException {
    try (InputStream in = ArrangementsTest.class.getResourceAsStream(FOLDER + file)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }
  }
}

package mnisteval.weights;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import mnisteval.idx.Block;
import mnisteval.idx.ImageSet;
import mnisteval.idx.LabeledImages;
import mnisteval.input.Source;
import mnisteval.network.ForwardPass;
import mnisteval.weights.layers.LoadedNetwork;
import mnisteval.weights.layers.NetworkReader;
import mnisteval.weights.layers.ReadOptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Whole networks that Keras saved give what numpy computes with them: see make_models.py. */
final class KerasModelsTest {
  private static final String FOLDER = "/mnisteval/weights/keras/";
  private static final int IMAGES = 10_000;

  private static byte[] pixels;

  @BeforeAll
  static void readImages() throws IOException {
    pixels = new byte[IMAGES * 784];
    try (LabeledImages images = ImageSet.bundled().open()) {
      Block block = images.newBlock();
      int at = 0;
      for (; images.next(block); at += block.count() * 784) {
        System.arraycopy(block.pixels(), 0, pixels, at, block.count() * 784);
      }
      assertEquals(pixels.length, at);
    }
  }

  /** Lines of file, name of the classes, probabilities of the first image. */
  static List<String> expected() throws IOException {
    return lines("expected.tsv");
  }

  @ParameterizedTest
  @MethodSource("expected")
  void givesWhatNumpyGives(String line) throws IOException {
    String[] fields = line.split("\t");
    ForwardPass pass = new ForwardPass(load(fields[0]).network());
    String[] numbers = fields[2].split(" ");
    double[] found = pass.probabilities(pixels, 0);
    assertEquals(numbers.length, found.length);
    for (int i = 0; i < found.length; i++) {
      assertEquals(Double.parseDouble(numbers[i]), found[i], 1e-12);
    }
    String classes = String.join("", lines(fields[1] + ".classes.txt"));
    assertEquals(IMAGES, classes.length());
    for (int i = 0; i < IMAGES; i++) {
      assertEquals(classes.charAt(i) - '0', pass.classify(pixels, i * 784), "image " + i);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "sequential.h5.gz | Keras model | [activation tanh,leaky_relu:0.25 as the file says]",
        "functional.keras.gz | Keras model | [activation relu,sigmoid as the file says, "
            + "pixels unit as the file says; --pixels for others]",
        "weights.h5.gz | Keras weights | []",
        "three.weights.h5.gz | Keras weights | []",
      })
  void saysWhatTheFileTells(String file, String format, String notes) throws IOException {
    LoadedNetwork loaded = load(file);
    assertEquals(notes, loaded.interpretation().notes().toString());
    assertEquals(format + ", weights (in, out)", loaded.interpretation().text());
  }

  private static LoadedNetwork load(String file) throws IOException {
    Source source = Source.resource(file, FOLDER + file);
    return NetworkReader.read(source, ReadOptions.of(null, null, 784));
  }

  private static List<String> lines(String file) throws IOException {
    try (InputStream in = KerasModelsTest.class.getResourceAsStream(FOLDER + file)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }
  }
}

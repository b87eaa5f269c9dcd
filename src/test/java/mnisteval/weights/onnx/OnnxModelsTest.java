package mnisteval.weights.onnx;

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
import mnisteval.network.PixelScale;
import mnisteval.weights.layers.LoadedNetwork;
import mnisteval.weights.layers.NetworkReader;
import mnisteval.weights.layers.ReadOptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Whole networks as ONNX models give what numpy computes with them: see make_models.py. */
final class OnnxModelsTest {
  private static final String FOLDER = "/mnisteval/weights/onnx/";
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
    ForwardPass pass = new ForwardPass(load(fields[0], null).network());
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
        "gemm.onnx.gz | activation sigmoid as the file says",
        "bytes-in.onnx.gz | activation sigmoid as the file says, "
            + "pixels raw as the file says; --pixels for others",
        "scaled.onnx.gz | activation leaky_relu:0.25,tanh as the file says, "
            + "pixels raw as the file says; --pixels for others",
      })
  void saysWhatTheGraphTells(String file, String notes) throws IOException {
    LoadedNetwork loaded = load(file, null);
    assertEquals("[" + notes + "]", loaded.interpretation().notes().toString());
    assertEquals("ONNX model, weights (in, out)", loaded.interpretation().text());
  }

  @Test
  void takesThePixelsThatTheUserNames() throws IOException {
    LoadedNetwork loaded = load("scaled.onnx.gz", PixelScale.UNIT);
    assertEquals(PixelScale.UNIT, loaded.network().pixels());
    assertEquals(
        List.of("activation leaky_relu:0.25,tanh as the file says"),
        loaded.interpretation().notes());
  }

  private static LoadedNetwork load(String file, PixelScale given) throws IOException {
    Source source = Source.resource(file, FOLDER + file);
    return NetworkReader.read(source, ReadOptions.of(null, given, 784));
  }

  private static List<String> lines(String file) throws IOException {
    try (InputStream in = OnnxModelsTest.class.getResourceAsStream(FOLDER + file)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }
  }
}

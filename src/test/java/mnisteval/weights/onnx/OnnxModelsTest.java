package mnisteval.weights.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.List;
import mnisteval.input.Source;
import mnisteval.network.PixelScale;
import mnisteval.weights.WholeNetworks;
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

  private static WholeNetworks networks;

  @BeforeAll
  static void readImages() throws IOException {
    networks = new WholeNetworks(FOLDER);
  }

  /** Lines of file, name of the classes, probabilities of the first image. */
  static List<String> expected() throws IOException {
    return WholeNetworks.lines(FOLDER, "expected.tsv");
  }

  @ParameterizedTest
  @MethodSource("expected")
  void givesWhatNumpyGives(String line) throws IOException {
    String[] fields = line.split("\t");
    networks.assertGivesWhatNumpyGives(load(fields[0], null).network(), fields);
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
    Source source = WholeNetworks.source(FOLDER, file);
    return NetworkReader.read(source, ReadOptions.of(null, given, 784));
  }
}

package mnisteval.weights;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.List;
import mnisteval.input.Source;
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
    networks.assertGivesWhatNumpyGives(load(fields[0]).network(), fields);
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
    Source source = WholeNetworks.source(FOLDER, file);
    return NetworkReader.read(source, ReadOptions.of(null, null, 784));
  }
}

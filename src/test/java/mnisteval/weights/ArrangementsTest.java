package mnisteval.weights;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import mnisteval.input.Source;
import mnisteval.network.Activation;
import mnisteval.network.ForwardPass;
import mnisteval.network.Layer;
import mnisteval.network.Network;
import mnisteval.network.PixelScale;
import mnisteval.weights.layers.LoadedNetwork;
import mnisteval.weights.layers.NetworkReader;
import mnisteval.weights.layers.ReadOptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The example network in every arrangement, as numpy wrote it, gives what numpy computes with it:
 * see the scripts beside the files.
 */
final class ArrangementsTest {
  private static final String FOLDER = "/mnisteval/weights/arrangements/";

  private static WholeNetworks networks;

  @BeforeAll
  static void readImages() throws IOException {
    networks = new WholeNetworks(FOLDER);
  }

  /** Lines of file, name of the classes, probabilities of the first image. */
  static List<String> expected() throws IOException {
    List<String> lines = new ArrayList<>(WholeNetworks.lines(FOLDER, "expected.tsv"));
    lines.addAll(WholeNetworks.lines(FOLDER, "torch.tsv"));
    lines.addAll(WholeNetworks.lines(FOLDER, "text-and-json.tsv"));
    lines.addAll(WholeNetworks.lines(FOLDER, "objects.tsv"));
    return lines;
  }

  @ParameterizedTest
  @MethodSource("expected")
  void givesWhatNumpyGives(String line) throws IOException {
    String[] fields = line.split("\t");
    networks.assertGivesWhatNumpyGives(read(fields[0]), fields);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "upper.pkl.gz | numpy pickle, weights (in, out)",
        "state-dict.pkl.gz | numpy pickle, weights (out, in)",
        "stored.npz.gz | numpy .npz archive, weights (in, out)",
        "turned.npz.gz | numpy .npz archive, weights (out, in)",
        "single.npy.gz | numpy .npy array, weights (in, out)",
        "torch-f4.pt.gz | PyTorch state_dict, weights (out, in)",
        "f4.safetensors.gz | safetensors, weights (out, in)",
        "nielsen.json.gz | JSON, weights (out, in)",
        "single.csv.gz | text of numbers, weights (in, out)",
        "no-biases-turned.pkl.gz | numpy pickle, weights (out, in)",
      })
  void saysHowTheFileWasRead(String file, String reading) throws IOException {
    assertEquals(reading, load(file).interpretation().text());
  }

  @Test
  void usesTheActivationThatTheFileNames() throws IOException {
    Source source = WholeNetworks.source(FOLDER, "relu.npz.gz");
    ReadOptions options = ReadOptions.of(null, PixelScale.UNIT, 0);
    LoadedNetwork loaded = NetworkReader.read(source, options);
    assertEquals(List.of(Activation.RELU, Activation.RELU), loaded.network().activations());
    assertEquals(List.of("activation relu as the file says"), loaded.interpretation().notes());
  }

  /** By {@code (x / 255 - mean) / std} and the plain formula of the layers. */
  @Test
  void normalizedPixelsGiveWhatThePlainFormulaGives() throws IOException {
    Source source = WholeNetworks.source(FOLDER, "upper.pkl.gz");
    PixelScale scale = PixelScale.normalized("0.1307,0.3081", 0.1307, 0.3081);
    double[] found =
        new ForwardPass(NetworkReader.read(source, Activation.SIGMOID, scale).network())
            .logits(networks.pixels(), 0)
            .clone();
    double[] x = new double[784];
    for (int i = 0; i < x.length; i++) {
      x[i] = ((networks.pixels()[i] & 0xff) / 255.0 - 0.1307) / 0.3081;
    }
    Network plain = read("upper.pkl.gz");
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
            "no biases in the file, read as a network without; --weights FILE+FILE joins biases in a"
                + " file of their own"),
        load("no-biases.pkl.gz").interpretation().notes());
    assertEquals(List.of(), load("upper.pkl.gz").interpretation().notes());
  }

  private static Network read(String file) throws IOException {
    return load(file).network();
  }

  private static LoadedNetwork load(String file) throws IOException {
    Source source = WholeNetworks.source(FOLDER, file);
    return NetworkReader.read(source, Activation.SIGMOID, null);
  }
}

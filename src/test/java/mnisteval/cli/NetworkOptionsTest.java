package mnisteval.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import mnisteval.Run;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Activations and pixels from the command line to the output, on the networks of 2 pixels that
 * make_forward.py writes, and against what numpy makes of them there.
 */
final class NetworkOptionsTest {
  private static final String NETWORKS = "/mnisteval/network/";

  @TempDir Path folder;

  private Path weights;

  @BeforeEach
  void writeNetworkOfThreeHiddenLayers() throws IOException {
    weights = folder.resolve("net.pkl");
    try (InputStream network = getClass().getResourceAsStream(NETWORKS + "forward-4.pkl")) {
      Files.copy(network, weights);
    }
  }

  /** The lines for this network in which each layer has an activation, or all have a new one. */
  static List<String> forwardTable() throws IOException {
    try (InputStream in = NetworkOptionsTest.class.getResourceAsStream(NETWORKS + "forward.tsv")) {
      String named = "([^\t]*,[^\t]*|softplus|leaky_relu:0.2)";
      String all = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      List<String> lines =
          all.lines().filter(line -> line.matches("forward-4.pkl\t" + named + "\t.*")).toList();
      assertEquals((2 * 5 + 2 * 2) * 6, lines.size());
      return lines;
    }
  }

  @ParameterizedTest
  @MethodSource("forwardTable")
  void probabilitiesAreThoseOfNumpy(String line) throws IOException {
    String[] fields = line.split("\t");
    String[] pixels = fields[3].split(" ");
    images(Integer.parseInt(pixels[0]), Integer.parseInt(pixels[1]));
    Run run = run("--activation", fields[1], "--pixels", fields[2], "--predictions", "-");
    assertEquals(new Run(0, run.out(), ""), run);
    String[] found = run.out().split("\n")[1].split(",");
    String[] expected = fields[5].split(" ");
    assertEquals(3 + expected.length, found.length);
    for (int j = 0; j < expected.length; j++) {
      assertEquals(Double.parseDouble(expected[j]), Double.parseDouble(found[3 + j]), 1e-12);
    }
  }

  @Test
  void reportsNameTheActivationOfEachLayerAndThePixels() throws IOException {
    images(1, 2);
    String json =
        run("--activation", "Tanh,gelu,leaky_relu:0.20", "--pixels", "1..-2", "--format", "json")
            .out();
    assertTrue(json.contains("\"activation\": \"tanh,gelu,leaky_relu:0.2\",\n"), json);
    assertTrue(json.contains("\"pixels\": \"1..-2\",\n"), json);
    json = run("--activation", "elu,elu,elu", "--format", "json").out();
    assertTrue(json.contains("\"activation\": \"elu\",\n"), json);
    assertTrue(json.contains("\"pixels\": \"unit\",\n"), json);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "relu,tanh | 2 activations for 3 hidden layers (expected one for all, or one for each, found relu,tanh)",
        "elu,elu,elu,elu | 4 activations for 3 hidden layers (expected one for all, or one for each, found elu,elu,elu,elu)",
      })
  void saysThatActivationsAreNotAsManyAsHiddenLayers(String list, String error) throws IOException {
    images(1, 2);
    Run expected = new Run(3, "", "mnist-eval: " + weights + ": " + error + "\n");
    assertEquals(expected, run("--activation", list));
  }

  private Run run(String... options) {
    String[] files = {
      "--weights",
      weights.toString(),
      "--images",
      folder.resolve("images").toString(),
      "--labels",
      folder.resolve("labels").toString()
    };
    return Run.of(Stream.of(files, options).flatMap(Stream::of).toArray(String[]::new));
  }

  /** Writes an image of two pixels, whose class is 0. */
  private void images(int first, int second) throws IOException {
    byte[] image = {0, 0, 8, 3, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 2, (byte) first, (byte) second};
    Files.write(folder.resolve("images"), image);
    Files.write(folder.resolve("labels"), new byte[] {0, 0, 8, 1, 0, 0, 0, 1, 0});
  }
}

package mnisteval.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import mnisteval.evaluation.metrics.ClassifiedImages;
import mnisteval.idx.ImageSet;
import mnisteval.input.Source;
import mnisteval.network.Activation;
import mnisteval.network.Network;
import mnisteval.network.PixelScale;
import mnisteval.weights.layers.NetworkReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PredictionRowsTest {
  private static final Path SHARED = Path.of(System.getProperty("mnisteval.shared"));

  /** Of equal logits the softmax is 1/n each, and the first is predicted. */
  @Test
  void writesARowAnImage() throws IOException {
    StringWriter out = new StringWriter();
    PredictionRows all = new PredictionRows(4, null, out);
    PredictionRows block = all.empty();
    ClassifiedImages.of(new int[] {3, 0}, new double[][] {{0, 0, 0, 0}, {0, -9999, -9999, 0}})
        .into(block);
    all.merge(block);
    String expected =
        "index,label,predicted,p0,p1,p2,p3\n"
            + "0,3,0,0.25,0.25,0.25,0.25\n"
            + "1,0,0,0.5,0.0,0.0,0.5\n";
    assertEquals(expected, out.toString());
  }

  @Test
  void writesAHeaderEvenWithoutImages() throws IOException {
    StringWriter out = new StringWriter();
    assertTrue(new PredictionRows(2, null, out).empty() != null);
    assertEquals("index,label,predicted,p0,p1\n", out.toString());
  }

  @Test
  void keepsTheOrderOfMerging() throws IOException {
    StringWriter out = new StringWriter();
    PredictionRows all = new PredictionRows(1, null, out);
    PredictionRows first = all.empty();
    PredictionRows second = all.empty();
    PredictionRows third = all.empty();
    ClassifiedImages.of(new int[] {2}, new double[][] {{0}}).into(third);
    ClassifiedImages.of(new int[] {1}, new double[][] {{0}}).into(second);
    ClassifiedImages.of(new int[] {0}, new double[][] {{0}}).into(first);
    second.merge(third);
    all.merge(first);
    all.merge(second);
    assertEquals("index,label,predicted,p0\n0,0,0,1.0\n0,1,0,1.0\n0,2,0,1.0\n", out.toString());
  }

  /**
   * A softmax of {x, 0} is 1 / (1 + exp(-x)); JDK 17 writes many of these with a digit too many.
   */
  @ParameterizedTest
  @CsvSource({"1", "-20", "-700", "-745", "36", "0.002"})
  void losesNoDigit(double logit) throws IOException {
    StringBuilder out = new StringBuilder();
    double[][] logits = {{logit, 0}};
    ClassifiedImages images = ClassifiedImages.of(new int[] {0}, logits);
    images.into(new PredictionRows(2, null, out));
    String[] cells = out.toString().split("[,\n]");
    double[] expected = images.probabilities(0);
    assertEquals(expected[0], Double.parseDouble(cells[8]));
    assertEquals(expected[1], Double.parseDouble(cells[9]));
    assertTrue(cells[8].length() <= "2.2250738585072014E-308".length());
  }

  @Test
  void tellsThatTheHeaderCannotBeWritten() {
    IOException error =
        assertThrows(IOException.class, () -> new PredictionRows(2, null, new Full(0)));
    assertEquals("full", error.getMessage());
  }

  @Test
  void tellsThatRowsCannotBeWritten() throws IOException {
    PredictionRows all =
        new PredictionRows(1, null, new Full("index,label,predicted,p0\n".length()));
    PredictionRows block = all.empty();
    ClassifiedImages image = ClassifiedImages.of(new int[] {0}, new double[][] {{0}});
    image.into(block);
    IOException error = assertThrows(IOException.class, () -> all.merge(block));
    assertEquals("full", error.getMessage());
    assertThrows(UncheckedIOException.class, () -> image.into(all));
  }

  /** Takes so many characters. */
  private static final class Full extends Writer {
    private int room;

    Full(int room) {
      this.room = room;
    }

    @Override
    public void write(char[] text, int offset, int count) throws IOException {
      room -= count;
      if (room < 0) {
        throw new IOException("full");
      }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }

  /** Python wrote the reference: numpy's classes, and its probabilities with 17 digits. */
  @Test
  void agreesWithNumpyOnEveryImage() throws IOException {
    Path weights = SHARED.resolve("sample_weight.pkl");
    assumeTrue(Files.exists(weights), "skipped: " + weights + " is not here");
    Network network =
        NetworkReader.read(Source.file(weights), Activation.SIGMOID, PixelScale.UNIT).network();
    StringBuilder out = new StringBuilder();
    PredictionRows all = new PredictionRows(10, null, out);
    ClassifiedImages.of(network, ImageSet.bundled()).into(all);
    try (BufferedReader ours = new BufferedReader(new StringReader(out.toString()));
        BufferedReader numpys = decompress(SHARED.resolve("sample_weight.predictions.csv.gz"))) {
      assertEquals(numpys.readLine(), ours.readLine());
      for (int i = 0; i < 10000; i++) {
        assertRow(numpys.readLine().split(","), ours.readLine().split(","));
      }
      assertEquals(null, ours.readLine());
    }
  }

  private static void assertRow(String[] expected, String[] actual) {
    assertEquals(expected.length, actual.length);
    for (int i = 0; i < 3; i++) {
      assertEquals(expected[i], actual[i]);
    }
    for (int i = 3; i < expected.length; i++) {
      assertEquals(Double.parseDouble(expected[i]), Double.parseDouble(actual[i]), 1e-12);
    }
  }

  private static BufferedReader decompress(Path file) throws IOException {
    GZIPInputStream in = new GZIPInputStream(Files.newInputStream(file));
    return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
  }
}

package mnisteval.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import mnisteval.PickledNetwork;
import mnisteval.Run;
import mnisteval.picture.GreyImage;
import mnisteval.picture.Pictures;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Several networks side by side. They take 2 x 2 pixels, of which the last one is 255, and have
 * logits (0, ln 3), whose softmax is 1/4, 3/4; and (ln 2, 0, 0), whose softmax is 1/2, 1/4, 1/4.
 */
final class PredictManyTest {
  @TempDir Path folder;

  private String two;
  private String three;
  private String picture;

  @BeforeEach
  void writeFiles() throws IOException {
    PickledNetwork sees = new PickledNetwork().array("W", new int[] {4, 2}, weights(4, 2));
    two = write("two,net.pkl", sees.vector("b", 0, 0).bytes());
    PickledNetwork blind = new PickledNetwork().zeros("W", 4, 3);
    three = write("three.pkl", blind.vector("b", Math.log(2), 0, 0).bytes());
    picture = picture("seven.png", 2);
  }

  /** Zeros, but for ln 3 from the last input to the last output. */
  private static double[] weights(int inputs, int outputs) {
    double[] weights = new double[inputs * outputs];
    weights[weights.length - 1] = Math.log(3);
    return weights;
  }

  private String write(String name, byte[] bytes) throws IOException {
    return Files.write(folder.resolve(name), bytes).toString();
  }

  private String picture(String name, int side) throws IOException {
    byte[] pixels = new byte[side * side];
    pixels[side * side - 1] = (byte) 255;
    return write(name, Pictures.file(new GreyImage(side, side, pixels), "png"));
  }

  private Run predict(String... more) {
    List<String> all =
        new ArrayList<>(List.of("predict", "--weights", two, "--weights", three, "--as-is"));
    all.addAll(List.of(more));
    return Run.of(all.toArray(new String[0]));
  }

  private String padded(String name) {
    return "  " + name + " ".repeat(two.length() - name.length());
  }

  @Test
  void printsARowForEachNetwork() {
    String expected =
        (picture + "\n")
            + (padded("network") + "  predicted  probability       0       1       2\n")
            + (padded(two) + "          1       0.7500  0.2500  0.7500       -\n")
            + (padded(three) + "          0       0.5000  0.5000  0.2500  0.2500\n");
    assertEquals(new Run(0, expected, ""), predict(picture));
  }

  @Test
  void printsOnlyTheMostProbableInBrief() {
    String expected =
        (picture + "\n")
            + (padded("network") + "  predicted  probability\n")
            + (padded(two) + "          1       0.7500\n")
            + (padded(three) + "          0       0.5000\n");
    assertEquals(new Run(0, expected, ""), predict("--brief", picture));
  }

  @Test
  void drawsAnImageOfOneSizeOnce() {
    String out = predict("--brief", "--show", picture).out();
    String single =
        Run.of("predict", "--weights", two, "--as-is", "--brief", "--show", picture).out();
    String drawing = single.substring(single.indexOf('\n') + 1);
    assertTrue(out.endsWith("0.5000\n" + drawing), out);
  }

  @Test
  void writesCsvWithTheColumnsOfTheWidest() {
    String[] rows = predict("--format", "csv", picture, picture).out().split("\n");
    assertEquals("network,file,predicted,p0,p1,p2", rows[0]);
    assertEquals(5, rows.length);
    for (int i = 1; i < 5; i += 2) {
      assertRow(List.of('"' + two + '"', picture, "1", "0.25", "0.75", ""), rows[i]);
      assertRow(List.of(three, picture, "0", "0.5", "0.25", "0.25"), rows[i + 1]);
    }
  }

  private static void assertRow(List<String> expected, String row) {
    String[] cells = row.replace("two,net", "two net").split(",", -1);
    assertEquals(expected.size(), cells.length, row);
    for (int i = 0; i < cells.length; i++) {
      String wanted = expected.get(i).replace("two,net", "two net");
      if (wanted.startsWith("0.")) {
        assertEquals(Double.parseDouble(wanted), Double.parseDouble(cells[i]), 1e-15);
      } else {
        assertEquals(wanted, cells[i]);
      }
    }
  }

  @Test
  void writesJsonWithTheNetworkFirst() {
    String[] lines = predict("--format", "json", picture).out().split("\n");
    assertEquals(4, lines.length);
    String start = "  { \"network\": \"%s\", \"file\": \"" + picture + "\", \"predicted\": ";
    assertTrue(lines[1].startsWith(start.formatted(two) + "1, \"p0\": "), lines[1]);
    assertTrue(lines[1].endsWith(" },") && !lines[1].contains("p2"), lines[1]);
    assertTrue(lines[2].startsWith(start.formatted(three) + "0, \"p0\": "), lines[2]);
    assertTrue(lines[2].contains("\"p2\": ") && lines[2].endsWith(" }"), lines[2]);
    assertEquals("]", lines[3]);
  }

  @Test
  void doesTheOthersIfOneCannotBeRead() {
    String bad = folder.resolve("gone").toString();
    Run run = predict("--weights", bad, "--brief", picture);
    Run others = predict("--brief", picture);
    assertEquals(new Run(3, others.out(), "mnist-eval: " + bad + ": no such file\n"), run);
  }

  @Test
  void printsNothingIfNoneCanBeRead() {
    String gone = folder.resolve("gone").toString();
    String[] arguments = {
      "predict", "--weights", gone, "--weights", gone, "--format", "json", picture
    };
    String error = "mnist-eval: " + gone + ": no such file\n";
    assertEquals(new Run(3, "", error + error), Run.of(arguments));
  }

  @Test
  void leavesOutANetworkThatTakesOtherImages() throws IOException {
    PickledNetwork other = new PickledNetwork().zeros("W", 9, 2).zeros("b", 2);
    String nine = write("nine.pkl", other.bytes());
    Run run = predict("--weights", nine, "--brief", picture);
    String error =
        ("mnist-eval: " + picture)
            + ": an image of another size than the network takes (expected 9 pixels as in "
            + (nine + ", found 2x2 = 4)\n");
    assertEquals(new Run(3, predict("--brief", picture).out(), error), run);
  }

  @Test
  void saysOfABadPictureOnce() throws IOException {
    String bad = write("bad.png", new byte[] {1, 2, 3});
    Run run = predict("--brief", bad, picture);
    assertEquals(3, run.code());
    assertEquals(predict("--brief", picture).out(), run.out());
    assertEquals(1, run.err().split("\n").length, run.err());
    assertTrue(run.err().startsWith("mnist-eval: " + bad + ": "), run.err());
  }

  @Test
  void predictsImagesOfASetByTheNetworksThatTakeThem() {
    String example = "data/example_weight.pkl";
    String[] arguments = {"predict", "--weights", example, "--weights", two, "--index", "2,0"};
    Run run = Run.of(arguments);
    assertEquals(3, run.code());
    String error = "mnist-eval: " + two + ": takes images of another size (expected 28x28 = 784";
    assertTrue(run.err().startsWith(error), run.err());
    String[] lines = run.out().split("\n");
    assertEquals("image 0, label 7", lines[0]);
    assertEquals("  " + example + "          7       0.9995  ", lines[2].substring(0, 51));
    assertEquals("image 2, label 1", lines[3]);
    assertEquals(6, lines.length);
  }

  @Test
  void takesAFolderOfNetworks() throws IOException {
    Path networks = Files.createDirectory(folder.resolve("networks"));
    Files.copy(Path.of(two), networks.resolve("a"));
    Files.copy(Path.of(three), networks.resolve("b"));
    String[] arguments = {
      "predict", "--weights", networks.toString(), "--as-is", "--format", "csv", picture
    };
    String[] rows = Run.of(arguments).out().split("\n");
    assertEquals(3, rows.length);
    assertTrue(rows[1].startsWith(networks.resolve("a") + "," + picture + ",1,"), rows[1]);
    assertTrue(rows[2].startsWith(networks.resolve("b") + "," + picture + ",0,"), rows[2]);
  }
}

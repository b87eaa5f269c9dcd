package mnisteval.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import mnisteval.PickledNetwork;
import mnisteval.Run;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The predictions of several networks in one file. The weights are zero, so that all of n classes
 * have the probability 1/n and the first of them is predicted.
 */
final class PredictionsOfManyTest {
  @TempDir Path folder;

  private String two;
  private String four;
  private Path csv;

  @BeforeEach
  void writeNetworks() throws IOException {
    two = write("two,net.pkl", new PickledNetwork().zeros("W", 2, 2).zeros("b", 2).bytes());
    four = write("four.pkl", new PickledNetwork().zeros("W", 2, 4).zeros("b", 4).bytes());
    csv = folder.resolve("predictions.csv");
  }

  private String write(String name, byte[] bytes) throws IOException {
    return Files.write(folder.resolve(name), bytes).toString();
  }

  /** Runs networks on images of 2 x 1 black pixels with these labels. */
  private Run run(byte[] labels, String... arguments) throws IOException {
    ByteBuffer images = ByteBuffer.allocate(16 + 2 * labels.length).putInt(0x803);
    images.putInt(labels.length).putInt(2).putInt(1);
    ByteBuffer classes = ByteBuffer.allocate(8 + labels.length).putInt(0x801);
    classes.putInt(labels.length).put(labels);
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--images", write("images", images.array())));
    all.addAll(List.of("--labels", write("labels", classes.array())));
    return Run.of(all.toArray(new String[0]));
  }

  @Test
  void writesTheNetworksOneAfterTheOther() throws IOException {
    Run run = run(new byte[] {0, 1}, two, four, "--predictions", csv.toString());
    assertEquals(0, run.code(), run.err());
    String name = '"' + two + '"';
    String expected =
        "network,index,label,predicted,p0,p1,p2,p3\n"
            + (name + ",0,0,0,0.5,0.5,,\n")
            + (name + ",1,1,0,0.5,0.5,,\n")
            + (four + ",0,0,0,0.25,0.25,0.25,0.25\n")
            + (four + ",1,1,0,0.25,0.25,0.25,0.25\n");
    assertEquals(expected, Files.readString(csv));
  }

  @Test
  void printsThemInPlaceOfTheRanking() throws IOException {
    Run run = run(new byte[] {0}, four, four, "--predictions", "-");
    String row = four + ",0,0,0,0.25,0.25,0.25,0.25\n";
    String expected = "network,index,label,predicted,p0,p1,p2,p3\n" + row + row;
    assertEquals(expected, run.out());
  }

  @Test
  void namesColumnsByTheirLabels() throws IOException {
    Run run =
        run(new byte[] {7}, two, four, "--class-order", "9,7", "--predictions", csv.toString());
    assertEquals(3, run.code());
    String expected = "network,index,label,predicted,p7,p9\n\"" + two + "\",0,7,9,0.5,0.5\n";
    assertEquals(expected, Files.readString(csv));
  }

  @Test
  void leavesOutANetworkThatCannotBeRead() throws IOException {
    String bad = write("bad.pkl", new byte[0]);
    Run run = run(new byte[] {0}, bad, four, "--predictions", csv.toString());
    assertEquals(3, run.code());
    String expected =
        "network,index,label,predicted,p0,p1,p2,p3\n" + four + ",0,0,0,0.25,0.25,0.25,0.25\n";
    assertEquals(expected, Files.readString(csv));
  }

  /** Its first 500 images are written before the last one is read. */
  @Test
  void takesBackTheRowsOfANetworkThatFailsLate() throws IOException {
    byte[] labels = new byte[1001];
    labels[1000] = 3;
    Run run = run(labels, four, two, four, "--predictions", csv.toString(), "--threads", "1");
    assertEquals(3, run.code());
    String error =
        (": label 3 of image 1000 is beyond the network's classes (expected 0 to 1 as in " + two)
            + ")\n";
    assertTrue(run.err().endsWith(error), run.err());
    List<String> rows = Files.readAllLines(csv);
    assertEquals(1 + 2 * 1001, rows.size());
    for (String row : rows.subList(1, rows.size())) {
      assertTrue(row.startsWith(four + ","), row);
    }
  }

  @Test
  void makesNoColumnsForANetworkThatIsNotEvaluated() throws IOException {
    PickledNetwork wide = new PickledNetwork().zeros("W", 2, 300).zeros("b", 300);
    PickledNetwork other = new PickledNetwork().zeros("W", 3, 5).zeros("b", 5);
    run(
        new byte[] {0},
        four,
        write("wide.pkl", wide.bytes()),
        write("other.pkl", other.bytes()),
        "--predictions",
        csv.toString());
    assertEquals("network,index,label,predicted,p0,p1,p2,p3", Files.readAllLines(csv).get(0));
  }

  @Test
  void refusesWhatCannotBeReadTwice() throws IOException {
    Run run = run(new byte[] {0}, four, "-", "--predictions", csv.toString());
    String error =
        "mnist-eval: standard input: can be read only once (expected files, which --predictions of"
            + " several networks reads twice)\n";
    assertEquals(new Run(3, "", error), run);
    assertTrue(Files.notExists(csv));
  }

  @Test
  void refusesToCompareWithThem() throws IOException {
    run(new byte[] {0}, four, two, "--predictions", csv.toString());
    String error =
        "mnist-eval: "
            + csv
            + ": holds the predictions of several networks (expected those of one, found a column"
            + " network); --predictions of that network alone writes them\n";
    assertEquals(new Run(3, "", error), run(new byte[] {0}, four, "--compare", csv.toString()));
  }
}

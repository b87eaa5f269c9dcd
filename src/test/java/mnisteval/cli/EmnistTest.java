package mnisteval.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import mnisteval.PickledNetwork;
import mnisteval.Run;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A folder as EMNIST's letters have it, small: images by columns, whose labels start at 1. Image i
 * has one pixel, row i % 2 and column i % 3 of 2 rows and 3 columns; the label is 1 + row * 3 +
 * column. So numpy's {@code x.transpose(0, 2, 1).reshape(6, 6).argmax(1) + 1} are the labels, but
 * for the first one, which is wrong.
 */
final class EmnistTest {
  @TempDir Path folder;

  private String network;

  @BeforeEach
  void writeTheFolder() throws IOException {
    ByteBuffer images = ByteBuffer.allocate(16 + 36);
    images.putInt(0x803).putInt(6).putInt(3).putInt(2);
    ByteBuffer labels = ByteBuffer.allocate(8 + 6).putInt(0x801).putInt(6);
    for (int i = 0; i < 6; i++) {
      images.put(16 + 6 * i + i % 3 * 2 + i % 2, (byte) 255);
      labels.put((byte) (i == 0 ? 2 : 1 + i % 2 * 3 + i % 3));
    }
    Files.write(folder.resolve("emnist-letters-test-images-idx3-ubyte"), images.array());
    Files.write(folder.resolve("emnist-letters-test-labels-idx1-ubyte"), labels.array());
    double[][] identity = new double[6][6];
    for (int i = 0; i < 6; i++) {
      identity[i][i] = 1;
    }
    PickledNetwork pickle = new PickledNetwork().matrix("W1", identity).vector("b1", new double[6]);
    network = Files.write(folder.resolve("net.pkl"), pickle.bytes()).toString();
  }

  private Run run(String... more) {
    String[] all = new String[6 + more.length];
    System.arraycopy(more, 0, all, 6, more.length);
    String[] start = {"--weights", network, "--layout", "in-out", "--data", folder.toString()};
    System.arraycopy(start, 0, all, 0, start.length);
    return Run.of(all);
  }

  @Test
  void isEvaluatedWithBothOptions() {
    Run run = run("--transpose", "--class-order", "1-6");
    assertEquals(new Run(0, "Accuracy:0.8333333333333334\n", ""), run);
  }

  /** Of numpy: {@code (x.reshape(6, 6).argmax(1) + 1 == labels).mean()}, by rows. */
  @Test
  void isAnotherSetByRows() {
    Run run = run("--class-order", "1-6");
    assertEquals(new Run(0, "Accuracy:0.16666666666666666\n", ""), run);
  }

  @Test
  void isRefusedWithTheOptionThatHelps() {
    String error =
        "mnist-eval: "
            + folder.resolve("emnist-letters-test-labels-idx1-ubyte")
            + ": label 6 of image 5 is beyond the network's classes (expected 0 to 5 as in "
            + network
            + "); --class-order 1-6 if output 0 is label 1\n";
    assertEquals(new Run(3, "", error), run("--transpose"));
  }
}

package mnisteval.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import mnisteval.PickledNetwork;
import mnisteval.evaluation.metrics.MetricsDetail;
import mnisteval.input.InputException;
import mnisteval.network.Activation;
import mnisteval.network.PixelScale;
import mnisteval.weights.layers.LoadedNetwork;
import mnisteval.weights.layers.Networks;
import org.junit.jupiter.api.Test;

/** With 8 MiB for a report: a quarter of a heap of 32 MiB. */
final class ReportMemoryTest {
  private static final long MOST = 8 << 20;

  private static LoadedNetwork network(int classes) throws InputException {
    double[][] weights = {new double[classes]};
    return Networks.loaded(
        new PickledNetwork().matrix("W1", weights).vector("b1", weights[0]).arrays(),
        "net.pkl",
        Activation.SIGMOID,
        PixelScale.UNIT);
  }

  private static int fitting(int classes, MetricsDetail detail, boolean page)
      throws InputException {
    LoadedNetwork network = network(classes);
    ReportMemory memory = new ReportMemory(MOST);
    for (int i = 0; i < 10_000; i++) {
      try {
        memory.take(network, detail, page);
      } catch (InputException e) {
        return i;
      }
    }
    return 10_000;
  }

  @Test
  void figuresOfAllClassesTakeNothing() throws InputException {
    assertEquals(10_000, fitting(1000, MetricsDetail.FIGURES, false));
  }

  @Test
  void aClassTakesAKilobyteAndACellOfAMatrixEightBytes() throws InputException {
    // 1,000,000 for the classes and 100 for the two layers; 8,000,000 more for the matrix.
    assertEquals(8, fitting(1000, MetricsDetail.CLASSES, false));
    assertEquals(0, fitting(1000, MetricsDetail.MATRIX, false));
    assertEquals(2, fitting(600, MetricsDetail.MATRIX, false));
    assertEquals(46, fitting(100, MetricsDetail.MATRIX, false));
    assertEquals(3, fitting(100, MetricsDetail.MATRIX, true));
    // A page doesn't show the matrix of more.
    assertEquals(45, fitting(101, MetricsDetail.MATRIX, true));
  }

  @Test
  void holdsNetworksAndTheirTallies() throws InputException {
    ReportMemory memory = new ReportMemory(MOST);
    // Of a class: a weight and a bias.
    memory.takeHeld(network(1000), MOST - 16_000);
    assertThrows(InputException.class, () -> memory.takeHeld(network(1), 0));
  }

  @Test
  void refusesTheFirstThatDoesNotFit() throws InputException {
    ReportMemory memory = new ReportMemory(MOST);
    List<String> files = new ArrayList<>();
    InputException fault =
        assertThrows(
            InputException.class,
            () -> {
              while (true) {
                files.add("net" + files.size() + ".pkl");
                memory.takeFile(files.get(files.size() - 1));
              }
            });
    // 2,048 and four for each letter of the name.
    assertEquals(4012, files.size());
    assertEquals(
        "net4011.pkl: too much for the memory with the networks before it (expected at most 8192"
            + " KiB, found 8193 KiB; java -Xmx gives more)",
        fault.getMessage());
  }
}

package mnisteval.weights;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import mnisteval.PickledNetwork;
import mnisteval.input.InputException;
import mnisteval.input.Source;
import org.junit.jupiter.api.Test;

final class WeightsFileTest {
  /** One array under many names. */
  private static Source named(int count) {
    PickledNetwork network = new PickledNetwork().zeros("x1", 3);
    for (int n = 2; n <= count; n++) {
      network.again("x" + n, "x1");
    }
    return Source.inMemory("net.pkl", network.bytes());
  }

  @Test
  void readsAsManyArraysAs65536() throws InputException {
    assertEquals(65_536, WeightsFile.read(named(65_536)).arrays().size());
  }

  @Test
  void refusesMoreArrays() {
    InputException fault =
        assertThrows(InputException.class, () -> WeightsFile.read(named(65_537)));
    assertEquals(
        "net.pkl: too many arrays (expected at most 65536, found 65537)", fault.getMessage());
  }
}

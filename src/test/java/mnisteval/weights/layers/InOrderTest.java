package mnisteval.weights.layers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import mnisteval.PickledNetwork;
import mnisteval.input.InputException;
import org.junit.jupiter.api.Test;

/** Arrays whose names say nothing, read in the order of the file where their shapes allow one. */
final class InOrderTest {
  private static final String NAMES =
      "(expected arrays named W1, b1, W2, b2, … or fc1.weight, fc1.bias, …, found ";

  private static final String RENAME =
      "; numpy.savez(FILE, W1=…, b1=…, W2=…, b2=…) writes them by such names";

  private static final String NO_BIASES =
      "no biases in the file, read as a network without; --weights FILE+FILE joins biases in a file"
          + " of their own";

  private static void assertRead(List<Integer> units, List<String> notes, PickledNetwork network)
      throws InputException {
    LoadedNetwork read = Networks.loaded(network.arrays(), "net.pkl", null, null);
    assertEquals(units, read.network().units());
    assertEquals(notes, read.interpretation().notes());
  }

  private static void assertRefused(String problem, PickledNetwork network) {
    InputException e =
        assertThrows(
            InputException.class, () -> Networks.loaded(network.arrays(), "net.pkl", null, null));
    assertEquals("net.pkl: " + problem, e.getMessage());
  }

  private static String taken(String names) {
    return "arrays named " + names + " taken as layers in the order of the file";
  }

  @Test
  void readsWeightsAndBiasesInTurn() throws InputException {
    assertRead(
        List.of(7, 5, 3),
        List.of(taken("weights_input_hidden, bias_hidden, weights_hidden_output, bias_output")),
        new PickledNetwork()
            .zeros("weights_input_hidden", 7, 5)
            .zeros("bias_hidden", 1, 5)
            .zeros("weights_hidden_output", 5, 3)
            .zeros("bias_output", 1, 3));
  }

  @Test
  void readsWeightsAlone() throws InputException {
    assertRead(
        List.of(7, 5, 3),
        List.of(taken("wih, who"), NO_BIASES),
        new PickledNetwork().zeros("wih", 5, 7).zeros("who", 3, 5));
  }

  /** Of these, w_out by itself has a name that is read. */
  @Test
  void readsALastLayerWithOthersBefore() throws InputException {
    assertRead(
        List.of(7, 5, 3),
        List.of(taken("w_in, w_out"), NO_BIASES),
        new PickledNetwork().zeros("w_in", 7, 5).zeros("w_out", 5, 3));
  }

  @Test
  void readsWeightsThenBiases() throws InputException {
    assertRead(
        List.of(7, 5, 3),
        List.of(taken("m.0, n.0, m.1, n.1")),
        new PickledNetwork().zeros("m.0", 7, 5).zeros("m.1", 5, 3).zeros("n.0", 5).zeros("n.1", 3));
  }

  @Test
  void readsBiasesThenWeights() throws InputException {
    assertRead(
        List.of(7, 5, 3),
        List.of(taken("p, m, q, n")),
        new PickledNetwork().zeros("m", 5).zeros("n", 3).zeros("p", 7, 5).zeros("q", 5, 3));
  }

  @Test
  void leavesOutWhatTrainingLeavesBehind() throws InputException {
    assertRead(
        List.of(7, 5, 3),
        List.of(
            taken("wih, who"),
            NO_BIASES,
            "velocity_wih2 left out, as training leaves arrays of such names behind"),
        new PickledNetwork()
            .zeros("velocity", 7)
            .zeros("wih", 7, 5)
            .zeros("velocity_wih2", 7, 5)
            .zeros("who", 5, 3));
  }

  @Test
  void namesEightArrays() throws InputException {
    PickledNetwork network = new PickledNetwork();
    for (char name = 'a'; name < 'k'; name++) {
      network.zeros("x" + name, 2, 2);
    }
    LoadedNetwork read = Networks.loaded(network.arrays(), "net.pkl", null, null);
    assertEquals(taken("xa, xb, xc, xd, xe, xf, xg, xh, …"), read.interpretation().notes().get(0));
  }

  @Test
  void refusesWhatDoesNotFollow() {
    assertRefused(
        "no layers recognised " + NAMES + "wih (5, 7), who (3, 4))" + RENAME,
        new PickledNetwork().zeros("wih", 5, 7).zeros("who", 3, 4));
  }

  @Test
  void refusesAnArrayMore() {
    assertRefused(
        "no layers recognised " + NAMES + "wih (7, 5), who (5, 3), losses (9,))" + RENAME,
        new PickledNetwork().zeros("wih", 7, 5).zeros("who", 5, 3).zeros("losses", 9));
  }

  /** Weights and a bias in turn, or four matrices. */
  @Test
  void refusesWhatFollowsInTwoWays() {
    assertRefused(
        "no layers recognised " + NAMES + "x (1, 1), y (1, 1), z (1, 1), u (1, 1))",
        new PickledNetwork().zeros("x", 1, 1).zeros("y", 1, 1).zeros("z", 1, 1).zeros("u", 1, 1));
  }

  /** 5 rows of 4 numbers and 5 more numbers may be any table. */
  @Test
  void refusesOneLayerOfMoreOutputsThanInputs() {
    assertRefused(
        "no layers recognised " + NAMES + "x (5, 4), t (5,))" + RENAME,
        new PickledNetwork().zeros("x", 5, 4).zeros("t", 5));
  }

  @Test
  void readsOneLayerOfFewerOutputs() throws InputException {
    assertRead(
        List.of(7, 3),
        List.of(taken("coef, intercept")),
        new PickledNetwork().zeros("coef", 3, 7).zeros("intercept", 3));
  }

  @Test
  void refusesOneMatrix() {
    assertRefused(
        "no layers recognised " + NAMES + "x (5, 4))" + RENAME,
        new PickledNetwork().zeros("x", 5, 4));
  }
}

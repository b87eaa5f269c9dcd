package mnisteval.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import mnisteval.PickledNetwork;
import mnisteval.arrays.NamedArrays;
import mnisteval.input.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What texts beside the arrays say of a network. */
final class ReadingTest {
  private static Reading reading(String name, String text) throws InputException {
    PickledNetwork network = new PickledNetwork().zeros("W1", 3, 2).zeros("b1", 2);
    NamedArrays arrays = new NamedArrays("numpy pickle", network.arrays(), Map.of(name, text));
    ReadingOptions options = ReadingOptions.of(null, PixelScale.UNIT, null);
    return Network.of(arrays, "net.pkl", options).reading();
  }

  @ParameterizedTest
  @CsvSource({
    "activation, relu, RELU",
    "model.Activation, tanh, TANH",
    "activation, Logistic, SIGMOID",
  })
  void namesTheActivation(String name, String text, Activation activation) throws InputException {
    assertEquals(activation, reading(name, text).activation());
  }

  @ParameterizedTest
  @CsvSource({"loss, mse", "activation.loss, mse", "activations2, mse", "'', relu"})
  void passesOverOtherTexts(String name, String text) throws InputException {
    Reading reading = reading(name, text);
    assertNull(reading.activation());
    assertEquals("numpy pickle, weights (in, out)", reading.text());
  }

  @Test
  void refusesAnUnknownActivation() {
    InputException fault = assertThrows(InputException.class, () -> reading("activation", "gelu"));
    assertEquals(
        "net.pkl: names an unknown activation (expected sigmoid, relu or tanh, or --activation,"
            + " found gelu)",
        fault.getMessage());
  }
}

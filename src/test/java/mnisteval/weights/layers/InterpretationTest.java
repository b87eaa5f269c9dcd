package mnisteval.weights.layers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import mnisteval.PickledNetwork;
import mnisteval.input.InputException;
import mnisteval.network.Activation;
import mnisteval.network.PixelScale;
import mnisteval.weights.array.NamedArrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What texts beside the arrays say of a network. */
final class InterpretationTest {
  private static Interpretation reading(String name, String text) throws InputException {
    return reading(Map.of(name, text));
  }

  private static Interpretation reading(Map<String, String> texts) throws InputException {
    PickledNetwork network = new PickledNetwork().zeros("W1", 3, 2).zeros("b1", 2);
    NamedArrays arrays = new NamedArrays("numpy pickle", network.arrays(), texts);
    ReadOptions options = ReadOptions.of(null, PixelScale.UNIT, 0);
    return NetworkReader.of(arrays, "net.pkl", options).interpretation();
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
  void ignoresOtherTexts(String name, String text) throws InputException {
    Interpretation reading = reading(name, text);
    assertNull(reading.activation());
    assertEquals("numpy pickle, weights (in, out)", reading.text());
  }

  @ParameterizedTest
  @CsvSource({
    "grad_net.weight, grad_net.weight",
    "cache, cache",
    "grad_W1,",
    "optimizer.momentum.W1,",
    "other,",
  })
  void saysThatAMatrixIsLeftOutForItsName(String name, String told) throws InputException {
    PickledNetwork network =
        new PickledNetwork().zeros("W1", 3, 2).zeros("b1", 2).zeros(name, 5, 4).zeros("grads", 3);
    NamedArrays arrays = new NamedArrays("numpy pickle", network.arrays(), Map.of());
    ReadOptions options = ReadOptions.of(null, PixelScale.UNIT, 0);
    List<String> notes =
        told == null
            ? List.of()
            : List.of(told + " left out, as training leaves arrays of such names behind");
    assertEquals(notes, NetworkReader.of(arrays, "net.pkl", options).interpretation().notes());
  }

  /** In the order of the file; the last may be that of the output, which changes no class. */
  @ParameterizedTest
  @CsvSource({
    "relu, relu, softmax, RELU",
    "tanh, tanh, tanh, TANH",
    "ReLU, relu, Identity, RELU",
  })
  void namesTheActivationOfEachLayer(
      String first, String second, String last, Activation activation) throws InputException {
    Map<String, String> texts = new LinkedHashMap<>();
    texts.put("activations.0", first);
    texts.put("activations.1", second);
    texts.put("activations.2", last);
    assertEquals(activation, reading(texts).activation());
  }

  @Test
  void refusesTwoActivations() {
    Map<String, String> texts = new LinkedHashMap<>();
    texts.put("layers.0.activation", "relu");
    texts.put("layers.1.activation", "tanh");
    InputException refusal = assertThrows(InputException.class, () -> reading(texts));
    assertEquals(
        "net.pkl: names several activations (expected one for all layers, found relu and tanh;"
            + " --activation takes one)",
        refusal.getMessage());
  }

  @ParameterizedTest
  @CsvSource({"softmax", "linear"})
  void refusesTheActivationOfAnOutputForAll(String activation) {
    InputException refusal =
        assertThrows(InputException.class, () -> reading("activations.0", activation));
    assertEquals(
        "net.pkl: names an unknown activation (expected sigmoid, relu or tanh, or --activation,"
            + " found "
            + activation
            + ")",
        refusal.getMessage());
  }

  @Test
  void refusesAnUnknownActivation() {
    InputException refusal =
        assertThrows(InputException.class, () -> reading("activation", "gelu"));
    assertEquals(
        "net.pkl: names an unknown activation (expected sigmoid, relu or tanh, or --activation,"
            + " found gelu)",
        refusal.getMessage());
  }
}

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
    return loaded(0, texts).interpretation();
  }

  /** A network with as many hidden layers, beside which the file has these texts. */
  private static LoadedNetwork loaded(int hidden, Map<String, String> texts) throws InputException {
    return loaded(hidden, texts, ReadOptions.of(null, null, 0));
  }

  private static LoadedNetwork loaded(int hidden, Map<String, String> texts, ReadOptions options)
      throws InputException {
    PickledNetwork network = new PickledNetwork();
    for (int n = 1; n <= hidden + 1; n++) {
      network.zeros("W" + n, n + 2, n + 3).zeros("b" + n, n + 3);
    }
    NamedArrays arrays = new NamedArrays("numpy pickle", network.arrays(), texts);
    return NetworkReader.of(arrays, "net.pkl", options);
  }

  /** Texts under a name with # for their numbers, which count from 0. */
  private static Map<String, String> listed(String name, String... values) {
    Map<String, String> texts = new LinkedHashMap<>();
    for (String value : values) {
      texts.put(name.replace("#", Integer.toString(texts.size())), value);
    }
    return texts;
  }

  private static String refusal(int hidden, Map<String, String> texts) {
    return assertThrows(InputException.class, () -> loaded(hidden, texts)).getMessage();
  }

  @ParameterizedTest
  @CsvSource({
    "activation, relu, relu",
    "model.Activation, tanh, tanh",
    "activation, Logistic, sigmoid",
    "activation, GELU, gelu",
    "activation, LeakyReLU, leaky_relu",
    "activation, leaky_relu:0.3, leaky_relu:0.3",
    "activation, linear, identity",
  })
  void namesTheActivation(String name, String text, String activation) throws InputException {
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
    ReadOptions options = ReadOptions.of(null, null, 0);
    List<String> notes =
        told == null
            ? List.of()
            : List.of(told + " left out, as training leaves arrays of such names behind");
    assertEquals(notes, NetworkReader.of(arrays, "net.pkl", options).interpretation().notes());
  }

  /** In the order of the file; the last may be that of the output, which changes no class. */
  @ParameterizedTest
  @CsvSource({
    "relu, relu, softmax, relu",
    "tanh, tanh, tanh, tanh",
    "ReLU, relu, Identity, relu",
  })
  void namesTheActivationOfAllLayers(String first, String second, String last, String activation)
      throws InputException {
    Map<String, String> texts = listed("activations.#", first, second, last);
    assertEquals(activation, reading(texts).activation());
  }

  /** With as many names as hidden layers, the last is no output's. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2 | activations.# | relu tanh | relu,tanh",
        "2 | activations.# | relu tanh softmax | relu,tanh",
        "2 | activations.# | relu tanh none | relu,tanh",
        "2 | layers.#.activation | relu tanh | relu,tanh",
        "2 | layers.#.activation | relu relu softmax | relu",
        "3 | activation.# | relu tanh identity | relu,tanh,identity",
        "3 | activation.# | relu tanh relu linear | relu,tanh,relu",
      })
  void namesTheActivationOfEachLayer(int hidden, String name, String values, String activation)
      throws InputException {
    LoadedNetwork loaded = loaded(hidden, listed(name, values.split(" ")));
    assertEquals(activation, loaded.interpretation().activation());
    assertEquals(activation, loaded.network().activationText());
    assertEquals(hidden, loaded.network().activations().size());
    List<String> notes = List.of("activation " + activation + " as the file says");
    assertEquals(notes, loaded.interpretation().notes());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "relu tanh | 3 | 2 activations for 3 hidden layers",
        "relu tanh | 1 | 2 activations for 1 hidden layer",
        "relu tanh | 0 | 2 activations for no hidden layer",
        "relu tanh softmax | 3 | 2 activations for 3 hidden layers",
      })
  void refusesAnotherNumberOfActivationsThanHiddenLayers(String names, int hidden, String wrong) {
    assertEquals(
        "net.pkl: names "
            + wrong
            + " (expected one for all, or one for each, found relu,tanh; --activation takes those"
            + " that are meant)",
        refusal(hidden, listed("activations.#", names.split(" "))));
  }

  /** Which of them is the hidden layers' is not known, though there are two of these. */
  @Test
  void refusesActivationsUnderDifferentNames() {
    Map<String, String> texts = new LinkedHashMap<>();
    texts.put("activation", "sigmoid");
    texts.put("hidden_activation", "relu");
    assertEquals(
        "net.pkl: names several activations (expected one, or a list of one for each hidden layer,"
            + " found sigmoid,relu; --activation takes those that are meant)",
        refusal(2, texts));
  }

  @Test
  void prefersWhatTheUserNames() throws InputException {
    List<Activation> wanted = List.of(Activation.ELU, Activation.SIGMOID);
    ReadOptions options = new ReadOptions(wanted, null, Layout.AUTO, 0);
    LoadedNetwork loaded = loaded(2, Map.of("activation", "swish"), options);
    assertEquals(wanted, loaded.network().activations());
    assertNull(loaded.interpretation().activation());
    assertEquals(List.of(), loaded.interpretation().notes());
  }

  @Test
  void refusesAnotherNumberThanTheUserNames() {
    List<Activation> wanted = List.of(Activation.leakyRelu(0.2), Activation.SIGMOID);
    ReadOptions options = new ReadOptions(wanted, null, Layout.AUTO, 0);
    InputException refusal = assertThrows(InputException.class, () -> loaded(3, Map.of(), options));
    assertEquals(
        "net.pkl: 2 activations for 3 hidden layers (expected one for all, or one for each, found"
            + " leaky_relu:0.2,sigmoid)",
        refusal.getMessage());
  }

  @ParameterizedTest
  @CsvSource({"activations.0, softmax", "activation, swish"})
  void refusesAnUnknownActivation(String name, String activation) {
    assertEquals(
        "net.pkl: names an unknown activation (expected one of sigmoid, relu, tanh, leaky_relu,"
            + " gelu, elu, softplus, identity, or --activation, found "
            + activation
            + ")",
        refusal(0, Map.of(name, activation)));
  }
}

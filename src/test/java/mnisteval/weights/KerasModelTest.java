package mnisteval.weights;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import mnisteval.weights.array.FormatException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a configuration of Keras says; those of whole files are in {@link KerasModelsTest}. */
final class KerasModelTest {
  private static final String FIRST = "Dense {'name': 'a', 'activation': 'relu'}";
  private static final String LAST = "Dense {'name': 'b', 'activation': 'softmax'}";

  /** Makes a sequential model of layers, each a class and its configuration, with ; between. */
  private static KerasModel model(String layers) {
    return read("{'class_name': 'Sequential', 'config': {'layers': [" + list(layers) + "]}}");
  }

  private static String list(String layers) {
    StringBuilder list = new StringBuilder();
    for (String layer : layers.split("; ")) {
      int space = layer.indexOf(' ');
      list.append(list.isEmpty() ? "" : ", ").append("{'class_name': '");
      list.append(layer, 0, space).append("', 'config': ").append(layer.substring(space));
      list.append("}");
    }
    return list.toString();
  }

  private static KerasModel read(String json) {
    return KerasModel.of(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Dense {'name': 'a', 'activation': 'tanh'} | tanh",
        "Dense {'name': 'a'} | identity",
        "Dense {'name': 'a', 'activation': null} | identity",
        "Dense {'name': 'a', 'activation': 'linear'}; Activation {'activation': 'elu'} | elu",
        "Dense {'name': 'a', 'activation': 'leaky_relu'} | leaky_relu:0.2",
        "Dense {'name': 'a', 'activation': 'linear'}; LeakyReLU {'alpha': 0.3} | leaky_relu:0.3",
        "Dense {'name': 'a', 'activation': 'linear'}; ELU {'alpha': 1.0} | elu",
        "Dense {'name': 'a', 'activation': 'linear'}; "
            + "ReLU {'max_value': null, 'negative_slope': 0.0, 'threshold': 0} | relu",
        "Dense {'name': 'a', 'activation': {'class_name': 'function', 'config': 'relu'}} | relu",
        "Dense {'name': 'a', 'activation': {'class_name': 'PReLU', 'config': {}}} | PReLU",
        "InputLayer {}; Flatten {}; " + FIRST + "; Dropout {'rate': 0.5} | relu",
      })
  void namesActivations(String layers, String activation) {
    KerasModel model = model(layers + "; " + LAST);
    assertEquals("{activations.0=" + activation + "}", model.texts().toString());
    assertEquals("[a, b]", model.names().toString());
  }

  @Test
  void readsPixelsDividedBy255() {
    KerasModel model = model("Rescaling {'scale': 0.00392156862745098, 'offset': 0.0}; " + LAST);
    assertEquals("{pixels=unit}", model.texts().toString());
  }

  @Test
  void readsTheListOfOldModels() {
    String list = "{'class_name': 'Sequential', 'config': [" + list(FIRST + "; " + LAST) + "]}";
    assertEquals("[a, b]", read(list).names().toString());
  }

  @Test
  void readsOldFunctionalModels() {
    assertEquals("[a, b]", functional("[[['a', 0, 0, {}]]]").names().toString());
  }

  private static KerasModel functional(String inbound) {
    String first = list(FIRST).replaceFirst("}$", ", 'inbound_nodes': []}");
    String last = list(LAST).replaceFirst("}$", ", 'inbound_nodes': " + inbound + "}");
    return read("{'class_name': 'Model', 'config': {'layers': [" + first + ", " + last + "]}}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[[['a', 0, 0, {}], ['c', 0, 0, {}]]] | [a, c]",
        "[[['b', 0, 0, {}]]] | [b]",
        "[] | []",
      })
  void refusesWhatIsNoChain(String inbound, String sources) {
    FormatException e = assertThrows(FormatException.class, () -> functional(inbound));
    assertEquals("b takes " + sources + " (expected a: one chain of layers)", e.getMessage());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Conv2D {} | holds a layer of class Conv2D (expected fully connected layers only)",
        "Sequential {} | holds a layer of class Sequential (expected fully connected layers only)",
        "Flatten {} | holds a Keras model without Dense layers (expected some)",
        "ReLU {} | holds ReLU after no layer (expected after Dense without an activation)",
        FIRST + "; ReLU {} | holds ReLU after relu (expected after Dense without an activation)",
        FIRST + " | ends in relu (expected softmax, sigmoid or linear)",
        "Dense {'name': 'a'}; ReLU {'max_value': 6.0}; "
            + LAST
            + " | holds ReLU with max_value 6.0 (expected 0)",
        "Dense {'name': 'a'}; ELU {'alpha': 0.5}; "
            + LAST
            + " | holds ELU with alpha 0.5 (expected 1)",
        "Rescaling {'scale': 0.5}; " + LAST + " | holds Rescaling by 0.5 (expected 1/255)",
        "Rescaling {'offset': -1}; " + LAST + " | holds Rescaling with offset -1.0 (expected 0)",
        FIRST
            + "; Rescaling {}; "
            + LAST
            + " | holds Rescaling after another layer (expected before all)",
        "Dense {} | malformed configuration of a Keras model "
            + "(expected layers with a class_name and a config)",
        "Dense [] | malformed configuration of a Keras model "
            + "(expected layers with a class_name and a config)",
      })
  void refuses(String layers, String problem) {
    FormatException e = assertThrows(FormatException.class, () -> model(layers));
    assertEquals(problem, e.getMessage());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'class_name': 'Net', 'config': {}} | "
            + "holds a Keras model of class Net (expected Sequential or Functional)",
        "{'class_name': 'Sequential', 'config': {'layers': 3}} | "
            + "malformed configuration of a Keras model "
            + "(expected layers with a class_name and a config)",
        "'' | empty JSON (expected an object or a list)",
        "{'class_name': | truncated JSON (at byte 14, before its end)",
      })
  void refusesOtherModels(String json, String problem) {
    FormatException e = assertThrows(FormatException.class, () -> read(json));
    assertEquals(problem, e.getMessage());
  }
}

package mnisteval.weights.pickle;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is read of objects of known classes. */
final class ObjectContentTest {
  private final PickleInput budget = new PickleInput(new byte[0], 1 << 16);

  private Map<?, ?> content(String type, Map<?, ?> attributes) {
    PickledObject object = new PickledObject.Type(type).make(0);
    object.setState(attributes, budget);
    return ObjectContent.of(object, new ArrayList<>(), budget);
  }

  /** The defaults are those of PyTorch's documentation of each class. */
  @ParameterizedTest
  @CsvSource({
    "ReLU, inplace, 1, ReLU",
    "SiLU, inplace, 1, SiLU",
    "LeakyReLU, negative_slope, 0.25, leaky_relu:0.25",
    "ELU, alpha, 1, ELU",
    "ELU, alpha, 0.5, ELU with another alpha than 1.0",
    "Softplus, beta, 1, Softplus",
    "Softplus, beta, 2, Softplus with another beta than 1.0",
    "GELU, inplace, 1, GELU",
  })
  void namesActivationsOfPyTorch(String type, String attribute, double value, String name) {
    assertEquals(
        Map.of("activation", name),
        content("torch.nn.modules.activation." + type, Map.of(attribute, value)));
  }

  @Test
  void namesAnApproximationApart() {
    String type = "torch.nn.modules.activation.GELU";
    assertEquals(Map.of("activation", "GELU"), content(type, Map.of("approximate", "none")));
    assertEquals(
        Map.of("activation", "GELU with another approximate than none"),
        content(type, Map.of("approximate", "tanh")));
  }

  @ParameterizedTest
  @CsvSource({"Softmax", "LogSoftmax"})
  void leavesOutActivationsOfOutputs(String type) {
    assertEquals(
        Map.of(), content("torch.nn.modules.activation." + type, Map.of("dim", 1, "_modules", 0)));
  }

  @Test
  void joinsParametersAndModulesInOrder() {
    Map<Object, Object> parameters = new LinkedHashMap<>();
    parameters.put("weight", 1);
    parameters.put("bias", null);
    Map<?, ?> attributes =
        Map.of("_modules", Map.of("fc", 2), "_parameters", parameters, "training", true);
    assertEquals(
        List.of("weight", "bias", "fc"), List.copyOf(content("net.Net", attributes).keySet()));
  }

  @Test
  void takesOtherObjectsAsTheyAre() {
    assertEquals(Map.of("W", 1), content("net.Affine", Map.of("W", 1)));
    assertEquals(Map.of("_modules", 1), content("net.Net", Map.of("_modules", 1)));
  }
}

package mnisteval.weights.layers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the name of an array says, and in what order layers come by their names. */
final class LayerNameTest {
  @ParameterizedTest
  @CsvSource({
    "W1, 1, true, 1, W",
    "w_12, 12, true, 12, w_",
    "params.W3, params.3, true, 3, params.W",
    "b2, 2, false, 2, b",
    "weights.0, 0, true, 0, weights.",
    "model/Biases/7, model.7, false, 7, model/Biases/",
    "fc1.weight, fc1, true, -1, weight",
    "fc1_bias, fc1, false, -1, bias",
    "dense_1/kernel:0, dense_1, true, -1, kernel",
    "layers.0.W, layers.0, true, -1, w",
    "W_out, out, true, -1, w",
    "a.bout, a.out, false, -1, b",
    "W99999999, 99999999, true, 99999999, W",
    ".0, '', , , ",
    "W123456789, '', , , ",
    "fc1.scale, '', , , ",
    "5, '', , , ",
    "optimizer.fc1.weight, '', , , ",
  })
  void saysLayerAndKind(String path, String layer, Boolean weights, Integer number, String word) {
    LayerName name = LayerName.of(path);
    if (weights == null) {
      assertNull(name);
    } else {
      assertEquals(new LayerName(layer, weights, number, word), name);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "dense, dense",
    "dense_1, dense",
    "dense_12, dense",
    "net.10.fc2, net..fc",
    "a_b1, a_b",
    "layer_, layer_",
    "_7, ''",
  })
  void hasTheSameStemAsOthersOfItsKind(String layer, String stem) {
    assertEquals(stem, of(layer).stem());
  }

  @ParameterizedTest
  @CsvSource({
    "dense, -1",
    "dense_0, 0",
    "dense_1, 1",
    "net.10, 10",
    "block2.fc10, 200000010",
    "a3b4c5, 30000000400000005",
    "fc123456789012, 99999999",
  })
  void isOrderedByItsNumbers(String layer, long order) {
    assertEquals(order, of(layer).order());
  }

  /** Numbers of the last layers of a long path count, and none overflows. */
  @Test
  void isOrderedByTheLastOfManyNumbers() {
    long first = of("a9.b9.c8.d7.e6").order();
    long second = of("a1.b1.c8.d7.e7").order();
    assertTrue(0 < first && first < second, first + " " + second);
  }

  @ParameterizedTest
  @ValueSource(strings = {"fc.out", "output", "a.o", "final", "last"})
  void isLastByItsName(String layer) {
    assertTrue(of(layer).isLast());
  }

  private static LayerName of(String layer) {
    return new LayerName(layer, true, -1, "weight");
  }
}

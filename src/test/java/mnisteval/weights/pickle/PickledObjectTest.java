package mnisteval.weights.pickle;

import static mnisteval.weights.pickle.PickleBytes.array;
import static mnisteval.weights.pickle.PickleBytes.bytes;
import static mnisteval.weights.pickle.PickleBytes.dtype;
import static mnisteval.weights.pickle.PickleBytes.load;
import static mnisteval.weights.pickle.PickleBytes.loadWithin;
import static mnisteval.weights.pickle.PickleBytes.refusal;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import mnisteval.weights.array.FormatException;
import mnisteval.weights.array.NamedArrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Objects as Python writes them, opcode by opcode: attributes, whose class is a name. */
final class PickledObjectTest {
  private static final String NET = "cnetwork\nNet\n)\201";
  private static final String ONE = array("K\1\205", dtype("u1", "|"), "\211", "C\1a");

  private static NamedArrays named(String pickle) {
    return PickleReader.read(bytes(pickle));
  }

  private static List<String> names(String pickle) {
    return List.copyOf(named(pickle).arrays().keySet());
  }

  /** INST, OBJ, NEWOBJ, and the call that protocols 0 and 1 have instead of it. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "(inetwork\nNet\n",
        "(cnetwork\nNet\no",
        "cnetwork\nNet\n)\201",
        "\214\7network\214\3Net\223)\201",
        "ccopy_reg\n_reconstructor\n(cnetwork\nNet\nc__builtin__\nobject\nNtR",
        "ccopyreg\n_reconstructor\ncnetwork\nNet\ncbuiltins\nobject\nN\207R",
      })
  void readsTheAttributesOfAnObject(String object) {
    NamedArrays read = named(object + "}(U\1W](K\1K\2eU\2lrG?\340\0\0\0\0\0\0ub.");
    assertEquals(List.of("W"), List.copyOf(read.arrays().keySet()));
    assertEquals(Map.of("lr", 0.5), read.numbers());
    assertEquals(List.of("object of network.Net, read as its attributes"), read.notes());
  }

  @Test
  void readsTheAttributesOfSlots() {
    assertEquals(List.of("a", "b"), names(NET + "}U\1a](K\1es}U\1b](K\2es\206b."));
    assertEquals(List.of("b"), names(NET + "N}U\1b](K\2es\206b."));
    assertEquals(List.of(), names(NET + "NN\206b."));
  }

  @ParameterizedTest
  @ValueSource(strings = {"N", "](K\1e", "K\1", "U\1a", "K\1K\2\206", "}}}\207", "}K\1\206"})
  void refusesAnotherState(String state) {
    assertEquals(
        "holds an object of network.Net whose state is no dict of attributes",
        refusal(NET, state, "b."));
  }

  @Test
  void refusesToSetTheAttributesTwice() {
    assertEquals("sets the attributes of an object of network.Net twice", refusal(NET, "}b}b."));
  }

  /** Classes that are lists or dicts too. */
  @ParameterizedTest
  @ValueSource(strings = {"Na", "(Ne", "U\1aNs", "(U\1aNu"})
  void refusesItems(String items) {
    assertEquals(
        "holds an object of network.Net with items (expected attributes only)",
        refusal(NET, items, "."));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "cnetwork\nNet\nc__builtin__\nlist\n",
        "cnetwork\nNet\nc__builtin__\nobject\n](K\1e\207R.",
        "cnetwork\nNet\ncnetwork\nNet\nN\207R.",
        "cnumpy\nndarray\ncbuiltins\nobject\nN\207R.",
        "cnetwork\nNet\n\205R.",
        ")R.",
      })
  void refusesObjectsOfMoreThanAttributes(String arguments) {
    String message = refusal("ccopyreg\n_reconstructor\n", arguments);
    assertEquals(
        arguments.contains("list")
            ? "refers to __builtin__.list; only numpy arrays are read"
            : "makes an object of more than its attributes",
        message);
  }

  @Test
  void readsObjectsWithinObjects() {
    assertEquals(
        List.of("layers.0.W", "layers.1.W"),
        names(NET + "}U\6layers](" + NET + "}U\1W](K\1esb" + NET + "}U\1W](K\2esbesb."));
  }

  @Test
  void readsAnObjectThatHoldsItself() {
    assertEquals(List.of(), names(NET + "q\1}U\2meh\1sb."));
    assertEquals(List.of(), names(NET + "q\1}U\2me](h\1h\1esb."));
    assertEquals(List.of(), names(NET + "q\1}q\2U\2meh\2sb."));
  }

  /** The file may change the dict after BUILD has read it. */
  @Test
  void keepsAttributesAsTheyWere() throws IOException {
    PickledObject object = (PickledObject) load(NET, "}U\1aNsq\1bh\1U\1bNs0.");
    assertEquals(1, object.attributes().size());
  }

  @Test
  void paysForAttributesThatAreCopied() {
    byte[] dict = bytes("}(", attributes(500), "uq\1");
    assertEquals(
        "asks for more memory than a network needs",
        assertThrows(
                FormatException.class,
                () -> loadWithin(1 << 20, dict, (NET + "h\1b").repeat(500), "."))
            .getMessage());
  }

  private static String attributes(int count) {
    StringBuilder attributes = new StringBuilder();
    for (int i = 0; i < count; i++) {
      attributes.append("U\3").append(Integer.toString(100 + i)).append('N');
    }
    return attributes.toString();
  }

  /** As the book's networks do: in a dict, and again in the layers that compute with them. */
  @Test
  void listsAnArrayOnceThatAnObjectHoldsTwice() {
    String layer = "clayers\nAffine\n)\201}U\1Wh\1sb";
    String params = "U\6params}U\2W1" + ONE + "q\1s";
    assertEquals(List.of("params.W1"), names(NET + "}(" + params + "U\6layers](" + layer + "eub."));
    assertEquals(List.of("params.W1"), names(NET + "}(" + params + "U\2W1h\1ub."));
    assertEquals(List.of("W1", "W2"), names(NET + "}(U\2W1" + ONE + "q\1U\2W2h\1ub."));
    assertEquals(List.of("W.0", "W.1"), names(NET + "}U\1W](" + ONE + "q\1h\1esb."));
    assertEquals(List.of("a", "b"), names("}(U\1a" + ONE + "q\1U\1bh\1u."));
  }

  @ParameterizedTest
  @CsvSource({
    "'cnetwork\nsigmoid\n', sigmoid",
    "'cnumpy\ntanh\n', tanh",
    "'cmy.layers\nLayer.relu\n', relu",
  })
  void namesAnActivationAfterAFunction(String function, String name) {
    NamedArrays read = named("}U\12activation" + function + "s.");
    assertEquals(Map.of("activation", name), read.texts());
  }

  @Test
  void namesAnActivationAfterTheClassOfALayer() {
    NamedArrays read =
        named("}(U\2r1clayers\nRelu\n)\201}U\4mask" + ONE + "sbU\2t2clayers\nTanh\n)\201u.");
    assertEquals(Map.of("r1.activation", "relu", "t2.activation", "tanh"), read.texts());
    assertEquals(Map.of(), read.arrays());
  }

  @Test
  void leavesOutRandomNumbers() {
    String state = "}(U\5state}U\3key" + ONE + "sU\3pos" + "K\1u";
    String generator =
        "cnumpy.random._pickle\n__randomstate_ctor\ncnumpy.random._pickle\n__bit_generator_ctor\n"
            + "cnumpy.random._mt19937\nMT19937\n\205R"
            + state
            + "N\206b\205R}b";
    assertEquals(List.of("W"), names("}(U\3rng" + generator + "U\1W" + ONE + "u."));
  }

  @ParameterizedTest
  @ValueSource(strings = {"numpy.random\nrand", "numpy.random._pickle\nBitGenerators"})
  void refusesOtherNamesOfRandomNumbers(String name) {
    assertEquals(
        "refers to " + name.replace('\n', '.') + "; only numpy arrays are read",
        refusal("c", name, "\nK\3\205R."));
  }
}

package mnisteval.weights.onnx;

import static mnisteval.OnnxFile.FLOAT;
import static mnisteval.OnnxFile.integer;
import static mnisteval.OnnxFile.integers;
import static mnisteval.OnnxFile.join;
import static mnisteval.OnnxFile.message;
import static mnisteval.OnnxFile.number;
import static mnisteval.OnnxFile.real;
import static mnisteval.OnnxFile.text;
import static mnisteval.OnnxFile.varint;
import static mnisteval.OnnxFile.word;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import mnisteval.OnnxFile;
import mnisteval.weights.array.FormatException;
import mnisteval.weights.array.NamedArrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Graphs of a few numbers, computed by hand; one mistake a test. */
final class OnnxReaderTest {

  /** x of 3 numbers, W of shape (3, 2), b and c of 2, V of shape (2, 2). */
  private static OnnxFile start() {
    return OnnxFile.ofRows()
        .tensor("W", new long[] {3, 2}, 1, 2, 3, 4, 5, 6)
        .tensor("b", new long[] {2}, 10, 20)
        .tensor("V", new long[] {2, 2}, 1, 0, 7, 1)
        .tensor("two", new long[0], 2)
        .tensor("c", new long[] {1, 2}, 4, 8)
        .tensor("each", new long[] {3}, 1, 2, 4);
  }

  private static NamedArrays read(OnnxFile file) {
    return OnnxReader.read(file.bytes());
  }

  private static String refusal(OnnxFile file) {
    return refusal(file.bytes());
  }

  private static String refusal(byte[] bytes) {
    return assertThrows(FormatException.class, () -> OnnxReader.read(bytes)).getMessage();
  }

  private static void assertLayer(NamedArrays read, double[] weights, double[] bias) {
    assertArrayEquals(weights, read.arrays().get("layers.0.W").elements());
    assertArrayEquals(bias, read.arrays().get("layers.0.b").elements());
  }

  @Test
  void readsLayersInTheOrderOfTheGraph() {
    NamedArrays read =
        read(
            start()
                .node("MatMul", "y", "h", "V")
                .node("Relu", "h", "z")
                .node("Gemm", "z", "x", "W", "b"));
    assertEquals("ONNX model", read.format());
    assertEquals(
        List.of("layers.0.W", "layers.0.b", "layers.1.W", "layers.1.b"),
        List.copyOf(read.arrays().keySet()));
    assertLayer(read, new double[] {1, 2, 3, 4, 5, 6}, new double[] {10, 20});
    assertArrayEquals(new double[] {0, 0}, read.arrays().get("layers.1.b").elements());
    assertEquals(Map.of("activations.0", "relu"), read.texts());
  }

  @Test
  void appliesAlphaAndBeta() {
    byte[] attributes = join(real("alpha", 0.5f), real("beta", 3), integer("transB", 1));
    OnnxFile file = OnnxFile.ofRows().tensor("W", new long[] {2, 3}, 1, 2, 3, 4, 5, 6);
    file.tensor("b", new long[] {2}, 10, 20).node("Gemm", attributes, "y", "x", "W", "b");
    assertLayer(read(file), new double[] {.5, 2, 1, 2.5, 1.5, 3}, new double[] {30, 60});
  }

  /** ((x - each) / 2) @ W + b = x @ (W / 2) + b - (each / 2) @ W; each @ W = (27, 34). */
  @Test
  void foldsWhatIsDoneToPixels() {
    OnnxFile file = start().node("Sub", "s", "x", "each").node("Div", "d", "s", "two");
    NamedArrays read = read(file.node("Gemm", "y", "d", "W", "b"));
    assertLayer(read, new double[] {.5, 1, 1.5, 2, 2.5, 3}, new double[] {-3.5, 3});
    assertEquals(Map.of("pixels", "raw"), read.texts());
  }

  /** (c - (x @ W) * 2) = x @ (-2 W) + c. */
  @Test
  void foldsWhatIsDoneToSums() {
    OnnxFile file = start().node("MatMul", "m", "x", "W").node("Mul", "d", "two", "m");
    NamedArrays read = read(file.node("Sub", "y", "c", "d"));
    assertLayer(read, new double[] {-2, -4, -6, -8, -10, -12}, new double[] {4, 8});
    assertEquals(Map.of(), read.texts());
  }

  /** (z - (10, 20)) / sqrt((3.5, 15.5) + 0.5) * (4, 8) + (4, 8), of z = x @ W + (10, 20). */
  @Test
  void foldsBatchNormalization() {
    OnnxFile file = start().tensor("v", new long[] {2}, 3.5f, 15.5f);
    file.tensor("g", new long[] {2}, 4, 8).node("Gemm", "z", "x", "W", "b");
    byte[] epsilon = real("epsilon", 0.5f);
    NamedArrays read = read(file.node("BatchNormalization", epsilon, "y", "z", "g", "g", "b", "v"));
    assertLayer(read, new double[] {2, 4, 6, 8, 10, 12}, new double[] {4, 8});
  }

  @Test
  void refusesBatchNormalizationByUnequalNumbers() {
    OnnxFile file = start().node("Gemm", "z", "x", "W", "b");
    assertEquals(
        "holds BatchNormalization by 2, 2, 1 and 2 numbers (expected as many of each)",
        refusal(file.node("BatchNormalization", "y", "z", "b", "b", "two", "b")));
  }

  @Test
  void refusesBatchNormalizationInTraining() {
    OnnxFile file = start().node("Gemm", "z", "x", "W", "b");
    byte[] training = integer("training_mode", 1);
    assertEquals(
        "holds BatchNormalization in training (expected training_mode 0)",
        refusal(file.node("BatchNormalization", training, "y", "z", "b", "b", "b", "b")));
  }

  /** A product for each row of an image is no layer over the whole of it. */
  @Test
  void refusesWeightsThatDoNotFitTheInput() {
    OnnxFile file = new OnnxFile().input("x", FLOAT, 0, 2, 3).output("y");
    file.tensor("W", new long[] {3, 1}, 1, 2, 3).node("MatMul", "y", "x", "W");
    assertEquals(
        "W has shape (3, 1), which doesn't fit the input of the ONNX model", refusal(file));
  }

  @Test
  void refusesInputsOfMoreNumbersThanCanBeCounted() {
    long much = 1L << 32;
    OnnxFile file = new OnnxFile().input("x", FLOAT, 0, much, much).output("y");
    file.tensor("W", new long[] {3, 1}, 1, 2, 3).node("MatMul", "y", "x", "W");
    assertEquals(
        "W has shape (3, 1), which doesn't fit the input of the ONNX model", refusal(file));
  }

  @Test
  void takesAnImageWithoutADimensionForMore() {
    OnnxFile file = new OnnxFile().input("x", FLOAT, 2, 3).output("y");
    file.tensor("W", new long[] {6, 1}, 1, 2, 3, 4, 5, 6).node("Flatten", "f", "x");
    assertEquals(2, read(file.node("MatMul", "y", "f", "W")).arrays().size());
  }

  @Test
  void takesImagesOfAnySize() {
    OnnxFile file = new OnnxFile().input("x", FLOAT, 0, 0).output("y");
    file.tensor("W", new long[] {3, 1}, 1, 2, 3);
    assertEquals(2, read(file.node("MatMul", "y", "x", "W")).arrays().size());
  }

  @Test
  void refusesConstantsOfNothing() {
    OnnxFile file = start().tensor("k", new long[] {0}).node("Add", "p", "x", "k");
    assertEquals(
        "k has shape (0,) (expected one number for Add, or as many as a row has)",
        refusal(file.node("MatMul", "y", "p", "W")));
  }

  /** (2 h + c) @ V = h @ 2 V + c @ V. */
  @Test
  void foldsWhatIsDoneAfterAnActivation() {
    OnnxFile file = start().node("MatMul", "m", "x", "W").node("Tanh", "h", "m");
    file.node("Mul", "d", "h", "two").node("Add", "e", "c", "d").node("MatMul", "y", "e", "V");
    NamedArrays read = read(file);
    assertLayer(read, new double[] {1, 2, 3, 4, 5, 6}, new double[] {0, 0});
    assertArrayEquals(new double[] {2, 0, 14, 2}, read.arrays().get("layers.1.W").elements());
    assertArrayEquals(new double[] {60, 8}, read.arrays().get("layers.1.b").elements());
    assertEquals(Map.of("activations.0", "tanh"), read.texts());
  }

  @ParameterizedTest
  @CsvSource({
    "Relu, relu",
    "Sigmoid, sigmoid",
    "Tanh, tanh",
    "Softplus, softplus",
    "Gelu, gelu",
    "Elu, elu",
    "LeakyRelu, leaky_relu:0.01",
    "Identity, identity",
  })
  void namesActivations(String operator, String name) {
    OnnxFile file = start().node("MatMul", "m", "x", "W").node(operator, "h", "m");
    assertEquals(Map.of("activations.0", name), read(file.node("MatMul", "y", "h", "V")).texts());
  }

  /** Of the float32 next to 0.2 the number that was meant, not 0.20000000298. */
  @Test
  void readsTheSlopeOfLeakyRelu() {
    OnnxFile file = start().node("MatMul", "m", "x", "W");
    file.node("LeakyRelu", real("alpha", 0.2f), "h", "m").node("MatMul", "y", "h", "V");
    assertEquals(Map.of("activations.0", "leaky_relu:0.2"), read(file).texts());
  }

  /** As (x - mean) / std: which of them belong to pixels from 0 to 1. */
  @ParameterizedTest
  @CsvSource({
    "Sub, 0.1307, unit",
    "Sub, 0, ",
    "Sub, 1.5, raw",
    "Sub, -0.5, raw",
    "Div, 0.3081, unit",
    "Div, 255, raw",
    "Mul, 0.00392156862, raw",
    "Mul, 2, unit",
  })
  void tellsPixelsByWhatIsDoneToThem(String operator, float constant, String pixels) {
    OnnxFile file = start().tensor("k", new long[] {1}, constant).node(operator, "p", "x", "k");
    assertEquals(pixels, read(file.node("MatMul", "y", "p", "W")).texts().get("pixels"));
  }

  @Test
  void takesBytesAsRawPixels() {
    OnnxFile file = new OnnxFile().input("x", OnnxFile.UINT8, 0, 3).output("y");
    file.tensor("W", new long[] {3, 1}, 1, 2, 3).node("Cast", integer("to", FLOAT), "f", "x");
    assertEquals(Map.of("pixels", "raw"), read(file.node("MatMul", "y", "f", "W")).texts());
  }

  @ParameterizedTest
  @ValueSource(strings = {"Softmax", "LogSoftmax", "Sigmoid", "Tanh", "Softplus", "Elu"})
  void endsInWhatKeepsTheLargestTheLargest(String operator) {
    OnnxFile file = start().node("MatMul", "m", "x", "W").node(operator, "y", "m");
    assertEquals(2, read(file).arrays().size());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Relu | ends in Relu (expected the sums of the last layer, or Softmax of them)",
        "Gelu | ends in Gelu (expected the sums of the last layer, or Softmax of them)",
        "ArgMax | holds ArgMax over axis 0 (expected 1 or -1)",
        "Conv | holds the operator Conv (expected Gemm, MatMul, Add, Sub, Mul, Div, activations,"
            + " BatchNormalization, Flatten and the like, as in a network of fully connected layers)",
        "Transpose | holds Transpose (expected pixels and sums in their order; only dimensions of"
            + " 1 may change places)",
        "Cast | holds Cast to undefined (expected to a type of floats)",
      })
  void refusesToEndIn(String operator, String problem) {
    assertEquals(problem, refusal(start().node("MatMul", "m", "x", "W").node(operator, "y", "m")));
  }

  @Test
  void refusesOperatorsOfOtherDomains() {
    OnnxFile file = start().node("Gelu", text(7, "com.microsoft"), "y", "x");
    assertEquals(
        "holds the operator com.microsoft.Gelu (expected Gemm, MatMul, Add, Sub, Mul, Div,"
            + " activations, BatchNormalization, Flatten and the like, as in a network of fully"
            + " connected layers)",
        refusal(file));
  }

  @Test
  void refusesALayerAfterTheEnd() {
    OnnxFile file = start().node("MatMul", "m", "x", "W").node("Softmax", "s", "m");
    assertEquals(
        "holds MatMul after Softmax (expected nothing)",
        refusal(file.node("MatMul", "y", "s", "V")));
  }

  @Test
  void refusesConstantsAfterTheLastActivation() {
    OnnxFile file = start().node("MatMul", "m", "x", "W").node("Tanh", "h", "m");
    assertEquals(
        "ends in Tanh and a constant (expected the sums of the last layer, or Softmax of them)",
        refusal(file.node("Mul", "y", "h", "c")));
  }

  @Test
  void refusesTwoActivationsInARow() {
    OnnxFile file = start().node("MatMul", "m", "x", "W").node("Relu", "h", "m");
    assertEquals(
        "holds Tanh after Relu (expected a layer between them)",
        refusal(file.node("Tanh", "y", "h")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Relu", "Softmax"})
  void refusesToActivatePixels(String operator) {
    OnnxFile file = start().node(operator, "h", "x").node("MatMul", "y", "h", "W");
    assertEquals("holds " + operator + " before the first layer", refusal(file));
  }

  @Test
  void refusesAnotherAlphaOfElu() {
    OnnxFile file = start().node("MatMul", "m", "x", "W");
    file.node("Elu", real("alpha", 0.5f), "h", "m").node("MatMul", "y", "h", "V");
    assertEquals("holds Elu with alpha 0.5 (expected 1)", refusal(file));
  }

  @Test
  void refusesApproximateGelu() {
    OnnxFile file = start().node("MatMul", "m", "x", "W");
    file.node("Gelu", word("approximate", "tanh"), "h", "m").node("MatMul", "y", "h", "V");
    assertEquals("holds Gelu that is approximate (expected the exact one)", refusal(file));
  }

  @Test
  void refusesTransA() {
    OnnxFile file = start().node("Gemm", integer("transA", 1), "y", "x", "W");
    assertEquals("holds Gemm with transA (expected 0)", refusal(file));
  }

  @Test
  void refusesResidualConnections() {
    OnnxFile file = start().node("MatMul", "m", "x", "W").node("MatMul", "n", "m", "V");
    assertEquals(
        "holds Add of two values that are computed (expected of one and a constant: one chain of"
            + " layers)",
        refusal(file.node("Add", "y", "m", "n")));
  }

  @Test
  void refusesToAddConstants() {
    OnnxFile file = start().node("Add", "y", "b", "c");
    assertEquals(
        "holds Add of two constants (expected of one and a constant: one chain of layers)",
        refusal(file));
  }

  @Test
  void refusesWeightsThatAreComputed() {
    assertEquals(
        "holds MatMul of values that are computed (expected constants for weights and biases)",
        refusal(start().node("Tanh", "t", "x").node("MatMul", "y", "x", "t")));
  }

  @Test
  void refusesDivisionByPixels() {
    OnnxFile file = start().node("Div", "d", "two", "x").node("MatMul", "y", "d", "W");
    assertEquals("holds Div by a computed value (expected by a constant)", refusal(file));
  }

  @Test
  void refusesArithmeticOfIntegers() {
    OnnxFile file = new OnnxFile().input("x", OnnxFile.UINT8).output("y");
    file.tensor("k", new long[0], 255).node("Div", "y", "x", "k");
    assertEquals(
        "holds Div of integers (expected Cast to floating-point numbers before)", refusal(file));
  }

  @Test
  void refusesInputsThatAreNoPixels() {
    OnnxFile file = new OnnxFile().input("x", OnnxFile.BOOL).output("y").node("Relu", "y", "x");
    assertEquals(
        "an ONNX model whose input is bool (expected floating-point numbers or integers)",
        refusal(file));
  }

  @Test
  void refusesSeveralOutputs() {
    assertEquals(
        "an ONNX model of 2 outputs (expected one: y, z)",
        refusal(start().output("z").node("Relu", "y", "x")));
  }

  @Test
  void refusesSeveralInputs() {
    assertEquals(
        "an ONNX model of 2 inputs (expected one: x, z)",
        refusal(start().input("z", FLOAT).node("Relu", "y", "x")));
  }

  @Test
  void takesConstantsThatAreInputsTooForConstants() {
    OnnxFile file = start().input("W", FLOAT, 3, 2).node("MatMul", "y", "x", "W");
    assertEquals(2, read(file).arrays().size());
  }

  @Test
  void refusesWeightsThatDoNotFollow() {
    OnnxFile file = start().node("MatMul", "m", "x", "W").node("MatMul", "y", "m", "W");
    assertEquals("W has shape (3, 2), expected (2, n) to follow W", refusal(file));
  }

  @Test
  void refusesWeightsThatAreNoMatrix() {
    assertEquals(
        "b has shape (2,), expected (inputs, outputs)",
        refusal(start().node("MatMul", "y", "x", "b")));
  }

  @Test
  void refusesABiasOfAnotherLength() {
    assertEquals(
        "each has shape (3,) (expected one number for Gemm, or as many as a row has)",
        refusal(start().node("Gemm", "y", "x", "W", "each")));
  }

  @Test
  void refusesAConstantForEachImage() {
    OnnxFile file = start().tensor("k", new long[] {3, 1}, 1, 2, 3).node("Add", "p", "x", "k");
    assertEquals(
        "k has shape (3, 1) (expected one number for Add, or as many as a row has)",
        refusal(file.node("MatMul", "y", "p", "W")));
  }

  @Test
  void refusesConstantsForOtherInputs() {
    OnnxFile file = start().node("Add", "p", "x", "b").node("MatMul", "y", "p", "W");
    assertEquals(
        "an ONNX model with a constant of 2 numbers beside W (expected 1 or 3, its inputs)",
        refusal(file));
  }

  @Test
  void refusesConstantsOfTwoLengths() {
    OnnxFile file = start().node("Add", "p", "x", "b").node("Mul", "q", "p", "each");
    assertEquals(
        "an ONNX model with a constant of 3 numbers where there are 2",
        refusal(file.node("MatMul", "y", "q", "W")));
  }

  /** (batch, 1, 2, 2) to (batch, 2, 2, 1) is the same order; to (batch, 1, 2', 2) is not. */
  @Test
  void transposesDimensionsOfOne() {
    OnnxFile file = new OnnxFile().input("x", FLOAT, 0, 1, 2, 2).output("y");
    file.tensor("W", new long[] {4, 1}, 1, 2, 3, 4).node("Flatten", "f", "t");
    file.node("MatMul", "y", "f", "W");
    byte[] kept = integers("perm", 0, 2, 3, 1);
    assertEquals(2, read(file.node("Transpose", kept, "t", "x")).arrays().size());
  }

  @Test
  void refusesToTurnThePixels() {
    OnnxFile file = new OnnxFile().input("x", FLOAT, 0, 1, 2, 2).output("y");
    file.tensor("W", new long[] {4, 1}, 1, 2, 3, 4).node("Flatten", "f", "t");
    file.node("MatMul", "y", "f", "W");
    assertEquals(
        "holds Transpose (expected pixels and sums in their order; only dimensions of 1 may change"
            + " places)",
        refusal(file.node("Transpose", integers("perm", 0, 1, 3, 2), "t", "x")));
  }

  @Test
  void leavesWeightsWhoseAxesAreInOrder() {
    OnnxFile file = start().node("Transpose", integers("perm", 0, 1), "T", "W");
    NamedArrays read = read(file.node("MatMul", "y", "x", "T"));
    assertLayer(read, new double[] {1, 2, 3, 4, 5, 6}, new double[] {0, 0});
  }

  @Test
  void turnsWeights() {
    OnnxFile file = start().node("Transpose", integers("perm", 1, 0), "T", "W");
    NamedArrays read = read(file.node("MatMul", "y", "x", "T"));
    assertLayer(read, new double[] {1, 3, 5, 2, 4, 6}, new double[] {0, 0, 0});
  }

  @Test
  void readsAConstantThatIsOneFloat() {
    OnnxFile file = start().node("Constant", real("value_float", 4), "k");
    file.node("MatMul", "m", "x", "W").node("Add", "y", "m", "k");
    assertLayer(read(file), new double[] {1, 2, 3, 4, 5, 6}, new double[] {4, 4});
  }

  @Test
  void refusesWeightsInAnotherFile() {
    byte[] fields = join(OnnxFile.header("W", FLOAT, 3, 2), number(14, 1));
    OnnxFile file = OnnxFile.ofRows().add(message(5, fields)).node("MatMul", "y", "x", "W");
    assertEquals(
        "W is in another file (expected all numbers in this one, as"
            + " onnx.save_model(onnx.load(FILE), NEW) writes them)",
        refusal(file));
  }

  private static String refusalOf(byte[] header, byte[] numbers) {
    OnnxFile file = OnnxFile.ofRows().add(message(5, header, numbers));
    return refusal(file.node("MatMul", "y", "x", "W"));
  }

  @Test
  void refusesWeightsOfIntegers() {
    assertEquals(
        "W has elements of type int64 (expected float, double, float16 or bfloat16)",
        refusalOf(OnnxFile.header("W", 7, 1, 1), message(9, new byte[8])));
  }

  @Test
  void refusesWeightsOfTypesThatAreNotKnown() {
    assertEquals(
        "W has elements of type number 99 (expected float, double, float16 or bfloat16)",
        refusalOf(OnnxFile.header("W", 99, 1, 1), message(9, new byte[8])));
  }

  @Test
  void refusesFewerNumbersThanTheShapeSays() {
    assertEquals(
        "W is an array of shape (2, 1) and dtype <f4 with the wrong number of bytes (expected 8,"
            + " found 4)",
        refusalOf(OnnxFile.header("W", FLOAT, 2, 1), message(9, new byte[4])));
  }

  @Test
  void refusesFewerHalvesThanTheShapeSays() {
    assertEquals(
        "W is an array of shape (2, 1) and dtype <f2 with the wrong number of bytes (expected 4,"
            + " found 2)",
        refusalOf(OnnxFile.header("W", 10, 2, 1), message(5, varint(0x3c00))));
  }

  @Test
  void refusesHalvesThatAreCut() {
    assertEquals(
        "W is an array whose numbers end too early",
        refusalOf(OnnxFile.header("W", 10, 1, 1), message(5, new byte[] {-128})));
  }

  @Test
  void refusesNegativeDimensions() {
    assertEquals(
        "malformed ONNX (W has a dimension of -1)",
        refusalOf(OnnxFile.header("W", FLOAT, -1, 1), message(9, new byte[4])));
  }

  @Test
  void refusesNumbersOfAnotherType() {
    assertEquals(
        "malformed ONNX (W has numbers of another type than float)",
        refusalOf(OnnxFile.header("W", FLOAT, 1, 1), message(10, new byte[8])));
  }

  @Test
  void refusesNumbersInPieces() {
    byte[] pieces = join(message(9, new byte[4]), message(9, new byte[4]));
    assertEquals(
        "malformed ONNX (the numbers of W are in several pieces)",
        refusalOf(OnnxFile.header("W", FLOAT, 2, 1), pieces));
  }

  @Test
  void refusesMoreDimensionsThanNumpyHas() {
    long[] dims = new long[65];
    Arrays.fill(dims, 1);
    assertEquals(
        "malformed ONNX (W has more than 64 dimensions)",
        refusalOf(OnnxFile.header("W", FLOAT, dims), message(9, new byte[4])));
  }

  @Test
  void refusesTwoValuesOfOneName() {
    assertEquals(
        "malformed ONNX (two values called y)",
        refusal(start().node("Relu", "y", "x").node("Tanh", "y", "x")));
  }

  @Test
  void refusesAValueThatNothingGives() {
    assertEquals("malformed ONNX (no node gives z)", refusal(start().node("Relu", "y", "z")));
  }

  @Test
  void refusesANodeWithoutInputs() {
    assertEquals("malformed ONNX (no node gives a value)", refusal(start().node("Relu", "y")));
  }

  @Test
  void refusesCircles() {
    assertEquals(
        "an ONNX model that goes round in circles, or has more than 10000 nodes",
        refusal(start().node("Relu", "y", "z").node("Tanh", "z", "y")));
  }

  @Test
  void refusesConstantsInCircles() {
    OnnxFile file = start().node("Identity", "k", "l").node("Identity", "l", "k");
    assertEquals(
        "an ONNX model that goes round in circles, or has more than 10000 nodes",
        refusal(file.node("Add", "y", "x", "k")));
  }

  @Test
  void refusesAGraphWithoutLayers() {
    assertEquals(
        "an ONNX model without a layer (expected Gemm or MatMul)",
        refusal(start().node("Identity", "y", "x")));
  }

  @Test
  void refusesAModelWithoutAGraph() {
    assertEquals("malformed ONNX (no graph with operators)", refusal(number(1, 8)));
  }

  @Test
  void refusesWhatIsCut() {
    byte[] whole = start().node("MatMul", "y", "x", "W").bytes();
    assertEquals("malformed ONNX (at byte 5; truncated?)", refusal(Arrays.copyOf(whole, 100)));
  }

  @Test
  void refusesTheEndOfAGroupWithoutItsStart() {
    assertEquals(
        "malformed ONNX (at byte 3; truncated?)", refusal(join(number(1, 8), varint(1 << 3 | 4))));
  }

  @Test
  void refusesTooManyParts() {
    byte[] names = new byte[2 << 18];
    for (int i = 0; i < names.length; i += 2) {
      names[i] = 1 << 3 | 2;
    }
    assertEquals(
        "an ONNX model of too many parts (expected at most 262144 nodes, names and tensors)",
        refusal(start().node("Relu", names, "y", "x")));
  }
}

package mnisteval.weights.onnx;

import static mnisteval.weights.array.FormatException.shown;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import mnisteval.weights.array.FormatException;
import mnisteval.weights.array.NamedArrays;
import mnisteval.weights.array.NdArray;

/**
 * Makes layers of the operators of a chain, one operator after the other. Before a layer, after it
 * and after its activation numbers may be added and multiplied; all of it becomes part of the
 * layer's weights and bias, as {@link LinearLayer} computes them.
 */
final class OnnxLayers {
  /** By ONNX's names; the largest number stays the largest under those of the first list. */
  private static final List<String> RISING =
      List.of("Sigmoid", "Tanh", "Softplus", "LeakyRelu", "Elu");

  /** Types of integers that hold pixels from 0 to 255, as ONNX numbers them. */
  private static final List<String> PIXEL_INTEGERS =
      List.of("uint8", "uint16", "int16", "int32", "int64", "uint32", "uint64");

  private static final List<String> FLOATS = List.of("float", "double", "float16", "bfloat16");

  private final Chain chain;
  private final Budget budget;
  private final ImageShape shape;
  private final RowOperators operators;
  private final Map<String, NdArray> arrays = new LinkedHashMap<>();
  private final Map<String, String> texts = new LinkedHashMap<>();

  /** Whether the values are integers still. */
  private boolean integers;

  /** What is done to the numbers that enter the next layer. */
  private Affine before;

  /** The layer to which operators still belong; null before the first one. */
  private LinearLayer layer;

  /** The activation that was met after the layer, and how ours is called; null if none was. */
  private Node activation;

  private String activationName;

  /** The operator after which only the largest output counts; null if none was met. */
  private String end;

  private int count;

  OnnxLayers(Chain chain, GraphValue input, Budget budget) {
    this.chain = chain;
    this.budget = budget;
    shape = new ImageShape(input.dims());
    operators = new RowOperators(chain, shape, budget);
    before = new Affine(budget);
    String type = Tensor.typeName(input.type());
    integers = PIXEL_INTEGERS.contains(type);
    if (!integers && !FLOATS.contains(type)) {
      throw FormatException.of(
          "an ONNX model whose input is %s (expected floating-point numbers or integers)", type);
    }
    if (integers) {
      texts.put("pixels", "raw");
    }
  }

  /** Takes the next operator. */
  void take(Chain.Step step) {
    Node node = step.node();
    switch (node.operator()) {
      case "Flatten", "Reshape", "Squeeze", "Unsqueeze" -> shape.forget();
      case "Dropout", "Identity" -> {}
      case "Transpose" -> transpose(node);
      case "Cast" -> cast(node);
      case "ArgMax", "Softmax", "LogSoftmax" -> end(node);
      default -> compute(step, node);
    }
  }

  private void compute(Chain.Step step, Node node) {
    if (end != null) {
      throw FormatException.of("holds %s after %s (expected nothing)", node.operator(), end);
    }
    if (integers) {
      throw FormatException.of(
          "holds %s of integers (expected Cast to floating-point numbers before)", node.operator());
    }
    switch (node.operator()) {
      case "Add", "Sub", "Mul", "Div", "BatchNormalization" ->
          operators.apply(step, layer == null || activation != null ? before : layer.after());
      case "Gemm" -> gemm(node);
      case "MatMul" -> linear(node, chain.constant(node, 1), false, 1);
      default -> activate(node);
    }
  }

  private void transpose(Node node) {
    if (!shape.transpose(node.integers("perm"))) {
      throw new FormatException(
          "holds Transpose (expected pixels and sums in their order; only dimensions of 1 may change"
              + " places)");
    }
  }

  private void cast(Node node) {
    String type = Tensor.typeName(node.integer("to", 0));
    if (FLOATS.contains(type)) {
      integers = false;
    } else if (end == null) {
      throw FormatException.of("holds Cast to %s (expected to a type of floats)", type);
    }
  }

  private void end(Node node) {
    String operator = node.operator();
    long axis = node.integer("axis", operator.equals("ArgMax") ? 0 : 1);
    if (axis != 1 && axis != -1) {
      throw FormatException.of("holds %s over axis %d (expected 1 or -1)", operator, axis);
    }
    if (layer == null) {
      throw FormatException.of("holds %s before the first layer", operator);
    }
    end = operator;
  }

  private void gemm(Node node) {
    if (node.integer("transA", 0) != 0) {
      throw new FormatException("holds Gemm with transA (expected 0)");
    }
    boolean turned = node.integer("transB", 0) != 0;
    linear(node, chain.constant(node, 1), turned, node.number("alpha", 1));
    if (!node.input(2).isEmpty()) {
      double[] bias = operators.constant(node, 2);
      float beta = node.number("beta", 1);
      for (int i = 0; i < bias.length; i++) {
        bias[i] *= beta;
      }
      layer.after().add(bias);
    }
  }

  private void linear(Node node, Chain.Constant weights, boolean turned, float alpha) {
    NdArray array = weights.array();
    if (array.rank() != 2 || array.size() == 0) {
      throw FormatException.of(
          "%s has shape %s, expected (inputs, outputs)", shown(weights.name()), array.shapeText());
    }
    NdArray matrix = turned ? array.transpose(new int[] {1, 0}) : array;
    if (layer != null) {
      if (matrix.shape()[0] != layer.outputs()) {
        throw FormatException.of(
            "%s has shape %s, expected (%d, n) to follow %s",
            shown(weights.name()), matrix.shapeText(), layer.outputs(), shown(layer.name()));
      }
      finishLayer();
      texts.put("activations." + (count - 1), activation == null ? "identity" : activationName);
    } else if (!shape.hasInputs(matrix.shape()[0])) {
      throw FormatException.of(
          "%s has shape %s, which doesn't fit the input of the ONNX model",
          shown(weights.name()), matrix.shapeText());
    }
    layer = new LinearLayer(weights.name(), matrix, before, budget);
    if (alpha != 1) {
      layer.after().multiply(new double[] {alpha});
    }
    before = new Affine(budget);
    activation = null;
    shape.rows(layer.outputs());
  }

  /** Puts the layer's arrays under the names that stand for its place. */
  private void finishLayer() {
    if (count == 0 && !texts.containsKey("pixels") && layer.changesInputs()) {
      texts.put("pixels", layer.takesUnitPixels() ? "unit" : "raw");
    }
    arrays.put("layers." + count + ".W", layer.weights());
    arrays.put("layers." + count + ".b", layer.bias());
    count++;
  }

  private void activate(Node node) {
    String operator = node.operator();
    if (layer == null) {
      throw FormatException.of("holds %s before the first layer", operator);
    }
    if (activation != null) {
      throw FormatException.of(
          "holds %s after %s (expected a layer between them)", operator, activation.operator());
    }
    activation = node;
    activationName = name(node);
  }

  /** Returns our name of an activation. */
  private static String name(Node node) {
    switch (node.operator()) {
      case "LeakyRelu" -> {
        // Of a float32 the decimal number that was meant: 0.01 and not 0.009999999776482582.
        return "leaky_relu:" + node.number("alpha", 0.01f);
      }
      case "Elu" -> {
        if (node.number("alpha", 1) != 1) {
          throw FormatException.of("holds Elu with alpha %s (expected 1)", node.number("alpha", 1));
        }
      }
      case "Gelu" -> {
        if (!node.text("approximate", "none").equals("none")) {
          throw new FormatException("holds Gelu that is approximate (expected the exact one)");
        }
      }
      default -> {}
    }
    return node.operator().toLowerCase(Locale.ROOT);
  }

  /**
   * Returns the arrays of all layers, in their order, and what the graph says of activations and
   * pixels.
   */
  NamedArrays finish() {
    if (layer == null) {
      throw new FormatException("an ONNX model without a layer (expected Gemm or MatMul)");
    }
    boolean rising = activation == null || RISING.contains(activation.operator());
    if (!rising || !before.isIdentity()) {
      throw FormatException.of(
          "ends in %s%s (expected the sums of the last layer, or Softmax of them)",
          activation.operator(), rising ? " and a constant" : "");
    }
    finishLayer();
    return new NamedArrays("ONNX model", arrays, texts);
  }
}

package mnisteval.weights.onnx;

import static mnisteval.weights.array.FormatException.shown;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import mnisteval.weights.array.FormatException;
import mnisteval.weights.array.NdArray;

/**
 * The operators from the input of a graph to its output, one after the other: each takes the value
 * of the one before, and constants. They are found from the output backwards, so that what only
 * computes shapes is never met.
 */
final class Chain {
  /** Far more than any network has; each is looked at. */
  private static final int MOST_STEPS = 10_000;

  private static final String EXPECTED =
      "expected Gemm, MatMul, Add, Sub, Mul, Div, activations, BatchNormalization, Flatten and"
          + " the like, as in a network of fully connected layers";

  private static final long[] IN_ORDER = {0, 1};

  /** An operator, and which of its inputs, counted from 0, is the value of the one before. */
  record Step(Node node, int data) {}

  /**
   * A constant as an operator takes it.
   *
   * @param array its numbers
   * @param name of the tensor in the file
   */
  record Constant(NdArray array, String name) {}

  private final Graph graph;
  private final Budget budget;
  private int left = MOST_STEPS;

  Chain(Graph graph, Budget budget) {
    this.graph = graph;
    this.budget = budget;
  }

  /**
   * Returns the steps from the input to the output.
   *
   * @throws FormatException if there is an operator of another kind of network, or no such chain
   */
  Deque<Step> steps() {
    String input = graph.input().name();
    String value = graph.output().name();
    Deque<Step> steps = new ArrayDeque<>();
    while (!value.equals(input)) {
      countStep();
      Node node = requireNode(value);
      int data = data(node);
      steps.addFirst(new Step(node, data));
      value = node.input(data);
    }
    return steps;
  }

  private void countStep() {
    if (left-- == 0) {
      throw FormatException.of(
          "an ONNX model that goes round in circles, or has more than %d nodes", MOST_STEPS);
    }
  }

  private Node requireNode(String value) {
    Node node = graph.node(value);
    if (node == null) {
      throw FormatException.of(
          "malformed ONNX (no node gives %s)", value.isEmpty() ? "a value" : shown(value));
    }
    return node;
  }

  /** Returns which input of an operator is computed from the pixels. */
  private int data(Node node) {
    return switch (node.operator()) {
      case "Add", "Sub", "Mul", "Div" -> {
        boolean first = isConstant(node.input(0));
        if (first == isConstant(node.input(1))) {
          throw FormatException.of(
              "holds %s of two %s (expected of one and a constant: one chain of layers)",
              node.operator(), first ? "constants" : "values that are computed");
        }
        yield first ? 1 : 0;
      }
      case "Gemm", "MatMul", "Relu", "LeakyRelu", "Elu", "Sigmoid", "Tanh", "Softplus", "Gelu" -> 0;
      case "BatchNormalization" -> 0;
      case "Softmax", "LogSoftmax", "ArgMax", "Cast", "Dropout", "Identity" -> 0;
      case "Flatten", "Reshape", "Squeeze", "Unsqueeze", "Transpose" -> 0;
      default ->
          throw FormatException.of("holds the operator %s (%s)", shown(node.operator()), EXPECTED);
    };
  }

  /** Returns whether a value does not depend on the pixels. */
  private boolean isConstant(String value) {
    return find(value) != null;
  }

  /** What stands at the start of a constant, and whether its two dimensions change places. */
  private record Found(Tensor tensor, boolean turned, String name) {}

  /** Follows the nodes that leave a constant what it is; null if something else gives the value. */
  private Found find(String value) {
    String name = value;
    boolean turned = false;
    Tensor tensor = graph.constant(name);
    while (tensor == null) {
      countStep();
      Node node = graph.node(name);
      if (node == null) {
        return null;
      }
      String operator = node.operator();
      if (operator.equals("Constant")) {
        tensor = node.constant();
        if (tensor == null) {
          return null;
        }
      } else if (operator.equals("Identity") || operator.equals("Transpose")) {
        // Of a matrix: its axes change places unless they are named in their own order.
        turned ^= operator.equals("Transpose") && !Arrays.equals(node.integers("perm"), IN_ORDER);
        name = node.input(0);
        tensor = graph.constant(name);
      } else {
        return null;
      }
    }
    return new Found(tensor, turned, name);
  }

  /**
   * Returns a constant input of an operator.
   *
   * @throws FormatException if it is computed, or its numbers are not read
   */
  Constant constant(Node node, int input) {
    Found found = find(node.input(input));
    if (found == null) {
      throw FormatException.of(
          "holds %s of values that are computed (expected constants for weights and biases)",
          node.operator());
    }
    NdArray array = found.tensor.array(budget, found.name);
    if (found.turned && array.rank() != 2) {
      throw FormatException.of(
          "holds Transpose of %s of shape %s (expected two dimensions)",
          shown(found.name), array.shapeText());
    }
    boolean turned = found.turned;
    return new Constant(turned ? array.transpose(new int[] {1, 0}) : array, found.name);
  }
}

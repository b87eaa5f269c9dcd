package mnisteval.weights.onnx;

import static mnisteval.weights.array.FormatException.shown;

import mnisteval.weights.array.FormatException;

/** What the operators do that change each number of a row by itself, with constants. */
final class RowOperators {
  private static final float EPSILON = 1e-5f;

  private final Chain chain;
  private final ImageShape shape;
  private final Budget budget;

  /**
   * Takes what the operators need.
   *
   * @param shape of the rows, which is kept up to date by others
   */
  RowOperators(Chain chain, ImageShape shape, Budget budget) {
    this.chain = chain;
    this.shape = shape;
    this.budget = budget;
  }

  /**
   * Returns a constant input of an operator.
   *
   * @return new numbers: one, or one for each of a row
   * @throws FormatException if it has another shape, or is computed
   */
  double[] constant(Node node, int input) {
    Chain.Constant constant = chain.constant(node, input);
    if (!shape.takes(constant.array())) {
      throw FormatException.of(
          "%s has shape %s (expected one number for %s, or as many as a row has)",
          shown(constant.name()), constant.array().shapeText(), node.operator());
    }
    budget.take((long) Double.BYTES * constant.array().size());
    return constant.array().elements();
  }

  /**
   * Applies Add, Sub, Mul, Div or BatchNormalization.
   *
   * @param affine to which the operator is added
   */
  void apply(Chain.Step step, Affine affine) {
    Node node = step.node();
    boolean reversed = step.data() == 1;
    switch (node.operator()) {
      case "Add" -> affine.add(constant(node, 1 - step.data()));
      case "Mul" -> affine.multiply(constant(node, 1 - step.data()));
      case "Sub" -> {
        double[] numbers = constant(node, 1 - step.data());
        affine.multiply(new double[] {reversed ? -1 : 1});
        affine.add(reversed ? numbers : negated(numbers));
      }
      case "Div" -> {
        if (reversed) {
          throw new FormatException("holds Div by a computed value (expected by a constant)");
        }
        double[] numbers = constant(node, 1);
        for (int i = 0; i < numbers.length; i++) {
          numbers[i] = 1 / numbers[i];
        }
        affine.multiply(numbers);
      }
      default -> normalize(node, affine);
    }
  }

  private static double[] negated(double[] numbers) {
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = -numbers[i];
    }
    return numbers;
  }

  /**
   * Applies {@code (x - mean) / sqrt(variance + epsilon) * gain + offset}.
   *
   * @see <a href="https://onnx.ai/onnx/operators/onnx__BatchNormalization.html">the operator</a>
   */
  private void normalize(Node node, Affine affine) {
    if (node.integer("training_mode", 0) != 0) {
      throw new FormatException("holds BatchNormalization in training (expected training_mode 0)");
    }
    double[] factor = constant(node, 1);
    double[] offset = constant(node, 2);
    double[] mean = constant(node, 3);
    double[] variance = constant(node, 4);
    int length = factor.length;
    if (offset.length != length || mean.length != length || variance.length != length) {
      throw FormatException.of(
          "holds BatchNormalization by %d, %d, %d and %d numbers (expected as many of each)",
          length, offset.length, mean.length, variance.length);
    }
    for (int i = 0; i < length; i++) {
      factor[i] /= Math.sqrt(variance[i] + node.number("epsilon", EPSILON));
    }
    affine.add(negated(mean));
    affine.multiply(factor);
    affine.add(offset);
  }
}

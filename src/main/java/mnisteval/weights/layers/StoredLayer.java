package mnisteval.weights.layers;

import mnisteval.weights.array.NdArray;

/**
 * A layer as the file has it, in a layout yet to be found.
 *
 * @param weightsName what the file calls the weights
 * @param biasName what the file calls the bias, or null if there is none
 * @param bias of shape (outputs,), (1, outputs) or (outputs, 1), or null
 */
public record StoredLayer(String weightsName, NdArray weights, String biasName, NdArray bias) {
  int inputs(Layout layout) {
    return weights.shape()[layout.inputs()];
  }

  int outputs(Layout layout) {
    return weights.shape()[1 - layout.inputs()];
  }

  boolean isMatrix() {
    return weights.rank() == 2 && weights.size() > 0;
  }

  /** Whether the bias, if there is one, goes with the outputs in this layout. */
  boolean biasFits(Layout layout) {
    return bias == null || isVector(bias) && bias.size() == outputs(layout);
  }

  /** Whether an array has one dimension, or two one of which is 1. */
  static boolean isVector(NdArray array) {
    int[] shape = array.shape();
    return shape.length == 1 || shape.length == 2 && (shape[0] == 1 || shape[1] == 1);
  }

  /** The weights as messages show them. */
  String weightsText() {
    return ArrayText.array(weightsName, weights);
  }

  /** The bias as messages show it; there must be one. */
  String biasText() {
    return ArrayText.array(biasName, bias);
  }
}

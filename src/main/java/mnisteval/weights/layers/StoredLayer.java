package mnisteval.weights.layers;

import mnisteval.weights.array.NdArray;

/**
 * A layer as the file has it, in a layout yet to be found.
 *
 * @param weightsName the weights' name in the file
 * @param biasName the bias's name in the file, or null if there is no bias
 * @param bias of shape (outputs,), (1, outputs) or (outputs, 1), or null
 */
record StoredLayer(String weightsName, NdArray weights, String biasName, NdArray bias) {
  /** A message is one line that a person reads, however long the name in the file is. */
  private static final int MAX_NAME = 40;

  /** Returns the beginning of an array's name, for messages. */
  static String shown(String name) {
    return name.length() > MAX_NAME ? name.substring(0, MAX_NAME) + "…" : name;
  }

  /** Returns the name and the shape of an array, for messages. */
  static String shown(String name, NdArray array) {
    return shown(name) + " " + array.shapeText();
  }

  int inputs(Layout layout) {
    return weights.shape()[layout.inputs()];
  }

  int outputs(Layout layout) {
    return weights.shape()[1 - layout.inputs()];
  }

  boolean isMatrix() {
    return weights.rank() == 2 && weights.size() > 0;
  }

  /** Returns whether the bias, if there is one, has one number for each output. */
  boolean biasFits(Layout layout) {
    if (bias == null || bias.size() != outputs(layout)) {
      return bias == null;
    }
    int[] shape = bias.shape();
    return shape.length == 1 || shape.length == 2 && (shape[0] == 1 || shape[1] == 1);
  }
}

package mnisteval.weights.layers;

import static mnisteval.weights.layers.StoredLayer.shown;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import mnisteval.network.Layer;
import mnisteval.weights.array.NamedArrays;
import mnisteval.weights.array.NdArray;

/**
 * The scales and zero points that stand beside weights of whole numbers: {@code (W1 -
 * W1_zero_point) * W1_scale}, as ONNX and PyTorch define linear quantization.
 *
 * @see <a href="https://onnx.ai/onnx/operators/onnx__DequantizeLinear.html">DequantizeLinear</a>
 */
final class Quantization {
  /** What there is a scale for. */
  private enum Along {
    ALL(""),
    OUTPUTS(" of each output"),
    INPUTS(" of each input");

    private final String text;

    Along(String text) {
      this.text = text;
    }
  }

  private static final String SCALE = "_scale";
  private static final String ZERO_POINT = "_zero_point";

  /** Enough to see what was read, few enough for one line. */
  private static final int MAX_SHOWN = 8;

  private final NamedArrays named;
  private final List<String> notes;

  /** The names as they are in the file, by their lower case. */
  private final Map<String, String> names = new HashMap<>();

  private final List<String> read = new ArrayList<>();

  /**
   * Takes the arrays and numbers of a file.
   *
   * @param beside names of what may be scales and zero points
   * @param notes to which is added what was read, and what was left out
   */
  Quantization(NamedArrays named, List<String> beside, List<String> notes) {
    this.named = named;
    this.notes = notes;
    for (String name : beside) {
      names.putIfAbsent(name.toLowerCase(Locale.ROOT), name);
    }
  }

  /** Multiplies the weights and biases of layers by their scales, in place. */
  void apply(List<StoredLayer> stored, List<Layer> layers, Layout layout) {
    for (int i = 0; i < layers.size(); i++) {
      StoredLayer layer = stored.get(i);
      apply(layer.weightsName(), layer.weights(), layers.get(i).weights(), layout);
      if (layer.bias() != null) {
        apply(layer.biasName(), layer.bias(), new double[][] {layers.get(i).bias()}, null);
      }
    }
    if (read.size() > MAX_SHOWN) {
      read.subList(MAX_SHOWN, read.size()).clear();
      read.add("…");
    }
    if (!read.isEmpty()) {
      notes.add(0, String.join(", ", read) + ", as the file says");
    }
  }

  /**
   * Multiplies one array.
   *
   * @param rows its numbers, as (inputs, outputs)
   * @param layout of weights, or null for a bias
   */
  private void apply(String name, NdArray array, double[][] rows, Layout layout) {
    String scale = names.get(name.toLowerCase(Locale.ROOT) + SCALE);
    String zeroPoint = names.get(name.toLowerCase(Locale.ROOT) + ZERO_POINT);
    if (scale == null && zeroPoint == null) {
      return;
    }
    String problem = problem(name, array, scale, zeroPoint);
    NdArray scales = scale == null ? null : named.arrayOrNumber(scale);
    Along along = problem == null ? along(scales, rows, layout) : null;
    if (problem == null && along == null) {
      problem =
          "of shape "
              + scales.shapeText()
              + " (expected one number, or one for each output or input)";
    }
    if (problem != null) {
      String names =
          scale == null
              ? shown(zeroPoint)
              : shown(scale) + (zeroPoint == null ? "" : " and " + shown(zeroPoint));
      notes.add(names + " left out, since " + problem);
      return;
    }
    double zero = zeroPoint == null ? 0 : named.arrayOrNumber(zeroPoint).elements()[0];
    multiply(rows, scales.elements(), along, zero);
    read.add(
        (zeroPoint == null ? shown(name) : "(" + shown(name) + " - " + shown(zeroPoint) + ")")
            + " times "
            + shown(scale)
            + along.text);
  }

  private String problem(String name, NdArray array, String scale, String zeroPoint) {
    char kind = array.dtype().kind();
    if (kind != 'i' && kind != 'u') {
      return shown(name) + " is not of whole numbers";
    }
    if (scale == null) {
      return "there is no scale";
    }
    for (double number : named.arrayOrNumber(scale).elements()) {
      if (!Double.isFinite(number)) {
        return "not all of it is finite";
      }
    }
    double[] zeros = zeroPoint == null ? new double[1] : named.arrayOrNumber(zeroPoint).elements();
    boolean one = zeros.length > 0;
    for (double number : zeros) {
      one &= number == zeros[0] && Double.isFinite(number);
    }
    return one ? null : "the zero point is not one number";
  }

  /** Returns what there is one number for, or null where the shape does not tell. */
  private static Along along(NdArray scales, double[][] rows, Layout layout) {
    int[] shape = scales.shape();
    int size = scales.size();
    if (size == 1) {
      return Along.ALL;
    }
    boolean outputs = size == rows[0].length;
    boolean inputs = size == rows.length;
    if (layout != null && shape.length == 2) {
      // As numpy spreads it over the array in the file.
      outputs &= shape[1 - layout.inputs()] == size;
      inputs &= shape[layout.inputs()] == size;
    }
    if (shape.length > 2 || !outputs && !inputs) {
      return null;
    }
    return outputs ? Along.OUTPUTS : Along.INPUTS;
  }

  private static void multiply(double[][] rows, double[] scales, Along along, double zero) {
    for (int i = 0; i < rows.length; i++) {
      double[] row = rows[i];
      for (int j = 0; j < row.length; j++) {
        int at = along == Along.ALL ? 0 : along == Along.OUTPUTS ? j : i;
        row[j] = (row[j] - zero) * scales[at];
      }
    }
  }
}

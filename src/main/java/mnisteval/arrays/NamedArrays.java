package mnisteval.arrays;

import java.util.Map;

/**
 * What a file of weights holds, whatever its format: arrays by name, in the file's order. Names are
 * paths: {@code params.W1} is W1 in the dict params, {@code weights.0} the first of a list.
 *
 * @param format such as {@code numpy pickle}, for people
 * @param arrays the arrays by their names, in the file's order
 * @param texts texts by their names, such as {@code activation}; in the file's order
 */
public record NamedArrays(String format, Map<String, NdArray> arrays, Map<String, String> texts) {
  /** More than any plain network has; a tenth of it is rare. */
  private static final int MAX_BYTES = 1 << 28;

  /** The most bytes that a file of weights may have, or an archive may unfold to. */
  public static int maxBytes() {
    return (int) Math.min(MAX_BYTES, Runtime.getRuntime().maxMemory() / 8);
  }
}

package mnisteval.weights.array;

import java.util.Map;
import java.util.Set;

/**
 * The content of a file of weights of any format: arrays by name. Names are paths: {@code
 * params.W1} is W1 in the dict params, {@code weights.0} the first of a list.
 *
 * @param format in words, such as {@code numpy pickle}
 * @param arrays the arrays by their names, in the file's order
 * @param texts texts by their names, such as {@code activation}; in the file's order
 * @param numbers names of single numbers, which are no arrays
 */
public record NamedArrays(
    String format, Map<String, NdArray> arrays, Map<String, String> texts, Set<String> numbers) {
  /** Characters of a text that is kept: longer ones name no activation. */
  public static final int MAX_TEXT = 100;

  /** Makes a content without single numbers. */
  public NamedArrays(String format, Map<String, NdArray> arrays, Map<String, String> texts) {
    this(format, arrays, texts, Set.of());
  }
}

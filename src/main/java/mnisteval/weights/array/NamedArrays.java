package mnisteval.weights.array;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;

/**
 * The content of a file of weights of any format: arrays by name. Names are paths: {@code
 * params.W1} is W1 in the dict params, {@code weights.0} the first of a list.
 *
 * @param format in words, such as {@code numpy pickle}
 * @param arrays the arrays by their names, in the file's order
 * @param texts texts by their names, such as {@code activation}; in the file's order
 * @param numbers single numbers by their names, which are no arrays; in the file's order
 * @param notes for the user on what was read, a sentence each; mostly none
 */
public record NamedArrays(
    String format,
    Map<String, NdArray> arrays,
    Map<String, String> texts,
    Map<String, Double> numbers,
    List<String> notes) {
  /** Characters of a text that is kept: longer ones name no activation. */
  public static final int MAX_TEXT = 100;

  /** Makes a content without single numbers and notes. */
  public NamedArrays(String format, Map<String, NdArray> arrays, Map<String, String> texts) {
    this(format, arrays, texts, Map.of());
  }

  /** Makes a content without notes. */
  public NamedArrays(
      String format,
      Map<String, NdArray> arrays,
      Map<String, String> texts,
      Map<String, Double> numbers) {
    this(format, arrays, texts, numbers, List.of());
  }

  /** Returns the array of this name, or the number as an array of no dimension; null for none. */
  public NdArray arrayOrNumber(String name) {
    Double number = numbers.get(name);
    if (number == null) {
      return arrays.get(name);
    }
    byte[] bytes = ByteBuffer.allocate(Double.BYTES).putDouble(number).array();
    return NdArray.of(
        new DType('f', Double.BYTES, true), new int[0], false, bytes, 0, bytes.length);
  }
}

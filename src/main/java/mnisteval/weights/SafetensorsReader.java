package mnisteval.weights;

import static mnisteval.weights.array.FormatException.shown;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import mnisteval.weights.array.DType;
import mnisteval.weights.array.FormatException;
import mnisteval.weights.array.NamedArrays;
import mnisteval.weights.array.NdArray;

/**
 * Reads a .safetensors file.
 *
 * <pre>
 *   length N of the header, 8 bytes, little-endian | header, N bytes of JSON | elements
 *   {"name": {"dtype": "F32", "shape": [2, 3], "data_offsets": [begin, end]}, …}
 * </pre>
 *
 * Offsets count from the end of the header. As the format asks, the header begins with a brace, no
 * name comes twice, and the arrays lie one after the other and fill the file.
 *
 * @see <a href="https://github.com/huggingface/safetensors#format">the format</a>
 */
final class SafetensorsReader {
  private static final int LENGTH_SIZE = 8;

  /** As in the format's own reader; it bounds the time for JSON. */
  private static final long MAX_HEADER = 100_000_000;

  /** The header has no more than 3; deeper JSON would only take time. */
  private static final int MAX_NESTING = 4;

  /** An array as the header describes it. */
  private record Tensor(String name, DType dtype, int[] shape, long begin, long end) {}

  private final Map<String, String> texts = new LinkedHashMap<>();
  private final List<Tensor> tensors = new ArrayList<>();

  private SafetensorsReader() {}

  /**
   * Reads a file.
   *
   * @param bytes the whole file, of more than 8 bytes
   * @throws FormatException if it is malformed, or holds other than real numbers
   */
  static NamedArrays read(byte[] bytes) {
    long length = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong();
    long most = Math.min(MAX_HEADER, bytes.length - LENGTH_SIZE);
    if (length < 0 || length > most) {
      throw malformed(
          "a header of %s bytes (expected at most %d)", Long.toUnsignedString(length), most);
    }
    // Jackson would take zeros for UTF-16 or UTF-32; UTF-8 has none.
    boolean utf8 = length > 1 && bytes[LENGTH_SIZE] == '{' && bytes[LENGTH_SIZE + 1] != 0;
    require(utf8, "its header is no JSON object");
    SafetensorsReader reader = new SafetensorsReader();
    reader.readHeader(bytes, (int) length);
    int start = LENGTH_SIZE + (int) length;
    reader.requireWhole(bytes.length - start);
    Map<String, NdArray> arrays = new LinkedHashMap<>();
    for (Tensor tensor : reader.tensors) {
      int from = start + (int) tensor.begin;
      int size = (int) (tensor.end - tensor.begin);
      arrays.put(tensor.name, NdArray.of(tensor.dtype, tensor.shape, false, bytes, from, size));
    }
    return new NamedArrays("safetensors", arrays, reader.texts);
  }

  private void readHeader(byte[] bytes, int length) {
    JsonFactory factory =
        JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(
                StreamReadConstraints.builder().maxNestingDepth(MAX_NESTING).build())
            .build();
    try (JsonParser json = factory.createParser(bytes, LENGTH_SIZE, length)) {
      require(json.nextToken() == JsonToken.START_OBJECT, "its header is no JSON object");
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String name = json.currentName();
        require(json.nextToken() == JsonToken.START_OBJECT, "%s is no JSON object", shown(name));
        if (name.equals("__metadata__")) {
          readMetadata(json);
        } else {
          tensors.add(readTensor(json, name));
        }
      }
      require(json.nextToken() == null, "there is JSON after its header");
    } catch (IOException e) {
      String first = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
      throw new FormatException("malformed safetensors (its header: " + shown(first) + ")", e);
    }
  }

  private void readMetadata(JsonParser json) throws IOException {
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      require(json.nextToken() == JsonToken.VALUE_STRING, "its metadata are not all texts");
      if (json.getText().length() <= NamedArrays.MAX_TEXT) {
        texts.put(name, json.getText());
      }
    }
  }

  private static Tensor readTensor(JsonParser json, String name) throws IOException {
    DType dtype = null;
    long[] shape = null;
    long[] offsets = null;
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String field = json.currentName();
      json.nextToken();
      switch (field) {
        case "dtype" -> {
          boolean isText = json.currentToken() == JsonToken.VALUE_STRING;
          require(isText, "%s has a dtype that is no text", shown(name));
          dtype = dtype(json.getText(), name);
        }
        case "shape" -> shape = numbers(json, name);
        case "data_offsets" -> offsets = numbers(json, name);
        default -> throw malformed("%s has the unknown field %s", shown(name), shown(field));
      }
    }
    boolean whole = dtype != null && shape != null && offsets != null && offsets.length == 2;
    require(whole, "%s lacks a dtype, a shape or two data_offsets", shown(name));
    int[] dimensions = new int[shape.length];
    for (int i = 0; i < shape.length; i++) {
      require(shape[i] <= Integer.MAX_VALUE, "%s has a dimension of %d", shown(name), shape[i]);
      dimensions[i] = (int) shape[i];
    }
    return new Tensor(name, dtype, dimensions, offsets[0], offsets[1]);
  }

  private static long[] numbers(JsonParser json, String name) throws IOException {
    boolean whole = json.currentToken() == JsonToken.START_ARRAY;
    long[] numbers = new long[NdArray.MAX_RANK];
    int count = 0;
    while (whole && json.nextToken() != JsonToken.END_ARRAY) {
      whole = json.currentToken() == JsonToken.VALUE_NUMBER_INT && count < numbers.length;
      if (whole) {
        numbers[count] = json.getLongValue();
        whole = numbers[count++] >= 0;
      }
    }
    require(whole, "%s has no list of whole numbers where one belongs", shown(name));
    return Arrays.copyOf(numbers, count);
  }

  private static DType dtype(String code, String name) {
    return switch (code) {
      case "F16", "F32", "F64", "I8", "I16", "I32", "I64", "U8", "U16", "U32", "U64" -> {
        int bits = Integer.parseInt(code.substring(1));
        yield new DType(Character.toLowerCase(code.charAt(0)), bits / 8, false);
      }
      case "BF16" -> DType.BFLOAT16;
      case "BOOL" -> new DType('b', 1, false);
      default ->
          throw FormatException.of(
              "holds an array of dtype %s (%s); only F16, BF16, F32, F64 and integers are read",
              shown(code), shown(name));
    };
  }

  /** Makes sure that the arrays lie one after the other, from the first byte to the last. */
  private void requireWhole(int length) {
    List<Tensor> sorted = new ArrayList<>(tensors);
    sorted.sort(Comparator.comparingLong(Tensor::begin).thenComparingLong(Tensor::end));
    long end = 0;
    for (Tensor tensor : sorted) {
      require(
          tensor.begin == end && tensor.end >= end && tensor.end <= length,
          "%s from byte %d to %d (expected from %d to at most %d)",
          shown(tensor.name),
          tensor.begin,
          tensor.end,
          end,
          length);
      end = tensor.end;
    }
    require(end == length, "%d bytes that belong to no array", length - end);
  }

  private static void require(boolean holds, String template, Object... values) {
    if (!holds) {
      throw malformed(template, values);
    }
  }

  private static FormatException malformed(String template, Object... values) {
    return FormatException.of("malformed safetensors (" + template + ")", values);
  }
}

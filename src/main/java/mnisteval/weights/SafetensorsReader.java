package mnisteval.weights;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import mnisteval.input.InputException;
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
public final class SafetensorsReader {
  private static final int LENGTH_SIZE = 8;
  private static final long MAX_HEADER = 100_000_000;
  private static final int MAX_NESTING = 4;
  private static final int MAX_RANK = 64;
  private static final int MAX_TEXT = 100;
  private static final String METADATA = "__metadata__";

  /** What the header says of an array. */
  private record Tensor(String name, DType dtype, int[] shape, long begin, long end) {}

  private final byte[] bytes;
  private final Map<String, String> texts = new LinkedHashMap<>();
  private final List<Tensor> tensors = new ArrayList<>();

  private SafetensorsReader(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * Reads a file.
   *
   * @param bytes the whole file
   * @param name what messages call it
   * @throws InputException if it is malformed, or holds other than real numbers
   */
  public static NamedArrays read(byte[] bytes, String name) throws InputException {
    try {
      return new SafetensorsReader(bytes).arrays();
    } catch (FormatException fault) {
      throw new InputException(name, fault.getMessage(), fault);
    }
  }

  private NamedArrays arrays() {
    long length = 0;
    for (int i = LENGTH_SIZE - 1; i >= 0; i--) {
      length = length << 8 | bytes[i] & 0xff;
    }
    long most = Math.min(MAX_HEADER, bytes.length - LENGTH_SIZE);
    if (length < 0 || length > most) {
      throw malformed(
          "a header of "
              + Long.toUnsignedString(length)
              + " bytes (expected at most "
              + most
              + ")");
    }
    // Jackson would guess UTF-16 and UTF-32 by zeros, which UTF-8 has none of.
    boolean utf8 = length > 1 && bytes[LENGTH_SIZE] == '{' && bytes[LENGTH_SIZE + 1] != 0;
    require(utf8, "its header is no JSON object");
    readHeader((int) length);
    int start = LENGTH_SIZE + (int) length;
    requireWhole(bytes.length - start);
    Map<String, NdArray> arrays = new LinkedHashMap<>();
    for (Tensor tensor : tensors) {
      int from = start + (int) tensor.begin;
      int size = (int) (tensor.end - tensor.begin);
      arrays.put(tensor.name, NdArray.of(tensor.dtype, tensor.shape, false, bytes, from, size));
    }
    return new NamedArrays("safetensors", arrays, texts);
  }

  private void readHeader(int length) {
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
        require(json.nextToken() == JsonToken.START_OBJECT, shown(name) + " is no JSON object");
        if (name.equals(METADATA)) {
          readMetadata(json);
        } else {
          tensors.add(readTensor(json, name));
        }
      }
      require(json.nextToken() == null, "there is JSON after its header");
    } catch (IOException e) {
      String problem = e.getMessage() == null ? "" : e.getMessage();
      int end = problem.indexOf('\n');
      String first = end < 0 ? problem : problem.substring(0, end);
      throw new FormatException("malformed safetensors (its header: " + shown(first) + ")", e);
    }
  }

  private void readMetadata(JsonParser json) throws IOException {
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      require(json.nextToken() == JsonToken.VALUE_STRING, "its metadata are not all texts");
      if (json.getText().length() <= MAX_TEXT) {
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
          require(isText, shown(name) + " has a dtype that is no text");
          dtype = dtype(json.getText(), name);
        }
        case "shape" -> shape = numbers(json, name);
        case "data_offsets" -> offsets = numbers(json, name);
        default -> throw malformed(shown(name) + " has the unknown field " + shown(field));
      }
    }
    boolean whole = dtype != null && shape != null && offsets != null && offsets.length == 2;
    require(whole, shown(name) + " lacks a dtype, a shape or two data_offsets");
    int[] dimensions = new int[shape.length];
    for (int i = 0; i < shape.length; i++) {
      require(shape[i] <= Integer.MAX_VALUE, shown(name) + " has a dimension of " + shape[i]);
      dimensions[i] = (int) shape[i];
    }
    return new Tensor(name, dtype, dimensions, offsets[0], offsets[1]);
  }

  private static long[] numbers(JsonParser json, String name) throws IOException {
    String fault = shown(name) + " has no list of whole numbers where one belongs";
    require(json.currentToken() == JsonToken.START_ARRAY, fault);
    long[] numbers = new long[MAX_RANK];
    int count = 0;
    while (json.nextToken() != JsonToken.END_ARRAY) {
      require(json.currentToken() == JsonToken.VALUE_NUMBER_INT && count < MAX_RANK, fault);
      numbers[count] = json.getLongValue();
      require(numbers[count++] >= 0, fault);
    }
    return Arrays.copyOf(numbers, count);
  }

  private static DType dtype(String code, String name) {
    return switch (code) {
      case "F16" -> DType.of("f2");
      case "BF16" -> DType.BFLOAT16;
      case "F32" -> DType.of("f4");
      case "F64" -> DType.of("f8");
      case "I8" -> DType.of("i1");
      case "I16" -> DType.of("i2");
      case "I32" -> DType.of("i4");
      case "I64" -> DType.of("i8");
      case "U8" -> DType.of("u1");
      case "U16" -> DType.of("u2");
      case "U32" -> DType.of("u4");
      case "U64" -> DType.of("u8");
      case "BOOL" -> DType.of("b1");
      default ->
          throw new FormatException(
              "holds an array of dtype "
                  + shown(code)
                  + " ("
                  + shown(name)
                  + "); only F16, BF16, F32, F64 and integers are read");
    };
  }

  /** Whether the arrays lie one after the other, from the first byte to the last. */
  private void requireWhole(int there) {
    List<Tensor> sorted = new ArrayList<>(tensors);
    sorted.sort(
        (a, b) -> a.begin == b.begin ? Long.compare(a.end, b.end) : Long.compare(a.begin, b.begin));
    long end = 0;
    for (Tensor tensor : sorted) {
      if (tensor.begin != end || tensor.end < tensor.begin || tensor.end > there) {
        throw malformed(
            shown(tensor.name)
                + " from byte "
                + tensor.begin
                + " to "
                + tensor.end
                + " (expected from "
                + end
                + " to at most "
                + there
                + ")");
      }
      end = tensor.end;
    }
    require(end == there, (there - end) + " bytes that belong to no array");
  }

  private static String shown(String text) {
    return FormatException.shown(text);
  }

  private static void require(boolean holds, String problem) {
    if (!holds) {
      throw malformed(problem);
    }
  }

  private static FormatException malformed(String problem) {
    return new FormatException("malformed safetensors (" + problem + ")");
  }
}

package mnisteval.weights;

import static mnisteval.weights.array.FormatException.shown;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.IOException;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.RandomAccess;
import mnisteval.input.HeapShares;
import mnisteval.weights.array.FormatException;
import mnisteval.weights.array.NamedArrays;
import mnisteval.weights.pickle.Flattener;

/**
 * Reads JSON, as Python's {@code json.dump} writes it: objects and lists of numbers, in the same
 * arrangements as the dicts and lists of a pickle. Numbers are read as Python's {@code float} reads
 * them; NaN and Infinity are numbers too, which no network may have.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8259">RFC 8259</a>
 */
final class JsonReader {
  /** Networks have half a dozen levels. Deeper JSON would overflow the stack. */
  private static final int MOST_LEVELS = 100;

  /** Characters of a number, as in text of numbers. */
  private static final int MOST_DIGITS = 4300;

  /** Characters of a name or a text; longer ones would only take memory. */
  private static final int MOST_CHARACTERS = 1 << 20;

  /** A value, and the name that it has in an object, are at most as large each. */
  private static final int BYTES_FOR_VALUE = 128;

  /** Twenty million numbers take a few seconds, and more would keep the user waiting. */
  private static final long MOST_MEMORY = 1L << 29;

  private static final StreamReadConstraints LIMITS =
      StreamReadConstraints.builder()
          .maxNumberLength(MOST_DIGITS)
          .maxNameLength(MOST_CHARACTERS)
          .maxStringLength(MOST_CHARACTERS)
          .build();

  /** The numbers of an innermost list, which would take three times the memory as objects. */
  private static final class Numbers extends AbstractList<Double> implements RandomAccess {
    private final double[] numbers;

    Numbers(double[] numbers) {
      this.numbers = numbers;
    }

    @Override
    public Double get(int index) {
      return numbers[index];
    }

    @Override
    public int size() {
      return numbers.length;
    }
  }

  private final JsonParser json;
  private long memoryLeft = Math.min(MOST_MEMORY, HeapShares.network());

  /** The numbers of the list that is being read. */
  private double[] buffer = new double[1024];

  private JsonReader(JsonParser json) {
    this.json = json;
  }

  /**
   * Reads a file.
   *
   * @param bytes the whole file, in UTF-8; names and texts in other encodings lose letters
   * @return the arrays under the paths that lead to them, as of a pickle
   * @throws FormatException if it is malformed, or holds no list of numbers
   */
  static NamedArrays read(byte[] bytes) {
    try (JsonParser json = parser(bytes)) {
      JsonReader reader = new JsonReader(json);
      NamedArrays named = Flattener.flatten(reader.only(), "JSON", reader.memoryLeft);
      if (named.arrays().isEmpty()) {
        throw new FormatException(
            "no list of numbers in the JSON (expected {\"W1\": [[…]], \"b1\": […], …})");
      }
      return named;
    } catch (IOException e) {
      throw malformed(e, bytes.length);
    }
  }

  /**
   * Reads the objects and lists of JSON that holds no arrays, such as the configuration of a model.
   *
   * @return maps, lists, texts of up to {@link NamedArrays#MAX_TEXT} characters, doubles, booleans
   *     and nulls, which stand for longer texts too
   * @throws FormatException if it is malformed
   */
  static Object readTree(byte[] bytes) {
    try (JsonParser json = parser(bytes)) {
      return new JsonReader(json).only();
    } catch (IOException e) {
      throw malformed(e, bytes.length);
    }
  }

  private static JsonParser parser(byte[] bytes) throws IOException {
    return JsonFactory.builder()
        // Each name is made anew: a table of names that collide would take long.
        .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
        .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
        .streamReadConstraints(LIMITS)
        .build()
        .createParser(bytes);
  }

  private Object only() throws IOException {
    if (json.nextToken() == null) {
      throw new FormatException("empty JSON (expected an object or a list)");
    }
    Object value = value(1);
    if (json.nextToken() != null) {
      throw new FormatException("more than one value of JSON (expected an object or a list)");
    }
    return value;
  }

  private static FormatException malformed(IOException e, int length) {
    if (e instanceof JsonEOFException) {
      return new FormatException("truncated JSON (at byte " + length + ", before its end)", e);
    }
    return e instanceof JsonProcessingException problem
        ? malformed(problem)
        : new FormatException("malformed JSON (" + shown(e.getMessage()) + ")", e);
  }

  private Object value(int level) throws IOException {
    if (level > MOST_LEVELS) {
      throw FormatException.of("JSON in too many levels (expected at most %d)", MOST_LEVELS);
    }
    pay(BYTES_FOR_VALUE);
    return switch (json.currentToken()) {
      case START_OBJECT -> object(level);
      case START_ARRAY -> list(level);
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> json.getDoubleValue();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_STRING -> text();
      default -> null;
    };
  }

  /** Returns a text, or null for a long one, which is left out. */
  private String text() throws IOException {
    int length = json.getTextLength();
    if (length > NamedArrays.MAX_TEXT) {
      return null;
    }
    pay(2L * length);
    return json.getText();
  }

  private Map<String, Object> object(int level) throws IOException {
    Map<String, Object> object = new LinkedHashMap<>();
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String name = json.currentName();
      pay(BYTES_FOR_VALUE + 2L * name.length());
      json.nextToken();
      int before = object.size();
      object.put(name, value(level + 1));
      if (object.size() == before) {
        throw FormatException.of("JSON with two values called %s", shown(name));
      }
    }
    return object;
  }

  private List<?> list(int level) throws IOException {
    int count = 0;
    JsonToken token = json.nextToken();
    for (; token.isNumeric(); token = json.nextToken()) {
      if (count == buffer.length) {
        pay(2L * Double.BYTES * count);
        buffer = Arrays.copyOf(buffer, 2 * count);
      }
      buffer[count++] = json.getDoubleValue();
    }
    if (token == JsonToken.END_ARRAY && count > 0) {
      pay((long) Double.BYTES * count);
      return new Numbers(Arrays.copyOf(buffer, count));
    }
    pay((long) BYTES_FOR_VALUE * count);
    List<Object> items = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      items.add(buffer[i]);
    }
    for (; token != JsonToken.END_ARRAY; token = json.nextToken()) {
      items.add(value(level + 1));
    }
    return items;
  }

  private void pay(long bytes) {
    memoryLeft -= bytes;
    if (memoryLeft < 0) {
      throw new FormatException("asks for more memory than a network needs");
    }
  }

  private static FormatException malformed(JsonProcessingException e) {
    // Names of the library's options would mean nothing to the user.
    String problem =
        e.getOriginalMessage()
            .replaceAll("(, from|: enable) `[^`]*`( to allow)?", "")
            .replaceAll("(: was expecting)? \\((for \\w+ starting at|JSON String,).*", "")
            .replaceAll(": only regular white space.*", "");
    JsonLocation at = e.getLocation();
    // Limits are checked where the library has forgotten the place.
    String place =
        at == null ? "" : "line " + at.getLineNr() + ", column " + at.getColumnNr() + ": ";
    return new FormatException("malformed JSON (" + place + shown(problem) + ")", e);
  }
}

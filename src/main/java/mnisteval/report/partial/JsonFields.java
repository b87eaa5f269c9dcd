package mnisteval.report.partial;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import mnisteval.input.HeapShares;
import mnisteval.input.InputException;
import mnisteval.input.SourceStream;
import org.apache.commons.io.function.IOConsumer;
import org.apache.commons.io.function.IORunnable;

/**
 * Reads JSON from front to back, values of known types. What is something else is an error that
 * tells the line; all that is returned is counted before in a share of the heap.
 */
final class JsonFields implements Closeable {
  /** The pixels of the largest images whose mistakes are kept, 4 MiB, in base64. */
  private static final int LONGEST_TEXT = 6 << 20;

  private static final int LONGEST_NAME = 100;
  private static final int LONGEST_NUMBER = 30;
  private static final int DEEPEST = 10;

  private final String file;
  private final JsonParser json;
  private long bytes;

  /**
   * Starts to read.
   *
   * @param bytes of the share that are taken already
   */
  JsonFields(SourceStream in, long bytes) throws IOException {
    file = in.name();
    this.bytes = bytes;
    json =
        JsonFactory.builder()
            // Each name is made anew: a table of names that collide would take long.
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .streamReadConstraints(
                StreamReadConstraints.builder()
                    .maxStringLength(LONGEST_TEXT)
                    .maxNameLength(LONGEST_NAME)
                    .maxNumberLength(LONGEST_NUMBER)
                    .maxNestingDepth(DEEPEST)
                    .build())
            .build()
            .createParser(in);
    json.nextToken();
  }

  /** Makes an error in the value that was read last. */
  InputException error(String expected) {
    return InputException.of(
        file,
        "malformed part of a run at line %d (expected %s)",
        json.currentLocation().getLineNr(),
        expected);
  }

  /**
   * Counts bytes that are held from now on.
   *
   * @throws InputException if the share of the heap does not suffice
   */
  void reserve(long more) throws InputException {
    bytes += more;
    long most = HeapShares.parts();
    if (bytes > most) {
      throw InputException.of(
          file,
          "too much for the memory with the parts before it"
              + " (expected at most %d KiB, found %d KiB; java -Xmx gives more)",
          most >> 10,
          bytes + 1023 >> 10);
    }
  }

  /** Returns how many bytes were counted. */
  long reserved() {
    return bytes;
  }

  /** Sets how many bytes are held: what was read is counted otherwise from now on. */
  void held(long count) {
    bytes = count;
  }

  /** Returns whether the value is null. */
  boolean isNull() {
    return json.currentToken() == JsonToken.VALUE_NULL;
  }

  /**
   * Reads an object; the keys that the reader does not read are skipped.
   *
   * @param required keys, each of which has to be there once
   * @param value reads the value of a key
   */
  void object(Set<String> required, IOConsumer<String> value) throws IOException {
    require(json.currentToken() == JsonToken.START_OBJECT, "an object");
    Set<String> found = new HashSet<>();
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String name = json.currentName();
      json.nextToken();
      if (required.contains(name)) {
        require(found.add(name), "\"" + name + "\" once");
        value.accept(name);
      } else {
        json.skipChildren();
      }
    }
    for (String name : required) {
      require(found.contains(name), "\"" + name + "\" in the object that ends there");
    }
  }

  /**
   * Reads an array.
   *
   * @param most how many elements it may have
   * @param element reads one
   */
  void array(long most, IORunnable element) throws IOException {
    require(json.currentToken() == JsonToken.START_ARRAY, "an array");
    long count = 0;
    while (json.nextToken() != JsonToken.END_ARRAY) {
      require(count++ < most, "an array of at most " + most + " elements");
      element.run();
    }
  }

  /** Returns a text. */
  String text() throws IOException {
    require(json.currentToken() == JsonToken.VALUE_STRING, "a text");
    reserve(PartialNetwork.BYTES_A_TEXT + 2L * json.getTextLength());
    return json.getText();
  }

  /** Returns a text, or null. */
  String textOrNull() throws IOException {
    return isNull() ? null : text();
  }

  /** Returns texts. */
  List<String> texts() throws IOException {
    List<String> texts = new ArrayList<>();
    array(Integer.MAX_VALUE, () -> texts.add(text()));
    return List.copyOf(texts);
  }

  boolean bool() throws IOException {
    require(json.currentToken().isBoolean(), "true or false");
    return json.getBooleanValue();
  }

  /** Returns a whole number in a range, both ends included. */
  long integer(long least, long most) throws IOException {
    boolean integer = json.currentToken() == JsonToken.VALUE_NUMBER_INT;
    boolean fits = integer && json.getNumberType() != JsonParser.NumberType.BIG_INTEGER;
    require(
        fits && json.getLongValue() >= least && json.getLongValue() <= most,
        "a whole number from " + least + " to " + most);
    return json.getLongValue();
  }

  /** Returns whole numbers in a range, at most so many. */
  List<Integer> integers(int count, int least, int most) throws IOException {
    List<Integer> numbers = new ArrayList<>();
    array(
        count,
        () -> {
          reserve(Long.BYTES * 3);
          numbers.add((int) integer(least, most));
        });
    return List.copyOf(numbers);
  }

  /** Returns counts, as many as there have to be. */
  long[] counts(int count) throws IOException {
    reserve((long) Long.BYTES * count);
    long[] counts = new long[count];
    int[] next = new int[1];
    array(count, () -> counts[next[0]++] = integer(0, Long.MAX_VALUE));
    require(next[0] == count, "an array of " + count + " elements");
    return counts;
  }

  /** Returns a number from 0 to a whole one. */
  double number(int most) throws IOException {
    require(json.currentToken().isNumeric(), "a number");
    double number = json.getDoubleValue();
    require(number >= 0 && number <= most, "a number from 0 to " + most);
    return number;
  }

  /** Returns bytes that are written as a text in base64. */
  byte[] binary() throws IOException {
    require(json.currentToken() == JsonToken.VALUE_STRING, "bytes in base64");
    reserve(json.getTextLength());
    return json.getBinaryValue();
  }

  /** Makes sure that something is as it has to be. */
  void require(boolean holds, String expected) throws InputException {
    if (!holds) {
      throw error(expected);
    }
  }

  @Override
  public void close() throws IOException {
    json.close();
  }
}

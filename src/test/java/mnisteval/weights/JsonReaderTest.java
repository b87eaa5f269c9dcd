package mnisteval.weights;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import mnisteval.weights.array.FormatException;
import mnisteval.weights.array.NamedArrays;
import mnisteval.weights.array.NdArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Values by hand; apostrophes stand for quotation marks. */
final class JsonReaderTest {
  private static NamedArrays read(String json) {
    return JsonReader.read(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }

  private static NdArray array(String name, String json) {
    return read(json).arrays().get(name);
  }

  private static void assertRefused(String message, String json) {
    FormatException e = assertThrows(FormatException.class, () -> read(json));
    assertEquals(message, e.getMessage());
  }

  @Test
  void readsArraysByTheirPaths() {
    NamedArrays read =
        read("{'net': {'W1': [[1, 2.5, -3e0], [4, 5E-1, 6]]}, 'b': [[1], [2]], 'l': [7, [8]]}");
    assertEquals("JSON", read.format());
    assertEquals(List.of("net.W1", "b", "l.1"), List.copyOf(read.arrays().keySet()));
    assertArrayEquals(
        new double[][] {{1, 2.5, -3}, {4, 0.5, 6}}, read.arrays().get("net.W1").matrix());
    assertEquals("(2, 1)", read.arrays().get("b").shapeText());
    assertArrayEquals(new double[] {8}, read.arrays().get("l.1").elements());
    assertEquals(Map.of("l.0", 7.0), read.numbers());
  }

  @Test
  void callsAListByItselfW() {
    assertArrayEquals(new double[][] {{1, 2}, {3, 4}}, array("W", " [[1, 2], [3, 4]]\n").matrix());
  }

  @Test
  void keepsTextsAndNumbers() {
    NamedArrays read =
        read(
            ("[{'W': [1], 'activation': 'relu', 'lr': 0.5, 'ok': true, 'no': null, 'f': false},"
                + " ['a', 2]]"));
    assertEquals(Map.of("0.activation", "relu", "1.0", "a"), read.texts());
    assertEquals(Map.of("0.lr", 0.5, "0.ok", 1.0, "0.f", 0.0, "1.1", 2.0), read.numbers());
  }

  @Test
  void leavesOutLongTexts() {
    String json = "{'W': [1], 'x': '" + "x".repeat(101) + "', 'y': '" + "y".repeat(100) + "'}";
    assertEquals(Map.of("y", "y".repeat(100)), read(json).texts());
  }

  /** More numbers than the buffer has at first, after fewer. */
  @Test
  void readsLongLists() {
    double[] expected = new double[5000];
    StringBuilder list = new StringBuilder("0");
    for (int i = 1; i < expected.length; i++) {
      expected[i] = i / 8.0;
      list.append(",").append(expected[i]);
    }
    NamedArrays read = read("{'a': [1, 2], 'b': [" + list + "], 'c': [3]}");
    assertArrayEquals(new double[] {1, 2}, read.arrays().get("a").elements());
    assertArrayEquals(expected, read.arrays().get("b").elements());
    assertArrayEquals(new double[] {3}, read.arrays().get("c").elements());
  }

  /** Of the numbers of make_text_and_json.py, those that JSON allows. */
  @Test
  void readsNumbersAsPythonsFloat() throws IOException {
    int count = 0;
    for (String line : TextReaderTest.numbers()) {
      String number = line.split("\t")[0];
      if (number.matches("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?")) {
        double expected = TextReaderTest.expected(line);
        assertEquals(expected, array("W", "[" + number + "]").elements()[0], 0.0, number);
        count++;
      }
    }
    assertTrue(count > 600);
  }

  /** As Python writes them: what is computed before, such as a loss, may have them. */
  @Test
  void readsNumbersThatAreNotFinite() {
    assertArrayEquals(
        new double[] {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY},
        array("loss", "{'loss': [NaN, Infinity, -Infinity]}").elements());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'W': [1, 2 | truncated JSON (at byte 11, before its end)",
        "[[1, 2], [3, 4]] [5] | more than one value of JSON (expected an object or a list)",
        "{'W': [1], 'W': [2]} | JSON with two values called W",
        "{'x': null, 'x': [2]} | JSON with two values called x",
        "{'a': [1], 'b': {'W': 1, 'W': 1}} | JSON with two values called W",
        "{'W': []} | no list of numbers in the JSON (expected {\"W1\": [[…]], \"b1\": […], …})",
        "{'W': 1} | no list of numbers in the JSON (expected {\"W1\": [[…]], \"b1\": […], …})",
        "[1, 2,] | malformed JSON (line 1, column 7: Unexpected character (']' (code 93)):"
            + " expected a valid value)",
        "[1, nan] | malformed JSON (line 1, column 5: Unrecognized token 'nan')",
        "[1, +2] | malformed JSON (line 1, column 6: Unexpected character ('+' (code 43)) in"
            + " numeric value: JSON spec does not allow numbers to have plus…)",
        "[1, 02] | malformed JSON (line 1, column 6: Invalid numeric value: Leading zeroes not"
            + " allowed)",
        "[1 2] | malformed JSON (line 1, column 4: Unexpected character ('2' (code 50)): was"
            + " expecting comma to separate Array entries)",
        "[[1, 2}] | malformed JSON (line 1, column 7: Unexpected close marker '}': expected ']')",
      })
  void refuses(String json, String message) {
    assertRefused(message, json);
  }

  @Test
  void readsNamesInOtherEncodings() {
    byte[] json = "{\"\u00e4\": 1, \"W\": [2]}".getBytes(StandardCharsets.ISO_8859_1);
    assertArrayEquals(new double[] {2}, JsonReader.read(json).arrays().get("W").elements());
  }

  @Test
  void refusesMoreThan100Levels() {
    String most = "[".repeat(98) + "{'W':[1]}" + "]".repeat(98);
    assertRefused(
        "no list of numbers in the JSON (expected {\"W1\": [[…]], \"b1\": […], …})", most);
    assertRefused("JSON in too many levels (expected at most 100)", "[" + most + "]");
  }

  @Test
  void refusesLongNumbersAndTexts() {
    assertArrayEquals(new double[] {1}, array("W", "[1." + "0".repeat(4298) + "]").elements());
    assertRefused(
        "malformed JSON (Number value length (4301) exceeds the maximum allowed (4300))",
        "[" + "1".repeat(4301) + "]");
    FormatException e =
        assertThrows(FormatException.class, () -> read("['" + "x".repeat(1 << 23) + "']"));
    assertTrue(e.getMessage().startsWith("malformed JSON (String value length"), e.getMessage());
  }
}

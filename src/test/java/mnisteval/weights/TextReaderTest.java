package mnisteval.weights;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import mnisteval.weights.array.FormatException;
import mnisteval.weights.array.NdArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows as people and numpy.savetxt write them, and one mistake a test. */
final class TextReaderTest {
  private static NdArray read(String text) {
    return TextReader.read(text.getBytes(StandardCharsets.UTF_8)).arrays().get("W");
  }

  private static void assertRefused(String message, String text) {
    FormatException e = assertThrows(FormatException.class, () -> read(text));
    assertEquals(message, e.getMessage());
  }

  /** Lines of text and the bits of its double, of make_text_and_json.py. */
  static List<String> numbers() throws IOException {
    try (InputStream in =
        TextReaderTest.class.getResourceAsStream("/mnisteval/weights/arrangements/numbers.tsv")) {
      return new String(in.readAllBytes(), StandardCharsets.US_ASCII).lines().toList();
    }
  }

  /** Returns the double of a line of {@link #numbers}. */
  static double expected(String line) {
    return Double.longBitsToDouble(Long.parseUnsignedLong(line.split("\t")[1], 16));
  }

  @Test
  void readsNumbersAsPythonsFloat() throws IOException {
    List<String> lines = numbers();
    assertTrue(lines.size() > 600);
    for (String line : lines) {
      String number = line.split("\t")[0];
      if (Double.isInfinite(expected(line))) {
        assertThrows(FormatException.class, () -> read(number), number);
      } else {
        assertArrayEquals(new double[] {expected(line)}, read(number).elements(), number);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1,2.5,-3\n4,5e-1,6\n",
        "1,2.5,-3\r\n4,5e-1,6",
        "1,2.5,-3\r4,5e-1,6\r",
        "1;2.5;-3\n4;5e-1;6\n",
        "1 2.5 -3\n4 5e-1 6\n",
        "  1\t2.5   -3\n\t4 5e-1 6 \n",
        "1 , 2.5,\t-3\n4  ,5e-1, 6\n",
        "1,2.5,-3,\n4,5e-1,6,\n",
        "\ufeff1,2.5,-3\n4,5e-1,6\n",
        "# 1,2\n\n # 7 ü\n1,2.5,-3 # the first\n  \n\n4,5e-1,6#\n# the end",
      })
  void readsRows(String text) {
    NdArray array = read(text);
    assertEquals("<f8", array.dtype().toString());
    assertArrayEquals(new double[][] {{1, 2.5, -3}, {4, 0.5, 6}}, array.matrix());
  }

  @Test
  void saysWhatItRead() {
    assertEquals("text of numbers", TextReader.read(new byte[] {'1'}).format());
  }

  /** As numpy.loadtxt does. */
  @ParameterizedTest
  @CsvSource({"'1,2,3\n', '(3,)'", "'1\n2\n3\n', '(3,)'", "'1,\n2,\n', '(2,)'", "5, '(1,)'"})
  void readsASingleRowOrColumnAsAVector(String text, String shape) {
    assertEquals(shape, read(text).shapeText());
  }

  @ParameterizedTest
  @CsvSource({
    "'1,2\n# 3\n3\n', 'row 2 has 1 number (expected 2, as in row 1)'",
    "'1,2\n3,4,5\n', 'row 2 has 3 numbers (expected 2, as in row 1)'",
    "'1 2\n3 4\n1 2 3', 'row 3 has 3 numbers (expected 2, as in row 1)'",
  })
  void refusesRowsOfSeveralLengths(String text, String message) {
    assertRefused(message, text);
  }

  @ParameterizedTest
  @CsvSource({
    "'w0,w1\n1,2\n', 1, 1, w0",
    "',0,1\n0,1,2\n', 1, 1, empty",
    "'1,2\n3,,4\n', 2, 2, empty",
    "'1,2\n3,,\n', 2, 2, empty",
    "'1,nan\n', 1, 2, nan",
    "'1,-inf\n', 1, 2, -inf",
    "'1,infinity\n', 1, 2, infinity",
    "'1,\"2\"\n', 1, 2, '\"2\"'",
    "'1 0x1p3', 1, 2, 0x1p3",
    "'1 1d', 1, 2, 1d",
    "'1 1f', 1, 2, 1f",
    "'1 1_000', 1, 2, 1_000",
    "'1 1e', 1, 2, 1e",
    "'1 1e+', 1, 2, 1e+",
    "'1 e5', 1, 2, e5",
    "'1 .', 1, 2, .",
    "'1 +', 1, 2, +",
    "'1 +-2', 1, 2, +-2",
    "'1 1.2.3', 1, 2, 1.2.3",
    "'1 1e2.5', 1, 2, 1e2.5",
    "'1 .e5', 1, 2, .e5",
    "'1 \u22122', 1, 2, \u22122",
    "'1 \u0663', 1, 2, \u0663",
    "'1 2\0', 1, 2, '2\\u0000'",
    "'% 1', 1, 1, %",
  })
  void refusesWhatIsNoNumber(String text, int row, int column, String found) {
    assertRefused(
        "row " + row + ", column " + column + " is " + found + " (expected a number)", text);
  }

  @Test
  void refusesNumbersBeyondADouble() {
    assertRefused("row 2, column 1 is -1e309 (expected a finite number)", "1\n-1e309\n");
  }

  @ParameterizedTest
  @CsvSource({
    "'0,5;1,2\n', 1, commas, semicolons",
    "'1;2\n0,5;1,2\n', 2, semicolons, commas",
    "'0,5 1,2\n', 1, commas, blanks",
    "'1 2\n1, 2\n', 2, blanks, commas",
  })
  void refusesSeveralSeparators(String text, int row, String first, String second) {
    assertRefused(
        ("row " + row + " has numbers between " + first + " and " + second)
            + " (expected one separator; numbers with a point, not with a comma)",
        text);
  }

  @Test
  void refusesMoreThan4300Characters() {
    assertArrayEquals(new double[] {0}, read("0".repeat(4300)).elements());
    assertRefused(
        "row 1, column 2 has 4301 characters (expected a number of at most 4300)",
        "1 " + "0".repeat(4301));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\ufeff", "# only this", "\r\n \n"})
  void refusesTextWithoutNumbers(String text) {
    assertRefused("text without numbers (expected rows of them)", text);
  }
}

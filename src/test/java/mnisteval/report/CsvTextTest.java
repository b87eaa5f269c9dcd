package mnisteval.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Cells as RFC 4180 has them, and none that a spreadsheet computes. */
final class CsvTextTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "a b.pkl | a b.pkl",
        "a,b | \"a,b\"",
        "say \"x\" | \"say \"\"x\"\"\"",
        "=1+2 | '=1+2",
        "+1 | '+1",
        "-1..1 | '-1..1",
        "@A1 | '@A1",
        "=\"a\",b | \"'=\"\"a\"\",b\"",
        "a=b-c | a=b-c",
      })
  void makesACell(String text, String cell) {
    assertEquals(cell, CsvText.cell(text));
  }

  @ParameterizedTest
  @CsvSource({"'a\nb', a\\u000ab", "'\t=1', \\u0009=1", "'', ''"})
  void staysOnOneLine(String text, String cell) {
    assertEquals(cell, CsvText.cell(text));
  }
}

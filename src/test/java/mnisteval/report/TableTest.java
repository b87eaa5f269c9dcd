package mnisteval.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Widths are those of Unicode's EastAsianWidth.txt: W and F take two columns. */
final class TableTest {
  @ParameterizedTest
  @CsvSource({
    "'', 0",
    "cat, 3",
    "naïve, 5",
    "日本, 4",
    "ひカ한, 6",
    "コーヒー, 8",
    "ｶﾞ, 2",
    "Ａ！￥, 6",
    "、。, 4",
    "é, 1",
    "e\u0301, 1",
    "😀, 2",
    "𝒳, 1",
    "ﾠ￨, 2",
  })
  void countsColumns(String text, int columns) {
    assertEquals(columns, Table.width(text));
  }

  @ParameterizedTest
  @CsvSource({
    "abcdef, 6, abcdef",
    "abcdefg, 6, abcde…",
    "日本語, 6, 日本語",
    "日本語だ, 6, 日本…",
    "日本語だ, 7, 日本語…",
    "😀😀😀😀, 5, 😀😀…",
  })
  void cutsAtCharacters(String text, int columns, String expected) {
    assertEquals(expected, Table.cut(text, columns));
  }
}

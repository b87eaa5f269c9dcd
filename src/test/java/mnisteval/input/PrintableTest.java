package mnisteval.input;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PrintableTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "data/my weights (1).pkl",
        "C:\\Users\\\u00e9lo\u00efse\\\u624b\u5199.pkl",
        "\u0645\u0644\u0641.pkl",
        "e\u0301", // a letter and its accent apart
        "\ud83d\ude00", // U+1F600, a smiling face
        "\ue000", // for private use: a company's own sign
      })
  void leavesPlainTextAsItIs(String text) {
    assertEquals(text, Printable.of(text));
  }

  /** The numbers are those of the Unicode charts, in UTF-16. */
  static Stream<Arguments> unprintable() {
    return Stream.of(
        Arguments.of("a\nb", "a\\u000ab"),
        Arguments.of("a\r\tb", "a\\u000d\\u0009b"),
        Arguments.of("\0", "\\u0000"),
        Arguments.of("\u001b[31mred", "\\u001b[31mred"), // ESC starts a colour
        Arguments.of("\u007f", "\\u007f"), // DEL
        Arguments.of("\u009b2J", "\\u009b2J"), // CSI, the eight-bit ESC [
        Arguments.of("gpj.\u202elkp", "gpj.\\u202elkp"), // right-to-left override
        Arguments.of("a\u200bb\ufeff", "a\\u200bb\\ufeff"), // without width
        Arguments.of("a\u2028b\u2029", "a\\u2028b\\u2029"), // end of line, of paragraph
        Arguments.of("a\ud800b", "a\\ud800b"), // half a character
        Arguments.of("\udc00", "\\udc00"),
        Arguments.of("\u0378", "\\u0378"), // not assigned
        Arguments.of("a\udb40\udc41b", "a\\udb40\\udc41b")); // U+E0041, an invisible letter A
  }

  @ParameterizedTest
  @MethodSource("unprintable")
  void escapesWhatATerminalObeysOrHides(String text, String expected) {
    assertEquals(expected, Printable.of(text));
  }
}

package mnisteval.weights.pickle;

import static mnisteval.weights.pickle.PickleBytes.dtype;
import static mnisteval.weights.pickle.PickleBytes.load;
import static mnisteval.weights.pickle.PickleBytes.refusal;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ElementTypeTest {
  private static final String ONLY_NUMBERS = "; only real numbers of at most 8 bytes are read";

  @ParameterizedTest
  @ValueSource(strings = {"f2", "f4", "f8", "i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8", "b1"})
  void readsRealNumbers(String code) throws IOException {
    String order = code.endsWith("1") ? "|" : "<";
    assertEquals(order + code, text(dtype(code, order)));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {"<, <f4", "=, <f4", ">, >f4", "|, <f4"})
  void readsByteOrder(String order, String expected) throws IOException {
    assertEquals(expected, text(dtype("f4", order)));
  }

  @Test
  void readsCodesOfEitherKindOfText() throws IOException {
    assertEquals("<i8", text("cnumpy\ndtype\nX\2\0\0\0i8\205R"));
    assertEquals("<i8", text("cnumpy\ndtype\nC\2i8\205R"));
    assertEquals("<i8", text("cnumpy\ndtype\nS'i8'\nI0\nI1\n\207R"));
  }

  private static String text(String dtype) throws IOException {
    return ((PickledArray.ElementType) load(dtype, ".")).used().toString();
  }

  @ParameterizedTest
  @CsvSource({
    "O16, ''",
    "V12, ' (structured)'",
    "U3, ' (text)'",
    "S3, ' (text)'",
    "a3, ' (text)'",
    "M8, ' (dates or times)'",
    "m8, ' (dates or times)'",
    "c16, ' (complex)'",
    "f16, ''",
    "f3, ''",
    "i3, ''",
    "<f4, ''",
    "float32, ''",
    "'', ''",
  })
  void refusesOtherTypes(String code, String described) {
    assertEquals(
        "holds a numpy array of dtype " + code + described + ONLY_NUMBERS,
        refusal(dtype(code, "<"), "."));
  }

  @Test
  void showsLongCodesShortened() {
    assertEquals(
        "holds a numpy array of dtype x\\u000a" + "y".repeat(93) + "…" + ONLY_NUMBERS,
        refusal(dtype("x\n" + "y".repeat(200), "<"), "."));
  }

  @ParameterizedTest
  @ValueSource(strings = {"<<", "", "!", "S"})
  void refusesUnknownByteOrder(String order) {
    String state = "(K\3U" + (char) order.length() + order + "NNNtb.";
    assertEquals(
        "a numpy dtype of unknown byte order", refusal("cnumpy\ndtype\nU\2f4\205R", state));
  }

  /** With {@code copy=False}, numpy gives the one dtype of this kind, and BUILD changes nothing. */
  @ParameterizedTest
  @ValueSource(strings = {"K\0K\0", "\211\211"})
  void refusesToChangeASharedType(String flags) {
    assertEquals(
        "a numpy dtype that is shared, whose byte order BUILD would not set",
        refusal("cnumpy\ndtype\nU\2f4" + flags + "\207R", "(K\3U\1>NNNtb."));
  }

  /** In numpy, the array would change with it. */
  @Test
  void refusesToChangeATypeThatAnArrayHas() {
    String array = PickleBytes.SCALAR + "cnumpy\ndtype\nU\2f4\211\210\207Rq\1C\4abcd\206R0";
    assertEquals(
        "a numpy dtype that changes after an array of it was made",
        refusal(array, "h\1(K\3U\1>NNNtb."));
  }

  @ParameterizedTest
  @ValueSource(strings = {"U\1f\205NN", "N}N", "NNU\1f\205"})
  void refusesFieldsAndSubarrays(String structure) {
    assertEquals(
        "holds a structured numpy array; only real numbers are read",
        refusal("cnumpy\ndtype\nU\2f4\205R(K\3U\1<", structure, "tb."));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ")R",
        "N\205R",
        "K\4\205R",
        "U\2f4\205RNb",
        "U\2f4\205R)b",
        "U\2f4\205R(K\3NNNNtb"
      })
  void refusesArgumentsOfAnotherType(String rest) {
    String message = refusal("cnumpy\ndtype\n", rest, ".");
    assertTrue(message.startsWith("malformed pickle (the opcode at byte "), message);
  }
}

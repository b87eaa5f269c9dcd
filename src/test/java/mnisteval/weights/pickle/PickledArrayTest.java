package mnisteval.weights.pickle;

import static mnisteval.weights.pickle.PickleBytes.EMPTY_ARRAY;
import static mnisteval.weights.pickle.PickleBytes.FROM_BUFFER;
import static mnisteval.weights.pickle.PickleBytes.SCALAR;
import static mnisteval.weights.pickle.PickleBytes.array;
import static mnisteval.weights.pickle.PickleBytes.dtype;
import static mnisteval.weights.pickle.PickleBytes.load;
import static mnisteval.weights.pickle.PickleBytes.named;
import static mnisteval.weights.pickle.PickleBytes.read;
import static mnisteval.weights.pickle.PickleBytes.refusal;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import mnisteval.weights.array.FormatException;
import mnisteval.weights.array.NdArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** States and arguments of arrays that numpy would never write, and some that it may. */
final class PickledArrayTest {
  private static final String U1 = dtype("u1", "|");
  private static final String SIX = "C\6\1\2\3\4\5\6";
  private static final String TWO_BY_THREE = "K\2K\3\206";

  @ParameterizedTest
  @CsvSource({
    "'I00\n', 1 2 3 4 5 6",
    "'K\0', 1 2 3 4 5 6",
    "'\211', 1 2 3 4 5 6",
    "'I01\n', 1 3 5 2 4 6",
    "'K\1', 1 3 5 2 4 6",
    "'\210', 1 3 5 2 4 6"
  })
  void readsBothOrders(String order, String expected) throws Exception {
    assertEquals(expected, elements(array(TWO_BY_THREE, U1, order, SIX)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        SIX,
        "U\6\1\2\3\4\5\6",
        "T\6\0\0\0\1\2\3\4\5\6",
        "B\6\0\0\0\1\2\3\4\5\6",
        "\226\6\0\0\0\0\0\0\0\1\2\3\4\5\6",
        "X\6\0\0\0\1\2\3\4\5\6",
        "V\1\2\3\4\5\6\n",
        "S'\\x01\\x02\\x03\\x04\\x05\\x06'\n",
        "c_codecs\nencode\nV\1\2\3\4\5\6\nX\6\0\0\0latin1\206R",
      })
  void readsBytesHoweverTheyAreWritten(String data) throws Exception {
    assertEquals("1 2 3 4 5 6", elements(array(TWO_BY_THREE, U1, "\211", data)));
  }

  @Test
  void takesTheLastState() throws Exception {
    String first = array(TWO_BY_THREE, U1, "\211", SIX);
    assertEquals("9", elements(first + "(K\1K\1\205" + U1 + "\211C\1\11tb"));
  }

  @Test
  void readsScalars() throws Exception {
    String scalar = SCALAR + dtype("i2", ">") + "C\2\377\376\206R";
    NdArray array = read(named(scalar)).get("x");
    assertArrayEquals(new int[0], array.shape());
    assertArrayEquals(new double[] {-2}, array.elements());
  }

  @Test
  void readsBuffersInOrderKAsTransposed() throws Exception {
    // numpy.frombuffer(bytes([1, 2, 3, 4, 5, 6]), "u1").reshape(2, 3).transpose(1, 0).ravel()
    String swapped = buffer(TWO_BY_THREE, "U\1K", "K\1K\0\206");
    assertEquals("1 4 2 5 3 6", elements(swapped));
    assertEquals("(3, 2)", read(named(swapped)).get("x").shapeText());
    assertEquals("1 2 3 4 5 6", elements(buffer(TWO_BY_THREE, "U\1K", "K\0K\1\206")));
  }

  private static String buffer(String shape, String order, String axes) {
    return FROM_BUFFER + "(" + SIX + U1 + shape + order + axes + "tR";
  }

  private static String elements(String array) {
    StringBuilder text = new StringBuilder();
    for (double element : read(named(array)).get("x").elements()) {
      text.append(text.isEmpty() ? "" : " ").append((long) element);
    }
    return text.toString();
  }

  private static String refusalOf(String array) {
    return refusal(named(array));
  }

  @Test
  void refusesArrayThatWasNeverBuilt() {
    assertEquals("an array without content: x", refusalOf(EMPTY_ARRAY));
    assertEquals(
        "an array without content: a\\u000a" + "b".repeat(93) + "…",
        refusal("}X\322\0\0\0a\n", "b".repeat(208), EMPTY_ARRAY, "s."));
  }

  @ParameterizedTest
  @ValueSource(strings = {"(K\1K\1\205Ntb", "(tb", ")b", "(K\1K\1\205NNNNtb"})
  void refusesStateOfAnotherLength(String state) {
    assertEquals(
        "a numpy array whose state is not (version, shape, dtype, order, data)",
        refusalOf(EMPTY_ARRAY + state));
  }

  @Test
  void refusesStateOfAnotherType() {
    assertTrue(refusalOf(EMPTY_ARRAY + "Nb").startsWith("malformed pickle (the opcode at byte "));
    assertTrue(refusalOf(EMPTY_ARRAY + "}b").startsWith("malformed pickle (the opcode at byte "));
  }

  @ParameterizedTest
  @ValueSource(strings = {"N", "K\6", "]", "K\2N\206", "K\2C\1\3\206", "(K\2K\3l"})
  void refusesShapeOfAnotherType(String shape) {
    String message = refusalOf(array(shape, U1, "\211", SIX));
    assertTrue(message.startsWith("malformed pickle (the opcode at byte "), message);
  }

  /** As numpy does: "can't handle version 2 of numpy.ndarray pickle". */
  @ParameterizedTest
  @ValueSource(strings = {"K\2", "K\5", "J\377\377\377\377"})
  void refusesOtherVersions(String version) {
    String state = "(" + version + "K\6\205" + U1 + "\211" + SIX + "tb";
    assertEquals(
        "a numpy array of an unknown version (expected 0 or 1)", refusalOf(EMPTY_ARRAY + state));
  }

  @Test
  void refusesDimensionsThatAreNoWholeNumbers() {
    String shape = "K\2G\100\10\0\0\0\0\0\0\206"; // 2 and 3.0
    assertEquals(
        "a numpy array with a dimension that is no whole number",
        refusalOf(array(shape, U1, "\211", SIX)));
  }

  @ParameterizedTest
  @CsvSource({
    "K\2K\2\206, '(2, 2)', 4",
    "K\7\205, '(7,)', 7",
    "K\2K\3K\2\207, '(2, 3, 2)', 12",
    "), (), 1",
    "K\0K\3\206, '(0, 3)', 0",
  })
  void refusesShapeThatDoesNotFitTheBytes(String shape, String text, int expected) {
    assertEquals(
        "an array of shape "
            + text
            + " and dtype |u1 with the wrong number of bytes (expected "
            + expected
            + ", found 6)",
        refusalOf(array(shape, U1, "\211", SIX)));
  }

  @Test
  void countsTheBytesOfAnElement() {
    assertEquals(
        "an array of shape (2, 3) and dtype >f8 with the wrong number of bytes"
            + " (expected 48, found 6)",
        refusalOf(array(TWO_BY_THREE, dtype("f8", ">"), "\211", SIX)));
  }

  /** 2^16 * 2^16 * 2^16 * 2^16 is 0 in 64 bits, and 65537 * 65535 is -1 in 32 bits. */
  @Test
  void refusesShapesWhoseProductOverflows() {
    String big = "J\0\0\1\0";
    assertEquals(
        "an array of shape (65536, 65536, 65536, 65536) and dtype |u1"
            + " with the wrong number of bytes (expected more than 2^63, found 0)",
        refusalOf(array("(" + big.repeat(4) + "t", U1, "\211", "C\0")));
    assertEquals(
        "an array of shape (65537, 65535) and dtype |u1"
            + " with the wrong number of bytes (expected 4294967295, found 6)",
        refusalOf(array("J\1\0\1\0J\377\377\0\0\206", U1, "\211", SIX)));
  }

  /** As numpy does, whatever the other dimensions are; there is no element to be found. */
  @Test
  void readsArraysWithoutElements() throws Exception {
    String shape = "K\0J\377\377\377\177J\377\377\377\177\207";
    NdArray array = read(named(array(shape, U1, "\211", "C\0"))).get("x");
    assertEquals("(0, 2147483647, 2147483647)", array.shapeText());
    assertEquals(0, array.elements().length);
  }

  @ParameterizedTest
  @CsvSource({
    "J\377\377\377\377\205, -1",
    "J\376\377\377\377J\375\377\377\377\206, -2",
    "\212\5\0\0\0\200\0\205, 2147483648",
    "'L-9223372036854775808L\n\205', -9223372036854775808",
  })
  void refusesDimensionsOutOfRange(String shape, long found) {
    assertEquals(
        "a numpy array with a dimension of " + found, refusalOf(array(shape, U1, "\211", SIX)));
  }

  /** 2^64 + 6 must not be taken for 6. */
  @ParameterizedTest
  @ValueSource(strings = {"L18446744073709551622L\n\205", "L-18446744073709551610L\n\205"})
  void refusesDimensionsBeyondALong(String shape) {
    assertEquals(
        "a numpy array with a dimension beyond 64 bits", refusalOf(array(shape, U1, "\211", SIX)));
  }

  @Test
  void readsAsManyDimensionsAsNumpyHas() throws Exception {
    String array = array("(" + "K\1".repeat(63) + "K\6t", U1, "\211", SIX);
    assertEquals(64, read(named(array)).get("x").rank());
    assertEquals(
        "a numpy array of more than 64 dimensions",
        refusalOf(array("(" + "K\1".repeat(64) + "K\6t", U1, "\211", SIX)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"V\\u0101\\u0102\\u0103456\n", "X\10\0\0\0\317\200\317\200abcd"})
  void refusesTextThatIsNoBytes(String data) {
    assertEquals(
        "text in the place of bytes (expected characters 0 to 255)",
        refusalOf(array(TWO_BY_THREE, U1, "\211", data)));
  }

  // Of objects.

  private static final String OBJECTS = dtype("O8", "|");

  private static Object objects(String shape, String data) throws IOException {
    return ((PickledArray) load(array(shape, OBJECTS, "\211", data), ".")).objects();
  }

  /** numpy lists them in C order, whatever the array's own order is. */
  @Test
  void nestsObjectsAsTheShapeSays() throws IOException {
    String six = "](K\1K\2K\3K\4K\5K\6e";
    assertEquals(List.of(1, 2, 3, 4, 5, 6), objects("K\6\205", six));
    assertEquals(List.of(List.of(1, 2, 3), List.of(4, 5, 6)), objects(TWO_BY_THREE, six));
    assertEquals(
        List.of(List.of(List.of(1), List.of(2)), List.of(List.of(3), List.of(4))),
        objects("K\2K\2K\1\207", "](K\1K\2K\3K\4e"));
    assertEquals(List.of(), objects("K\0\205", "]"));
    assertEquals(List.of(), objects("J\377\377\377\177K\0\206", "]"));
    assertEquals(1, objects(")", "](K\1e"));
  }

  @ParameterizedTest
  @CsvSource({
    "'K\2\205', 2",
    "')', 1",
    "'J\377\377\377\177\205', 2147483647",
    "'J\377\377\377\177J\377\377\377\177J\377\377\377\177\207', 2147483647",
  })
  void refusesAnotherNumberOfObjects(String shape, int expected) {
    assertEquals(
        "a numpy array with another number of objects than its shape says (expected "
            + expected
            + ", found 3)",
        refusalOf(array(shape, OBJECTS, "\211", "](NNNe")));
  }

  /** 64 dimensions of 1 around each of so many objects. */
  @Test
  void refusesManyNestedLists() {
    String shape = "(M\350\3" + "K\1".repeat(63) + "t";
    String message =
        assertThrows(
                FormatException.class,
                () ->
                    PickleBytes.loadWithin(
                        1 << 21, array(shape, OBJECTS, "\211", "](" + "N".repeat(1000) + "e"), "."))
            .getMessage();
    assertEquals("asks for more memory than a network needs", message);
  }

  @Test
  void readsObjectsThatChangeAfterwardsAsTheyWere() throws IOException {
    String list = "](NNeq\1";
    Object before = load(array("K\2\205", OBJECTS, "\211", list), "h\1Na0.");
    assertEquals(2, ((List<?>) ((PickledArray) before).objects()).size());
  }

  @Test
  void readsObjectsThatHoldThemselves() {
    String array = EMPTY_ARRAY + "q\1(K\1";
    assertEquals(Map.of(), read("}U\1x", array, ")", OBJECTS, "\211](h\1etbs."));
    assertEquals(Map.of(), read("}U\1x", array, "K\2\205", OBJECTS, "\211](h\1h\1etbs."));
    assertEquals(Map.of(), read("}U\1x", array, ")", OBJECTS, "\211](](h\1h\1eetbs."));
  }

  @Test
  void refusesBytesInThePlaceOfObjects() {
    String bytes = "bytes in the place of the objects of a numpy array";
    assertEquals(bytes, refusal(SCALAR, OBJECTS, "C\1a\206R."));
    assertEquals(bytes, refusal(FROM_BUFFER, "(C\1a", OBJECTS, "K\1\205U\1CtR."));
  }

  /** Numbers have bytes here. */
  @ParameterizedTest
  @ValueSource(strings = {"N", "]", "K\1", "}"})
  void refusesDataThatIsNoBytes(String data) {
    String message = refusalOf(array(TWO_BY_THREE, U1, "\211", data));
    assertTrue(message.startsWith("malformed pickle (the opcode at byte "), message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"N", "U\2u1", "cnumpy\nndarray\n"})
  void refusesDtypeThatIsNone(String dtype) {
    String message = refusalOf(array(TWO_BY_THREE, dtype, "\211", SIX));
    assertTrue(message.startsWith("malformed pickle (the opcode at byte "), message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"A", "k", "", "CC", "\u00e9"})
  void refusesUnknownOrder(String order) {
    assertEquals(
        "a numpy array in an unknown order",
        refusalOf(buffer(TWO_BY_THREE, "U" + (char) order.length() + order, "")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"K\0K\0\206", "K\0\205", ")", "K\0K\2\206", "K\1K\7\206", "K\0K\1K\2\207"})
  void refusesAxesThatAreNoPermutation(String axes) {
    assertEquals(
        "a numpy array whose axes are not in an order of all of them",
        refusalOf(buffer(TWO_BY_THREE, "U\1K", axes)));
  }

  @Test
  void refusesAxesOfAScalar() {
    String one = FROM_BUFFER + "(C\1\1" + U1 + ")U\1K";
    assertEquals(
        "a numpy array whose axes are not in an order of all of them",
        refusalOf(one + "K\0\205tR"));
  }

  @Test
  void refusesAxesCountedFromTheEnd() {
    assertEquals(
        "a numpy array with a dimension of -1",
        refusalOf(buffer(TWO_BY_THREE, "U\1K", "K\0J\377\377\377\377\206")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"(tR", "(" + SIX + "tR"})
  void refusesMissingArguments(String arguments) {
    String message = refusalOf(FROM_BUFFER + arguments);
    assertTrue(message.startsWith("malformed pickle (the opcode at byte "), message);
    message = refusalOf(SCALAR + arguments);
    assertTrue(message.startsWith("malformed pickle (the opcode at byte "), message);
    message = refusalOf(buffer(TWO_BY_THREE, "U\1K", ""));
    assertTrue(message.startsWith("malformed pickle (the opcode at byte "), message);
  }
}

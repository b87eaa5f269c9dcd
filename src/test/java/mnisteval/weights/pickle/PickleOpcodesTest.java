package mnisteval.weights.pickle;

import static mnisteval.weights.pickle.PickleBytes.bytes;
import static mnisteval.weights.pickle.PickleBytes.little;
import static mnisteval.weights.pickle.PickleBytes.load;
import static mnisteval.weights.pickle.PickleBytes.refusal;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.io.IOException;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every opcode of protocols 0 to 5, from literal bytes. What each pushes is what Python's {@code
 * pickletools} documents.
 */
final class PickleOpcodesTest {
  private static final String ONLY_ARRAYS = "; only numpy arrays are read";

  // Numbers.

  @ParameterizedTest
  @CsvSource({"'I0\n', 0", "'I-12\n', -12", "'I2147483647\n', 2147483647"})
  void readsInt(String opcode, int expected) throws IOException {
    assertEquals(expected, load(opcode, "."));
  }

  /** Python's C code takes the first two for octal, and its Python code refuses all. */
  @ParameterizedTest
  @ValueSource(strings = {"I010\n", "I007\n", "I-08\n", "I+01\n", "I000\n", "I0x1\n"})
  void refusesIntsThatStartWithZero(String opcode) {
    assertEquals("a whole number that starts with 0", refusal(opcode, "."));
  }

  @ParameterizedTest
  @ValueSource(strings = {"F1.5d\n", "F2f\n", "F0x1p3\n", "F1_0\n"})
  void refusesFloatsThatAreNoDecimals(String opcode) {
    assertEquals("malformed pickle (the opcode at byte 0)", refusal(opcode, "."));
  }

  @Test
  void readsIntOf64Bits() throws IOException {
    assertEquals(-9223372036854775808L, load("I-9223372036854775808\n."));
  }

  @Test
  void readsIntAsBool() throws IOException {
    assertEquals(false, load("I00\n."));
    assertEquals(true, load("I01\n."));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"I\n.", "Ione\n.", "I9223372036854775808\n.", "I1.5\n.", "L\n.", "L12M\n."})
  void refusesWhatIsNoInteger(String pickle) {
    assertEquals("malformed pickle (the opcode at byte 1)", refusal("N", pickle));
  }

  @Test
  void readsBinint() throws IOException {
    assertEquals(-2, load("J\376\377\377\377."));
    assertEquals(0x01020304, load("J\4\3\2\1."));
  }

  @Test
  void readsBinint1() throws IOException {
    assertEquals(255, load("K\377."));
  }

  @Test
  void readsBinint2() throws IOException {
    assertEquals(0xfffe, load("M\376\377."));
  }

  @Test
  void readsLong() throws IOException {
    assertEquals(0L, load("L0L\n."));
    assertEquals(-5L, load("L-5L\n."));
    assertEquals(7L, load("L7\n."));
    assertEquals(new BigInteger("-9223372036854775809"), load("L-9223372036854775809L\n."));
  }

  @Test
  void readsLong1() throws IOException {
    assertEquals(0L, load("\212\0."));
    assertEquals(255L, load("\212\2\377\0."));
    assertEquals(-256L, load("\212\2\0\377."));
  }

  @Test
  void readsLong4() throws IOException {
    assertEquals(-128L, load("\213\1\0\0\0\200."));
    assertEquals(BigInteger.ONE.shiftLeft(64), load("\213\11\0\0\0\0\0\0\0\0\0\0\0\1."));
  }

  @ParameterizedTest
  @CsvSource({
    "0.1, 0.1",
    "-0.0, -0.0",
    "1e+300, 1e300",
    "5e-324, 4.9e-324",
    "nan, NaN",
    "inf, Infinity",
    "-inf, -Infinity"
  })
  void readsFloat(String text, double expected) throws IOException {
    assertEquals(expected, load("F" + text + "\n."));
  }

  @Test
  void refusesWhatIsNoFloat() {
    assertEquals("malformed pickle (the opcode at byte 0)", refusal("Fone\n."));
  }

  @Test
  void readsBinfloatMostSignificantByteFirst() throws IOException {
    assertEquals(-2.5, load("G\300\4\0\0\0\0\0\0."));
  }

  @Test
  void readsNoneAndBools() throws IOException {
    assertNull(load("N."));
    assertEquals(true, load("\210."));
    assertEquals(false, load("\211."));
  }

  // Text and bytes.

  @Test
  void readsString() throws IOException {
    assertEquals("it's\\ \n\r\t\u00ff", load("S\"it's\\\\ \\n\\r\\t\\xff\"\n."));
    assertEquals("a'b", load("S'a\\'b'\n."));
    assertEquals("", load("S''\n."));
  }

  @ParameterizedTest
  @ValueSource(strings = {"S\n", "Sabc\n", "S'abc\n", "S'\n", "S'\\q'\n", "S'\\x4'\n", "S'\\'\n"})
  void refusesStringThatIsQuotedWrongly(String pickle) {
    assertEquals("malformed pickle (the opcode at byte 0)", refusal(pickle, "."));
  }

  @Test
  void readsBinstringAsBytes() throws IOException {
    assertEquals("a\0\u00ff", ((PickledBytes) load("T\3\0\0\0a\0\377.")).latin1());
  }

  @Test
  void readsShortBinstringAsBytes() throws IOException {
    assertEquals("W1", ((PickledBytes) load("U\2W1.")).latin1());
  }

  @Test
  void readsUnicode() throws IOException {
    assertEquals("\u00eb\u03c0\\\n", load("V\353\\u03c0\\u005c\\u000a\n."));
    assertEquals("\uD83D\uDE00", load("V\\U0001f600\n."));
  }

  @ParameterizedTest
  @ValueSource(strings = {"V\\u12\n", "V\\uwxyz\n", "V\\Uffffffff\n", "V\\\n"})
  void refusesUnicodeThatIsEscapedWrongly(String pickle) {
    assertEquals("malformed pickle (the opcode at byte 0)", refusal(pickle, "."));
  }

  @Test
  void readsBinunicode() throws IOException {
    assertEquals("\u03c0", load("X\2\0\0\0\317\200."));
  }

  @Test
  void readsShortBinunicode() throws IOException {
    assertEquals("\u03c0", load("\214\2\317\200."));
  }

  @Test
  void readsBinunicode8() throws IOException {
    assertEquals("\u03c0", load("\215\2\0\0\0\0\0\0\0\317\200."));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "B\3\0\0\0",
        "C\3",
        "\216\3\0\0\0\0\0\0\0",
        "\226\3\0\0\0\0\0\0\0",
      })
  void readsBytesWithoutCopying(String opcode) throws IOException {
    byte[] pickle = bytes("N0", opcode, "\0a\377.");
    PickleInput input = new PickleInput(pickle, 1 << 19);
    PickledBytes value = (PickledBytes) new NumpyUnpickler(input).load(input);
    assertSame(pickle, value.source());
    assertEquals("\0a\u00ff", value.latin1());
  }

  @Test
  void ignoresReadonlyBuffer() throws IOException {
    assertEquals("ab", ((PickledBytes) load("C\2ab\230.")).latin1());
  }

  // Tuples, lists, sets.

  @Test
  void readsTuples() throws IOException {
    assertArrayEquals(new Object[0], tuple(")."));
    assertArrayEquals(new Object[] {1}, tuple("K\1\205."));
    assertArrayEquals(new Object[] {1, 2}, tuple("K\1K\2\206."));
    assertArrayEquals(new Object[] {1, 2, 3}, tuple("K\1K\2K\3\207."));
    assertArrayEquals(new Object[] {1, 2, 3, 4}, tuple("(K\1K\2K\3K\4t."));
    assertArrayEquals(new Object[0], tuple("(t."));
  }

  private static Object[] tuple(String pickle) throws IOException {
    return (Object[]) load(pickle);
  }

  @Test
  void readsLists() throws IOException {
    assertEquals(List.of(), load("]."));
    assertEquals(List.of(1, 2), load("(K\1K\2l."));
    assertEquals(List.of(1, 2), load("]K\1aK\2a."));
    assertEquals(List.of(1, 2, 3), load("(K\1l(K\2K\3e."));
  }

  @Test
  void readsOverSets() throws IOException {
    assertSame(AllowedGlobal.ANY_SET, load("\217."));
    assertSame(AllowedGlobal.ANY_SET, load("\217(K\2K\1\220."));
    assertSame(AllowedGlobal.ANY_SET, load("(K\4K\5\221."));
  }

  // Dicts.

  @Test
  void readsDicts() throws IOException {
    assertEquals(Map.of(), load("}."));
    assertEquals(Map.of(), load("(d."));
    assertEquals(Map.of("a", 1, "b", 2), load("(X\1\0\0\0aK\1X\1\0\0\0bK\2d."));
    assertEquals(Map.of("a", 1), load("}X\1\0\0\0aK\1s."));
    assertEquals(Map.of("a", 1, "b", 2), load("}(X\1\0\0\0aK\1X\1\0\0\0bK\2u."));
  }

  @Test
  void keepsTheOrderOfADict() throws IOException {
    Map<?, ?> dict = (Map<?, ?>) load("}(U\2W2NU\2b1NU\2W1NuU\1aNs.");
    assertEquals(
        List.of("W2", "b1", "W1", "a"), dict.keySet().stream().map(PickledBytes::name).toList());
  }

  @Test
  void takesTheLastOfEqualKeys() throws IOException {
    assertEquals(Map.of("a", 2), load("}(X\1\0\0\0aK\1X\1\0\0\0aK\2u."));
  }

  @Test
  void readsBytesKeysAsText() throws IOException {
    Map<?, ?> dict = (Map<?, ?>) load("}C\2W1K\3s.");
    assertEquals("W1", PickledBytes.name(dict.keySet().iterator().next()));
  }

  @Test
  void refusesKeyWithoutValue() {
    assertEquals("malformed pickle (the opcode at byte 5)", refusal("}(U\1au."));
    assertEquals("malformed pickle (the opcode at byte 4)", refusal("(U\1ad."));
  }

  // Stack and memo.

  @Test
  void popsAndDuplicates() throws IOException {
    assertEquals(1, load("K\1K\0020."));
    assertEquals(1, load("K\1(K\2K\0031."));
    assertArrayEquals(new Object[] {1, 1}, tuple("K\0012\206."));
  }

  @Test
  void remembersByNumber() throws IOException {
    assertEquals(1, load("K\1p300\n0K\2g300\n."));
    assertEquals(1, load("K\1q\3770K\2h\377."));
    assertEquals(1, load("K\1r\0\1\0\0000K\2j\0\1\0\0."));
  }

  @Test
  void remembersByOrder() throws IOException {
    assertArrayEquals(new Object[] {2, 1}, tuple("K\1\2240K\2\2240h\1h\0\206."));
  }

  @ParameterizedTest
  @ValueSource(strings = {"h\0.", "g0\n.", "gx\n.", "j\0\0\0\0.", "Nq\0h\1."})
  void refusesMemoThatIsMissing(String pickle) {
    int at = pickle.startsWith("N") ? 3 : 0;
    assertEquals("malformed pickle (the opcode at byte " + at + ")", refusal(pickle));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.", "2.", "1.", "p0\n.", "q\0.", "r\0\0\0\0.", "\224.", "\205.", "\206.", "\207.", "t.",
        "a.", "e.", "s.", "u.", "l.", "d.", "b.", "R.", "\220.", "\221.", "\223."
      })
  void refusesWhatIsNotOnTheStack(String pickle) {
    assertEquals("malformed pickle (the opcode at byte 0)", refusal(pickle));
  }

  @ParameterizedTest
  @CsvSource({
    "NNa., an item for no list", "NNNs., an item for no dict", "N(Ne., items for no list",
    "}(N\220., items for no set", "N(NNu., items for no dict", "N)R., a call of None",
    "K\1)R., a call of a number", "NNR., arguments that are no tuple",
        "K\1K\2\223., a name of numbers"
  })
  void refusesValuesOfAnotherType(String pickle, String what) {
    int at = pickle.length() - 2;
    assertEquals("malformed pickle (the opcode at byte " + at + ")", refusal(pickle), what);
  }

  // Framing.

  @ParameterizedTest
  @ValueSource(strings = {"\0", "\1", "\2", "\3", "\4", "\5"})
  void readsProtocols(String protocol) throws IOException {
    assertEquals(Map.of(), load("\200", protocol, "}."));
  }

  @Test
  void refusesProtocolsBeyond5() {
    assertEquals(
        "unknown pickle protocol (expected 0 to 5, found 6)", refusal("\200\6\225\0\0\0\0"));
    assertEquals("unknown pickle protocol (expected 0 to 5, found 255)", refusal("\200\377}."));
  }

  @Test
  void ignoresFrames() throws IOException {
    assertEquals(Map.of(), load("\200\4\225\2\0\0\0\0\0\0\0}."));
  }

  /** Python says "pickle exhausted before end of frame". */
  @Test
  void refusesFramesBeyondTheEnd() {
    assertEquals(
        "truncated or malformed pickle (expected 3 bytes from byte 11 on, found 2)",
        refusal("\200\4\225\3\0\0\0\0\0\0\0}."));
    assertEquals(
        "truncated or malformed pickle (expected 18446744073709551615 bytes from byte 11 on, found 2)",
        refusal("\200\4\225", little(-1, 8), "}."));
  }

  // Refused.

  @Test
  void refusesInst() {
    assertEquals("refers to os.system" + ONLY_ARRAYS, refusal("(S'touch pwned'\nios\nsystem\n."));
    assertEquals(
        "uses INST, which makes an object of a class" + ONLY_ARRAYS,
        refusal("(inumpy\nndarray\n."));
  }

  @Test
  void refusesObj() {
    assertEquals(
        "uses OBJ, which makes an object of a class" + ONLY_ARRAYS,
        refusal("(cnumpy\nndarray\no."));
  }

  @Test
  void refusesNewobj() {
    assertEquals(
        "uses NEWOBJ, which makes an object of a class" + ONLY_ARRAYS,
        refusal("cnumpy\nndarray\n)\201."));
  }

  @Test
  void refusesNewobjEx() {
    assertEquals(
        "uses NEWOBJ_EX, which makes an object of a class" + ONLY_ARRAYS,
        refusal("cnumpy\nndarray\n)}\222."));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\202\1.", "\203\1\0.", "\204\1\0\0\0."})
  void refusesExtensions(String pickle) {
    assertEquals(
        "uses EXT, which refers to Python's extension registry" + ONLY_ARRAYS, refusal(pickle));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Pweights\n.", "U\1aQ."})
  void refusesPersistentIds(String pickle) {
    assertEquals(
        "uses PERSID, which refers to something outside the file" + ONLY_ARRAYS, refusal(pickle));
  }

  @Test
  void refusesBuffersOutsideTheFile() {
    assertEquals(
        "uses NEXT_BUFFER, which refers to a buffer outside the file" + ONLY_ARRAYS,
        refusal("\200\5\227."));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "}}b.",
        "]}b.",
        "N}b.",
        "cnumpy\nndarray\n}b.",
        "ccollections\nOrderedDict\n)R}b."
      })
  void refusesStateOfWhatIsNoArray(String pickle) {
    assertEquals(
        "uses BUILD, which sets the state of an object, on something else than an array"
            + ONLY_ARRAYS,
        refusal(pickle));
  }

  // Cut short.

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\200",
        "K",
        "M\1",
        "J\1\2\3",
        "G\0\0\0\0\0\0\0",
        "\225\0\0\0\0\0\0\0",
        "h",
        "q",
        "j\0\0\0",
        "r\0\0\0",
        "C",
        "B\0\0\0",
        "\216\0\0\0\0\0\0\0",
        "\226\0\0\0\0\0\0\0",
        "U",
        "T\0\0\0",
        "\214",
        "X\0\0\0",
        "\215\0\0\0\0\0\0\0",
        "\212",
        "\213\0\0\0",
        "I",
        "I1",
        "L12L",
        "F1.5",
        "g1",
        "p1",
        "S'ab'",
        "Vab",
        "c",
        "cnumpy",
        "cnumpy\n",
        "cnumpy\nndarray",
        "ios\nsystem",
        "",
        "(",
        "}"
      })
  void saysWhereItIsTruncated(String pickle) {
    assertEquals(
        "truncated at byte " + (1 + pickle.length()) + ", before its end", refusal("N", pickle));
  }

  @ParameterizedTest
  @ValueSource(strings = {"C\4abc", "U\4abc", "\214\4abc", "\212\4abc"})
  void saysWhichLengthIsCutShort(String pickle) {
    assertEquals(
        "truncated or malformed pickle (expected 4 bytes from byte 2 on, found 3)",
        refusal(pickle));
  }

  @Test
  void refusesPickleOfNothing() {
    assertEquals("a pickle of nothing, expected a dict of numpy arrays", refusal("."));
    assertEquals("a pickle of nothing, expected a dict of numpy arrays", refusal("\200\2N0."));
  }

  @Test
  void refusesMarkAsValue() {
    assertEquals(
        "no dict of numpy arrays (expected W1, b1, … in a dict, found something else)",
        refusal("(."));
  }
}

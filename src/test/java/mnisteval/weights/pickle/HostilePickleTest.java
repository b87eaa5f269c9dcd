package mnisteval.weights.pickle;

import static mnisteval.weights.pickle.PickleBytes.EMPTY_ARRAY;
import static mnisteval.weights.pickle.PickleBytes.FROM_BUFFER;
import static mnisteval.weights.pickle.PickleBytes.bytes;
import static mnisteval.weights.pickle.PickleBytes.dtype;
import static mnisteval.weights.pickle.PickleBytes.fixture;
import static mnisteval.weights.pickle.PickleBytes.little;
import static mnisteval.weights.pickle.PickleBytes.load;
import static mnisteval.weights.pickle.PickleBytes.loadWithin;
import static mnisteval.weights.pickle.PickleBytes.read;
import static mnisteval.weights.pickle.PickleBytes.refusal;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import mnisteval.weights.array.FormatException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Pickles that ask for more memory, time or depth than they are worth. What takes seconds here
 * takes hours where the time grows with the square of the size.
 */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
final class HostilePickleTest {
  private static final String TOO_MUCH = "asks for more memory than a network needs";

  // Lengths.

  @ParameterizedTest
  @CsvSource({
    "BINBYTES8, \216",
    "BYTEARRAY8, \226",
    "BINUNICODE8, \215",
  })
  void refusesLengthsOf8Bytes(String name, String opcode) {
    assertEquals(
        "truncated or malformed pickle (expected 9223372036854775807 bytes from byte 9 on, found 2)",
        refusal(opcode, little(Long.MAX_VALUE, 8), "ab"),
        name);
    assertEquals(
        "truncated or malformed pickle (expected 18446744073709551615 bytes from byte 9 on, found 2)",
        refusal(opcode, little(-1, 8), "ab"),
        name);
    assertEquals(
        "truncated or malformed pickle (expected 9223372036854775808 bytes from byte 9 on, found 2)",
        refusal(opcode, little(Long.MIN_VALUE, 8), "ab"),
        name);
    // Its lower half alone is 2.
    assertEquals(
        "truncated or malformed pickle (expected 4294967298 bytes from byte 9 on, found 2)",
        refusal(opcode, little((1L << 32) + 2, 8), "ab"),
        name);
  }

  @ParameterizedTest
  @CsvSource({"BINBYTES, B", "BINUNICODE, X", "BINSTRING, T", "LONG4, \213"})
  void refusesLengthsOf4Bytes(String name, String opcode) {
    assertEquals(
        "truncated or malformed pickle (expected 2147483647 bytes from byte 5 on, found 2)",
        refusal(opcode, little(Integer.MAX_VALUE, 4), "ab"),
        name);
    assertEquals(
        "truncated or malformed pickle (expected 4294967295 bytes from byte 5 on, found 2)",
        refusal(opcode, little(-1, 4), "ab"),
        name);
    assertEquals(
        "truncated or malformed pickle (expected 3 bytes from byte 5 on, found 2)",
        refusal(opcode, little(3, 4), "ab"),
        name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"I", "L", "F", "g", "p"})
  void refusesNumbersOfMoreDigitsThanPythonConverts(String opcode) {
    assertEquals(
        "a number of more than 4300 digits", refusal("N", opcode, "1".repeat(5000), "\n."));
    assertEquals("a number of more than 4300 digits", refusal("N", opcode, "1".repeat(4301), "\n"));
  }

  @Test
  void readsNumbersOfAsManyDigitsAsPythonConverts() throws IOException {
    String digits = "1".repeat(4299);
    assertEquals(digits, load("L", digits, "L\n.").toString());
  }

  /** 4000 digits cost 4 MB, so that half of them is more than the budget, whatever the heap. */
  @ParameterizedTest
  @ValueSource(strings = {"L", "F"})
  void paysForDigitsByTheirSquare(String opcode) {
    String number = opcode + "1".repeat(4000) + "\n0";
    String message = "asks for more memory than a network needs";
    assertEquals(message, refusal(number.repeat(600) + "N."));
  }

  // Things inside themselves.

  @ParameterizedTest
  @ValueSource(strings = {"}q\0h\0Ns.", "}]Ns.", "}\217Ns.", "}(K\1\221Ns.", "}}Ns.", "(}Nd."})
  void refusesKeysThatPythonCanNotHash(String pickle) {
    assertEquals("a dict whose key is a list, a set or a dict", refusal(pickle));
  }

  @Test
  void refusesSuchKeysInAnOrderedDict() {
    assertEquals(
        "a dict whose key is a list, a set or a dict",
        refusal("ccollections\nOrderedDict\n(]N\206l\205R."));
  }

  @Test
  void readsWhatHoldsItself() {
    assertEquals(Map.of(), read("}q\0U\1ah\0s]q\1h\1aq\2(h\1h\1e0h\0U\1bh\1s."));
    assertEquals(
        "no dict of numpy arrays (expected W1, b1, … in a dict, found a list of 1)",
        refusal("]q\0h\0a."));
    assertEquals(
        "no dict of numpy arrays (expected W1, b1, … in a dict, found a tuple of 1)",
        refusal("]q\0h\0\205a\205."));
  }

  @Test
  void readsWhatIsNestedDeeply() {
    int depth = 300_000;
    assertEquals(Map.of(), read("}U\1a", "]".repeat(depth), "a".repeat(depth - 1), "s."));
    assertEquals(Map.of(), read("}U\1aN", "\205".repeat(depth), "s."));
    assertEquals(Map.of(), read("}".repeat(depth), "."));
    assertEquals(Map.of(), read("}N", "\205".repeat(depth), "Ns."));
  }

  // Memory.

  /** Half of a MiB, at 128 bytes an opcode. */
  private static final long LITTLE_MEMORY = 1 << 19;

  private static String shortOfMemory(Object... parts) {
    return assertThrows(FormatException.class, () -> loadWithin(LITTLE_MEMORY, parts)).getMessage();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "(",
        "}",
        "]",
        "\217",
        ")",
        "N",
        "K\1",
        "N0",
        "}q\1",
        "]\224",
        "G\0\0\0\0\0\0\0\0"
      })
  void refusesAMillionOpcodes(String opcodes) {
    assertEquals(TOO_MUCH, shortOfMemory(opcodes.repeat(1_000_000), "."));
  }

  @Test
  void readsAMillionOpcodesWhereThereIsMemory() throws IOException {
    assertEquals(Map.of(), loadWithin(1L << 29, "}".repeat(1_000_000), "."));
  }

  @ParameterizedTest
  @CsvSource({"X, 4", "\215, 8", "\213, 4"})
  void refusesLongTextAndNumbers(String opcode, int lengthSize) {
    int length = 270_000;
    assertEquals(
        TOO_MUCH, shortOfMemory(opcode, little(length, lengthSize), new byte[length], "."));
  }

  @Test
  void refusesLongLines() {
    String line = "a".repeat(180_000);
    assertEquals(TOO_MUCH, shortOfMemory("V", line, "\n."));
    assertEquals(TOO_MUCH, shortOfMemory("S'", line, "'\n."));
    assertEquals(TOO_MUCH, shortOfMemory("c", line, "\na\n."));
    assertEquals(TOO_MUCH, shortOfMemory("ca\n", line, "\n."));
  }

  @ParameterizedTest
  @ValueSource(strings = {"B", "T"})
  void readsLongBytesWithoutPaying(String opcode) throws IOException {
    int length = 5_000_000;
    PickledBytes value =
        (PickledBytes) loadWithin(LITTLE_MEMORY, opcode, little(length, 4), new byte[length], ".");
    assertEquals(length, value.length());
  }

  private static byte[] textOf(int length) {
    return bytes("X", little(length, 4), "a".repeat(length));
  }

  /** A few bytes for another copy each time. */
  @ParameterizedTest
  @ValueSource(strings = {"latin1", "utf-8"})
  void refusesCopiesOfAMemoisedTextByEncoding(String encoding) {
    String name = "X" + (char) encoding.length() + "\0\0\0" + encoding;
    String copies = "h\0h\1R".repeat(1000);
    String pickle = name + "\206q\1" + copies + ".";
    assertEquals(TOO_MUCH, shortOfMemory("c_codecs\nencode\nq\0", textOf(10_000), pickle));
    assertEquals(TOO_MUCH, shortOfMemory("cbuiltins\nbytes\nq\0", textOf(10_000), pickle));
  }

  @Test
  void refusesCopiesOfAMemoisedTextAsKeys() {
    byte[] key = bytes("}B", little(10_000, 4), "a".repeat(10_000), "q\0");
    assertEquals(TOO_MUCH, shortOfMemory(key, "0", "h\0Ns".repeat(1000), "."));
  }

  @Test
  void refusesCopiesOfAMemoisedTextAsArrays() {
    byte[] data =
        bytes("(K\1M", little(10_000, 2), "\205", dtype("u1", "|"), "\211", textOf(10_000));
    assertEquals(
        TOO_MUCH,
        shortOfMemory(EMPTY_ARRAY, data, "tq\1", "b", (EMPTY_ARRAY + "h\1b").repeat(500), "."));
  }

  @Test
  void refusesManyArraysOfManyDimensions() {
    String ones = "(" + "K\1".repeat(64) + "t";
    String array = FROM_BUFFER + "q\0(C\1a" + dtype("u1", "|") + ones + "U\1Ctq\1R";
    assertEquals(TOO_MUCH, shortOfMemory(array, "h\0h\1R".repeat(500), "."));
  }

  @Test
  void refusesCopiesOfAMemoisedListAsOrderedDicts() {
    String pairs = "(" + "U\1aN\206".repeat(500) + "l\205q\1";
    assertEquals(
        TOO_MUCH,
        shortOfMemory("ccollections\nOrderedDict\nq\0", pairs, "h\0h\1R".repeat(1000), "."));
  }

  /** Lists that hold a list ten times, ten levels deep: shared, as in Python, and never walked. */
  @Test
  void readsABillionLaughs() {
    StringBuilder lists = new StringBuilder("}U\1a(U\3lollq\0");
    for (char level = 1; level < 10; level++) {
      lists.append("0(").append(("h" + (char) (level - 1)).repeat(10)).append("lq").append(level);
    }
    assertEquals(Map.of(), read(lists + "s."));
  }

  // Time.

  @Test
  void refusesALongTupleThatIsEveryPairOfAnOrderedDict() {
    int times = 200_000;
    byte[] pickle =
        bytes(
            "ccollections\nOrderedDict\n(",
            "K\1".repeat(times),
            "tq\0000(",
            "h\0".repeat(times),
            "l\205R.");
    int reduce = pickle.length - 2;
    FormatException refusal = assertThrows(FormatException.class, () -> read(pickle));
    assertTrue(
        refusal.getMessage().endsWith("malformed pickle (the opcode at byte " + reduce + ")"));
  }

  @Test
  void readsALargeNumberThatIsEveryKey() {
    int length = 2_000_000;
    byte[] number = new byte[length];
    Arrays.fill(number, (byte) 1);
    assertEquals(
        Map.of(),
        read("}\213", little(length, 4), number, "q\0000(", "h\0N".repeat(200_000), "u."));
  }

  @Test
  void refusesLongEqualTextsAsEveryKey() {
    byte[] keys = bytes("}", textOf(2_000_000), "q\0000", textOf(2_000_000), "q\0010(");
    assertEquals(TOO_MUCH, refusal(keys, "h\0Nh\1N".repeat(50_000), "u."));
  }

  /** Numbers, bytes and texts of one hash, which a Java map can only tell apart one by one. */
  @ParameterizedTest
  @ValueSource(strings = {"U ", "X \0\0\0", "mixed"})
  void readsKeysOfOneHash(String opcode) {
    int keys = 1 << 16;
    byte[][] parts = new byte[keys + 2][];
    parts[0] = bytes("}(");
    for (int i = 0; i < keys; i++) {
      StringBuilder text = new StringBuilder();
      for (int bit = 0; bit < 16; bit++) {
        text.append((i >> bit & 1) == 0 ? "Aa" : "BB");
      }
      int hash = text.toString().hashCode();
      byte[] number = bytes(little(i, 4), little(i ^ hash, 4), "\0");
      String key = !opcode.equals("mixed") ? opcode : i % 2 == 0 ? "U " : "X \0\0\0";
      parts[i + 1] = bytes(key, text.toString(), "N\212\11", number, "N");
    }
    parts[keys + 1] = bytes("u.");
    assertEquals(Map.of(), read((Object[]) parts));
  }

  // Cut short.

  @ParameterizedTest
  @ValueSource(
      strings = {
        "numpy1-protocol0-f4.pkl",
        "numpy2-protocol2-extras.pkl",
        "numpy2-protocol4-f4.pkl",
        "numpy2-protocol5-extras.pkl",
        "python2-protocol0-f4-pickle.pkl",
        "python2-protocol1-extras.pkl",
        "python2-protocol2-f4-cpickle.pkl"
      })
  void refusesEveryBeginningOfAFile(String file) {
    byte[] whole = fixture(file);
    for (int length = 1; length < whole.length; length++) {
      String message = refusal(Arrays.copyOf(whole, length));
      boolean saysSo =
          message.equals("truncated at byte " + length + ", before its end")
              || message.matches(
                  "truncated or malformed pickle \\(expected \\d+ bytes from byte \\d+ on, found \\d+\\)");
      assertTrue(saysSo, length + ": " + message);
    }
  }

  @Test
  void refusesBytesAfterTheEnd() {
    for (String file : List.of("numpy2-protocol5-f4.pkl", "python2-protocol0-f4-pickle.pkl")) {
      int end = fixture(file).length;
      assertEquals(
          "bytes after the end of the pickle (expected none or another pickle, found 7 from byte "
              + end
              + " on: truncated at byte "
              + (end + 7)
              + ", before its end)",
          refusal(fixture(file), "garbage"),
          file);
    }
  }

  // One after another.

  @Test
  void refusesAnEvilPickleAfterAGoodOne() {
    assertEquals(
        "bytes after the end of the pickle (expected none or another pickle, found 35 from byte 4"
            + " on: refers to posix.system; only numpy arrays are read)",
        refusal("}q\0.", "N.cposix\nsystem\n(S'touch pwned'\ntR."));
  }

  /** Python's pickle.load starts each with an empty memo. */
  @Test
  void refusesToReferToAnotherPickle() {
    assertEquals(
        "bytes after the end of the pickle (expected none or another pickle, found 3 from byte 4"
            + " on: malformed pickle (the opcode at byte 4))",
        refusal("}q\0.", "h\0."));
  }

  @Test
  void paysForAllPicklesTogether() {
    assertEquals(
        "bytes after the end of the pickle (expected none or another pickle, found 39999998 from"
            + " byte 2 on: asks for more memory than a network needs)",
        refusal("N.".repeat(20_000_000)));
  }
}

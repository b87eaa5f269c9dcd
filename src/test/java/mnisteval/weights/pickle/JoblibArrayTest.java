package mnisteval.weights.pickle;

import static mnisteval.weights.pickle.PickleBytes.array;
import static mnisteval.weights.pickle.PickleBytes.bytes;
import static mnisteval.weights.pickle.PickleBytes.dtype;
import static mnisteval.weights.pickle.PickleBytes.refusal;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import mnisteval.weights.array.NdArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What joblib writes for an array: a description, padding, and bytes among the opcodes. */
final class JoblibArrayTest {
  private static final String WRAPPER = "cjoblib.numpy_pickle\nNumpyArrayWrapper\n)\201";
  private static final String U1 = dtype("u1", "|");

  private static String wrapped(String shape, String order, String dtype, String more) {
    return WRAPPER
        + "}(U\10subclasscnumpy\nndarray\nU\5shape"
        + shape
        + "U\5orderU\1"
        + order
        + "U\5dtype"
        + dtype
        + more
        + "ub";
  }

  private static NdArray read(String pickle) {
    return PickleReader.read(bytes("}(U\1ANU\1W", pickle, "U\1BNu.")).arrays().get("W");
  }

  @Test
  void readsTheBytesThatFollow() {
    String rows = "K\2K\3\206";
    double[][] c = {{1, 2, 3}, {4, 5, 6}};
    double[][] fortran = {{1, 3, 5}, {2, 4, 6}};
    assertArrayEquals(c, read(wrapped(rows, "C", U1, "") + "\1\2\3\4\5\6").matrix());
    assertArrayEquals(fortran, read(wrapped(rows, "F", U1, "") + "\1\2\3\4\5\6").matrix());
    assertArrayEquals(
        new double[] {513}, read(wrapped(")", "C", dtype("i2", "<"), "") + "\1\2").elements());
  }

  @Test
  void skipsThePadding() {
    String aligned = "U\33numpy_array_alignment_bytesK\20";
    String none = "U\33numpy_array_alignment_bytesN";
    String shape = "K\2\205";
    double[] numbers = {7, 8};
    assertArrayEquals(
        numbers, read(wrapped(shape, "C", U1, aligned) + "\3\377\377\377\7\10").elements());
    assertArrayEquals(numbers, read(wrapped(shape, "C", U1, aligned) + "\0\7\10").elements());
    assertArrayEquals(numbers, read(wrapped(shape, "C", U1, none) + "\7\10").elements());
  }

  /** They are a pickle of their own, after which the first one goes on. */
  @Test
  void readsObjects() {
    String objects = array("K\2\205", dtype("O8", "|"), "\211", "](K\3K\4e");
    String wrapped = wrapped("K\2\205", "C", dtype("O8", "|"), "");
    assertArrayEquals(new double[] {3, 4}, read(wrapped + "\200\2" + objects + ".").elements());
  }

  @Test
  void refusesAProgramAmongTheObjects() {
    assertEquals(
        "refers to posix.system; only numpy arrays are read",
        refusal(wrapped(")", "C", dtype("O8", "|"), ""), "cposix\nsystem\n(S'touch pwned'\ntR."));
  }

  /** Otherwise a long file could make the reader call itself without end. */
  @Test
  void refusesSuchArraysAmongTheObjects() {
    String objects = wrapped(")", "C", dtype("O8", "|"), "");
    assertEquals(
        "uses NEWOBJ, which makes an object of a class; only numpy arrays are read",
        refusal(objects.repeat(10_000)));
  }

  @Test
  void refusesFewerBytesThanTheShapeAsksFor() {
    String start = wrapped("K\3\205", "C", U1, "");
    int length = start.length() + 2;
    assertEquals("truncated at byte " + length + ", before its end", refusal(start, "ab"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "J\377\377\377\177\205",
        "J\377\377\377\177J\377\377\377\177\206",
        "J\377\377\377\177J\377\377\377\177J\377\377\377\177\207"
      })
  void refusesHugeShapes(String shape) {
    String start = wrapped(shape, "C", dtype("f8", "<"), "");
    assertEquals(
        "truncated at byte " + (start.length() + 2) + ", before its end", refusal(start, "ab"));
  }

  @Test
  void refusesPaddingBeyondTheEnd() {
    String start = wrapped("K\1\205", "C", U1, "U\33numpy_array_alignment_bytesK\20");
    assertEquals(
        "truncated or malformed pickle (expected 5 bytes from byte "
            + (start.length() + 1)
            + " on, found 2)",
        refusal(start, "\5ab"));
  }

  @Test
  void refusesOtherDescriptions() {
    assertEquals("a numpy array in an unknown order (A)", refusal(wrapped(")", "A", U1, ""), "a."));
    assertEquals("a numpy array of another class than ndarray", refusal(WRAPPER, "}b."));
    assertEquals(
        "holds an object of NumpyArrayWrapper whose state is no dict of attributes",
        refusal(WRAPPER, "Nb."));
  }

  @Test
  void leavesOutADescriptionWithoutBytes() {
    assertEquals(Map.of(), PickleReader.read(bytes("}U\1W", WRAPPER, "s.")).arrays());
  }
}

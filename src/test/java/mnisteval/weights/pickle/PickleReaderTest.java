package mnisteval.weights.pickle;

import static mnisteval.weights.pickle.PickleBytes.fixture;
import static mnisteval.weights.pickle.PickleBytes.read;
import static mnisteval.weights.pickle.PickleBytes.refusal;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import mnisteval.weights.array.FormatException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PickleReaderTest {
  private static final String NETWORK = "numpy2-protocol5-f4.pkl";
  private static final List<String> NAMES = List.of("W1", "b1", "W2", "b2");

  @Test
  void readsBytes() {
    assertEquals(NAMES, List.copyOf(read(fixture(NETWORK)).keySet()));
  }

  @Test
  void keepsTheLibrarysReportForTheTrace() {
    FormatException refusal = assertThrows(FormatException.class, () -> read("h\0."));
    assertEquals("invalid memo key", refusal.getCause().getMessage());
  }

  /** As git does to text, and Python to files that are opened as text on Windows. */
  @ParameterizedTest
  @ValueSource(strings = {"python2-protocol0-f4-pickle.pkl", "python2-protocol2-f8-fortran.pkl"})
  void namesChangedLineEnds(String file) {
    String text = new String(fixture(file), StandardCharsets.ISO_8859_1);
    assertEquals(
        "a pickle whose line ends were changed (get the file again as binary; *.pkl binary in"
            + " .gitattributes keeps git from it)",
        refusal(text.replace("\n", "\r\n")));
  }

  @Test
  void refusesNothing() {
    assertEquals("is empty, expected a pickle", refusal());
  }

  @ParameterizedTest
  @CsvSource({
    "N, None",
    "]NaNa, a list of 2",
    "NN\206, a tuple of 2",
    "\214\1a, text",
    "C\3abc, 3 bytes",
    "U\2ab, 2 bytes",
    "'K\1', something else",
    "'G\0\0\0\0\0\0\0\0', something else",
    "\210, something else",
  })
  void refusesWhatIsNoDict(String pickle, String found) {
    assertEquals(
        "no dict of numpy arrays (expected W1, b1, … in a dict, found " + found + ")",
        refusal(pickle, "."));
  }

  @Test
  void readsOneArray() {
    String array = PickleBytes.array("K\1K\2\206", PickleBytes.dtype("u1", "|"), "\211", "C\2ab");
    assertEquals("(1, 2)", read(array, ".").get("W").shapeText());
    assertEquals(
        "no dict of numpy arrays (expected W1, b1, … in a dict, found something else)",
        refusal(PickleBytes.EMPTY_ARRAY, "."));
  }

  @Test
  void leavesOutWhatIsNoArrayOrHasNoName() {
    String array = PickleBytes.array("K\1\205", PickleBytes.dtype("u1", "|"), "\211", "C\1a");
    String entries = "K\1" + array + "N" + array + "NN\206" + array + "U\1a]U\1bNU\1c" + array;
    assertEquals(Set.of("1", "c"), read("}(", entries, "u.").keySet());
  }

  @ParameterizedTest
  @CsvSource({
    "'W1,b1', 57, 0",
    "'\n', a, 0",
    "N#, 23, 1",
  })
  void saysWhichByteIsNoOpcode(String content, String hex, int at) {
    assertEquals("not a pickle (byte 0x" + hex + " at " + at + " is no opcode)", refusal(content));
  }
}

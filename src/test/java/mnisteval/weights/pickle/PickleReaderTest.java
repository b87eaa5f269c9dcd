package mnisteval.weights.pickle;

import static mnisteval.weights.pickle.PickleBytes.bytes;
import static mnisteval.weights.pickle.PickleBytes.fixture;
import static mnisteval.weights.pickle.PickleBytes.read;
import static mnisteval.weights.pickle.PickleBytes.refusal;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import mnisteval.input.InputException;
import mnisteval.input.Source;
import mnisteval.weights.array.FormatException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PickleReaderTest {
  private static final String NETWORK = "numpy2-protocol5-f4.pkl";
  private static final List<String> NAMES = List.of("W1", "b1", "W2", "b2");

  @Test
  void readsBytes() throws InputException {
    assertEquals(NAMES, List.copyOf(read(fixture(NETWORK)).keySet()));
  }

  @Test
  void readsFile(@TempDir Path folder) throws IOException {
    Path file = Files.write(folder.resolve("network.pkl"), fixture(NETWORK));
    assertEquals(NAMES, List.copyOf(PickleReader.read(Source.file(file)).arrays().keySet()));
  }

  @Test
  void readsZippedStream() throws IOException {
    Source stdin = Source.stream("stdin", new ByteArrayInputStream(zipped(fixture(NETWORK))));
    assertEquals(NAMES, List.copyOf(PickleReader.read(stdin).arrays().keySet()));
  }

  @Test
  void readsThroughOneLayerOfZippingOnly() throws IOException {
    byte[] twice = zipped(zipped(fixture(NETWORK)));
    Source stdin = Source.stream("stdin", new ByteArrayInputStream(twice));
    InputException refusal = assertThrows(InputException.class, () -> PickleReader.read(stdin));
    assertEquals(
        "stdin: not a pickle (expected a pickled dict of numpy arrays, found gzip data)",
        refusal.getMessage());
  }

  private static byte[] zipped(byte[] bytes) throws IOException {
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(zipped)) {
      out.write(bytes);
    }
    return zipped.toByteArray();
  }

  @Test
  void refusesFileThatIsMissing(@TempDir Path folder) {
    Path file = folder.resolve("none.pkl");
    InputException refusal =
        assertThrows(InputException.class, () -> PickleReader.read(Source.file(file)));
    assertEquals(file + ": no such file", refusal.getMessage());
  }

  @Test
  void namesTheFile() {
    InputException refusal =
        assertThrows(InputException.class, () -> PickleReader.read(bytes("N."), "my file.pkl"));
    assertEquals(
        "my file.pkl: no dict of numpy arrays (expected W1, b1, … in a dict, found None)",
        refusal.getMessage());
    assertInstanceOf(FormatException.class, refusal.getCause());
  }

  @Test
  void keepsTheLibrarysReportForTheTrace() {
    InputException refusal = assertThrows(InputException.class, () -> read("h\0."));
    assertEquals("invalid memo key", refusal.getCause().getCause().getMessage());
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
  void readsOneArray() throws InputException {
    String array = PickleBytes.array("K\1K\2\206", PickleBytes.dtype("u1", "|"), "\211", "C\2ab");
    assertEquals("(1, 2)", read(array, ".").get("W").shapeText());
    assertEquals(
        "no dict of numpy arrays (expected W1, b1, … in a dict, found something else)",
        refusal(PickleBytes.EMPTY_ARRAY, "."));
  }

  @Test
  void leavesOutWhatIsNoArrayOrHasNoName() throws InputException {
    String array = PickleBytes.array("K\1\205", PickleBytes.dtype("u1", "|"), "\211", "C\1a");
    String entries = "K\1" + array + "N" + array + "NN\206" + array + "U\1a]U\1bNU\1c" + array;
    assertEquals(Set.of("c"), read("}(", entries, "u.").keySet());
  }

  @ParameterizedTest
  @CsvSource({
    "'PK\3\4\24\0\0\0', a zip archive",
    "'PK\3\4\24\0\0\0archive/data.pkl', a PyTorch file (torch.save)",
    "'PK\3\4\24\0\0\0W1.npy', a numpy .npz archive",
    "'\223NUMPY\1\0', a numpy .npy file",
    "'\211HDF\r\n\32\n', 'an HDF5 file (Keras, h5py)'",
    "'\37\213\10', gzip data",
    "'\0\0\10\3\0\0\0\34', an IDX file",
    "'<!DOCTYPE html>', an HTML or XML page",
    "'{\"W1\": []}', JSON",
    "version https://git-lfs.github.com/, 'a Git LFS pointer, not the file it stands for'",
    "'\100\0\0\0\0\0\0\0{\"W1\":{}}', a safetensors file",
  })
  void saysWhatAnotherFileIs(String content, String what) {
    assertEquals(
        "not a pickle (expected a pickled dict of numpy arrays, found " + what + ")",
        refusal(content));
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

package mnisteval.weights.pickle;

import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import mnisteval.weights.array.FormatException;
import mnisteval.weights.array.NdArray;

/** Pickles put together by hand, and what becomes of them. */
final class PickleBytes {
  static final String NDARRAY = "cnumpy\nndarray\n";
  static final String RECONSTRUCT = "cnumpy.core.multiarray\n_reconstruct\n";
  static final String FROM_BUFFER = "cnumpy.core.numeric\n_frombuffer\n";
  static final String SCALAR = "cnumpy.core.multiarray\nscalar\n";

  /** An array before BUILD. */
  static final String EMPTY_ARRAY = RECONSTRUCT + NDARRAY + "K\0\205C\1b\207R";

  private PickleBytes() {}

  /** Joins texts of the characters 0 to 255, each a byte, and byte arrays. */
  public static byte[] bytes(Object... parts) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (Object part : parts) {
      bytes.writeBytes(
          part instanceof String text ? text.getBytes(StandardCharsets.ISO_8859_1) : (byte[]) part);
    }
    return bytes.toByteArray();
  }

  /** The number in so many bytes, the least significant first. */
  static byte[] little(long number, int size) {
    byte[] bytes = new byte[size];
    for (int i = 0; i < size; i++) {
      bytes[i] = (byte) (number >> 8 * i);
    }
    return bytes;
  }

  /** The opcodes of a dtype, such as {@code f4} with the byte order {@code <}. */
  static String dtype(String code, String order) {
    return "cnumpy\ndtype\nU"
        + (char) code.length()
        + code
        + "\211\210\207R(K\3U\1"
        + order
        + "NNNJ\377\377\377\377J\377\377\377\377K\0tb";
  }

  /** The opcodes of an array, given those of the shape, the dtype, the order and the data. */
  public static String array(String shape, String dtype, String order, String data) {
    return EMPTY_ARRAY + "(K\1" + shape + dtype + order + data + "tb";
  }

  /** A whole pickle of a dict that names one value {@code x}. */
  static byte[] named(String value) {
    return bytes("}U\1x" + value + "s.");
  }

  /** What the unpickler makes of the opcodes, which need not be a dict. */
  static Object load(Object... parts) throws IOException {
    return loadWithin(1 << 23, parts);
  }

  /** What the unpickler makes of the opcodes in so many bytes of memory. */
  static Object loadWithin(long memory, Object... parts) throws IOException {
    PickleInput input = new PickleInput(bytes(parts), memory);
    return new NumpyUnpickler(input).load(input);
  }

  static Map<String, NdArray> read(Object... parts) {
    return PickleReader.read(bytes(parts)).arrays();
  }

  /** The message with which the reader refuses the pickle, without the file's name. */
  static String refusal(Object... parts) {
    return assertThrows(FormatException.class, () -> read(parts)).getMessage();
  }

  /** A fixture beside the tests, as it is in the file. */
  static byte[] fixture(String file) {
    try (InputStream in = PickleBytes.class.getResourceAsStream(file)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new IllegalStateException(file, e);
    }
  }
}

package mnisteval.weights;

import static mnisteval.weights.array.FormatException.shown;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import mnisteval.weights.array.FormatException;
import mnisteval.weights.array.NamedArrays;
import mnisteval.weights.array.NdArray;

/**
 * Reads numpy's .npy and .npz files.
 *
 * <pre>
 *   93 'N' 'U' 'M' 'P' 'Y' | version, 2 bytes | header length, 2 or 4 | header | elements
 * </pre>
 *
 * @see <a href="https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html">the
 *     format</a>
 */
final class NpyReader {
  private static final String MAGIC = "\u0093NUMPY";
  private static final String SUFFIX = ".npy";

  /** As numpy's own limit, which protects the parser of the header. */
  private static final int MAX_HEADER = 10_000;

  /** Longer texts name no activation; they are left out, not refused. */
  private static final int MAX_TEXT = 100;

  /** One for each layer of the largest network. */
  private static final int MAX_TEXTS = 1000;

  private final Map<String, NdArray> arrays = new LinkedHashMap<>();
  private final Map<String, String> texts = new LinkedHashMap<>();

  private NpyReader() {}

  /**
   * Reads a .npy file; its array is called W.
   *
   * @throws FormatException if it is malformed, or no array of real numbers
   */
  static NamedArrays readArray(byte[] bytes) {
    NpyReader reader = new NpyReader();
    reader.add("W", bytes);
    return new NamedArrays("numpy .npy array", reader.arrays, Map.of());
  }

  /**
   * Reads a .npz archive. Arrays that numpy named {@code arr_0} and so on are called 0 and so on.
   *
   * @throws FormatException if it is malformed, or holds arrays of other than real numbers
   */
  static NamedArrays readArchive(ZipArchive zip) {
    NpyReader reader = new NpyReader();
    for (String entry : zip.names()) {
      if (entry.endsWith(SUFFIX)) {
        String key = entry.substring(0, entry.length() - SUFFIX.length());
        if (zip.has(key)) {
          // numpy gives this entry for the name, though it is no array.
          throw FormatException.of("two entries called %s", shown(key));
        }
        reader.add(key.startsWith("arr_") ? key.substring("arr_".length()) : key, zip.read(entry));
      }
    }
    return new NamedArrays("numpy .npz archive", reader.arrays, reader.texts);
  }

  private void add(String name, byte[] bytes) {
    String shown = shown(name);
    if (bytes.length < 12 || !latin1(bytes, 0, MAGIC.length()).equals(MAGIC)) {
      throw FormatException.of("a malformed .npy array (%s: no header)", shown);
    }
    int version = bytes[6];
    int lengthSize = version == 1 ? 2 : 4;
    long length = 0;
    for (int i = lengthSize - 1; i >= 0; i--) {
      length = length << 8 | bytes[8 + i] & 0xff;
    }
    int start = 8 + lengthSize;
    if (version < 1 || version > 3 || length > Math.min(MAX_HEADER, bytes.length - start)) {
      throw FormatException.of(
          "a malformed .npy array (%s: version %d, a header of %d bytes)", shown, version, length);
    }
    NpyHeader header = NpyHeader.of(latin1(bytes, start, (int) length), shown);
    int data = start + (int) length;
    if (header.isText()) {
      addText(name, header, bytes, data);
      return;
    }
    NdArray array =
        NdArray.of(
            header.dtype(shown),
            header.shape(),
            header.fortranOrder(),
            bytes,
            data,
            bytes.length - data);
    if (arrays.put(name, array) != null) {
      throw FormatException.of("two arrays called %s", shown);
    }
  }

  /**
   * Adds short texts, such as names of activations: a single one, or each of a list by its
   * position. They have 4 bytes a character, and are padded with zeros.
   */
  private void addText(String name, NpyHeader header, byte[] bytes, int data) {
    int rank = header.shape().length;
    int count = rank == 0 ? 1 : header.shape()[0];
    int length = bytes.length - data;
    if (rank > 1 || count == 0 || count > MAX_TEXTS || length > 4 * MAX_TEXT * count) {
      return;
    }
    int size = length / count;
    Charset charset = Charset.forName(header.bigEndian() ? "UTF-32BE" : "UTF-32LE");
    for (int i = 0; i < count; i++) {
      String text = new String(bytes, data + i * size, size, charset);
      int end = text.indexOf('\0');
      texts.put(rank == 0 ? name : name + "." + i, end < 0 ? text : text.substring(0, end));
    }
  }

  private static String latin1(byte[] bytes, int from, int length) {
    return new String(bytes, from, length, StandardCharsets.ISO_8859_1);
  }
}

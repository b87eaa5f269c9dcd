package mnisteval.weights;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import mnisteval.input.InputException;
import mnisteval.input.Limit;
import mnisteval.weights.array.DType;
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
 * The header is a Python dict such as {@code {'descr': '<f4', 'fortran_order': False, 'shape':
 * (784, 50), }}.
 *
 * @see <a href="https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html">the
 *     format</a>
 */
public final class NpyReader {
  private static final String MAGIC = "\u0093NUMPY";
  private static final int MAX_HEADER = 10_000;
  private static final int MAX_TEXT = 100;

  /** One for each layer. */
  private static final int MAX_TEXTS = 1000;

  private final byte[] bytes;

  private NpyReader(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * Reads a .npy file: its array is called W.
   *
   * @param name what messages call it
   * @throws InputException if it is malformed, or no array of real numbers
   */
  public static NamedArrays readArray(byte[] bytes, String name) throws InputException {
    try {
      Map<String, NdArray> arrays = new LinkedHashMap<>();
      new NpyReader(bytes).addTo(arrays, new LinkedHashMap<>(), "W");
      return new NamedArrays("numpy .npy array", arrays, Map.of());
    } catch (FormatException fault) {
      throw new InputException(name, fault.getMessage(), fault);
    }
  }

  /**
   * Reads a .npz archive; arrays that numpy named {@code arr_0} and so on have positions for names.
   *
   * @param name what messages call it
   * @param limit of what it may unfold to
   * @throws InputException if it is malformed, or holds arrays of other than real numbers
   */
  public static NamedArrays readArchive(byte[] bytes, String name, Limit limit)
      throws InputException {
    try {
      ZipArchive zip = new ZipArchive(bytes, limit);
      Map<String, NdArray> arrays = new LinkedHashMap<>();
      Map<String, String> texts = new LinkedHashMap<>();
      for (String entry : zip.names()) {
        if (entry.endsWith(".npy")) {
          String key = entry.substring(0, entry.length() - ".npy".length());
          if (zip.has(key)) {
            // Which numpy would give for this name, though it is no array.
            throw new FormatException("two entries called " + FormatException.shown(key));
          }
          String array = key.startsWith("arr_") ? key.substring("arr_".length()) : key;
          new NpyReader(zip.read(entry)).addTo(arrays, texts, array);
        }
      }
      return new NamedArrays("numpy .npz archive", arrays, texts);
    } catch (FormatException fault) {
      throw new InputException(name, fault.getMessage(), fault);
    }
  }

  private void addTo(Map<String, NdArray> arrays, Map<String, String> texts, String name) {
    String shown = FormatException.shown(name);
    if (bytes.length < 12 || !latin1(0, MAGIC.length()).equals(MAGIC)) {
      throw new FormatException("a malformed .npy array (" + shown + ": no header)");
    }
    int version = bytes[6];
    int lengthSize = version == 1 ? 2 : 4;
    long length = 0;
    for (int i = lengthSize - 1; i >= 0; i--) {
      length = length << 8 | bytes[8 + i] & 0xff;
    }
    int start = 8 + lengthSize;
    if (version < 1 || version > 3 || length > Math.min(MAX_HEADER, bytes.length - start)) {
      throw new FormatException(
          "a malformed .npy array ("
              + shown
              + ": version "
              + version
              + ", a header of "
              + length
              + " bytes)");
    }
    NpyHeader header = NpyHeader.of(latin1(start, (int) length), shown);
    int data = start + (int) length;
    if (header.isText()) {
      addText(texts, name, header, data);
      return;
    }
    DType dtype = header.dtype(shown);
    NdArray array =
        NdArray.of(dtype, header.shape(), header.fortranOrder(), bytes, data, bytes.length - data);
    if (arrays.put(name, array) != null) {
      throw new FormatException("two arrays called " + shown);
    }
  }

  /**
   * Short texts, such as names of activations: one, or some with positions for names. They have 4
   * bytes a character, and are padded with zeros.
   */
  private void addText(Map<String, String> texts, String name, NpyHeader header, int data) {
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

  private String latin1(int from, int length) {
    return new String(bytes, from, length, StandardCharsets.ISO_8859_1);
  }
}

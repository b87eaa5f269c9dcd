package mnisteval.weights;

import static mnisteval.weights.array.FormatException.shown;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import mnisteval.weights.array.DType;
import mnisteval.weights.array.FormatException;
import mnisteval.weights.array.NamedArrays;
import mnisteval.weights.array.NdArray;
import mnisteval.weights.pickle.PickleReader;

/**
 * Reads numpy's .npy and .npz files.
 *
 * <pre>
 *   93 'N' 'U' 'M' 'P' 'Y' | version, 2 bytes | header length, 2 or 4 | header | elements
 *   {'descr': '<f4', 'fortran_order': False, 'shape': (784, 50), }
 * </pre>
 *
 * The header is a Python dict of exactly these three keys. Instead of elements, an array of Python
 * objects (dtype O) has a pickle of the whole array, which is read as any other: as data.
 *
 * @see <a href="https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html">the
 *     format</a>
 */
final class NpyReader {
  private static final String MAGIC = "\u0093NUMPY";
  private static final String SUFFIX = ".npy";

  /** As numpy's own limit, which protects the parser of the header. */
  private static final int MAX_HEADER = 10_000;

  /** One for each layer of the largest network. */
  private static final int MAX_TEXTS = 1000;

  /** Python 2 wrote an L behind long integers. */
  private static final String NUMBER = " *+(?:0|[1-9][0-9]{0,9}+)L? *+";

  /** Up to 64 numbers, as in numpy; a single one is followed by a comma, or it is no tuple. */
  private static final String TUPLE = "\\((?: *+|N,|N(?:,N){1,63}+,?+) *+\\)".replace("N", NUMBER);

  /** A key and its value, which is null where a list begins, as in the dtype of a structure. */
  private static final Pattern ENTRY =
      Pattern.compile(
          (" *+(['\"])(?<key>descr|fortran_order|shape)\\1 *+: *+"
                  + "(?:\\[|(?<value>'[^']*+'|\"[^\"]*+\"|True|False|TUPLE) *+(?:, *+|(?=\\})))")
              .replace("TUPLE", TUPLE));

  /** The dtype with its byte order, such as {@code <f4}, and how the elements lie. */
  private record Header(String descr, boolean fortranOrder, int[] shape) {}

  private final Map<String, NdArray> arrays = new LinkedHashMap<>();
  private final Map<String, String> texts = new LinkedHashMap<>();
  private final Map<String, Double> numbers = new LinkedHashMap<>();
  private final List<String> notes = new ArrayList<>();
  private final PickleReader pickles = new PickleReader();

  private NpyReader() {}

  /**
   * Reads a .npy file. Its array is called W; those of an array of objects are called as in a
   * pickle.
   *
   * @throws FormatException if it is malformed, or an array of other than real numbers or objects
   */
  static NamedArrays readArray(byte[] bytes) {
    NpyReader reader = new NpyReader();
    reader.add("", bytes);
    return reader.named("numpy .npy array");
  }

  private NamedArrays named(String format) {
    return new NamedArrays(format, arrays, texts, numbers, notes);
  }

  /**
   * Reads a .npz archive. Arrays that numpy named {@code arr_0} and so on are called 0 and so on;
   * the name of an array of objects is the path before the names of those in it.
   *
   * @throws FormatException if it is malformed, or holds arrays of other than real numbers or
   *     objects
   */
  static NamedArrays readArchive(ZipArchive zip) {
    NpyReader reader = new NpyReader();
    for (String entry : zip.names()) {
      if (entry.endsWith(SUFFIX)) {
        String key = entry.substring(0, entry.length() - SUFFIX.length());
        if (zip.names().contains(key)) {
          // numpy gives this entry for the name, though it is no array.
          throw FormatException.of("two entries called %s", shown(key));
        }
        reader.add(key.startsWith("arr_") ? key.substring("arr_".length()) : key, zip.read(entry));
      }
    }
    return reader.named("numpy .npz archive");
  }

  /** Adds an array by its name, which is empty for the only one of a file. */
  private void add(String name, byte[] bytes) {
    String shown = shown(name.isEmpty() ? "W" : name);
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
    Header header = header(latin1(bytes, start, (int) length), shown);
    int data = start + (int) length;
    if (header.descr.charAt(1) == 'O') {
      addObjects(pickles.readWithin(name, bytes, data));
      return;
    }
    if (header.descr.charAt(1) == 'U') {
      addText(name, header, bytes, data);
      return;
    }
    DType dtype = dtype(header.descr, shown);
    int size = bytes.length - data;
    NdArray array = NdArray.of(dtype, header.shape, header.fortranOrder, bytes, data, size);
    put(name.isEmpty() ? "W" : name, array);
  }

  private void put(String name, NdArray array) {
    if (arrays.put(name, array) != null) {
      throw FormatException.of("two arrays called %s", shown(name));
    }
  }

  private void addObjects(NamedArrays objects) {
    for (Map.Entry<String, NdArray> entry : objects.arrays().entrySet()) {
      put(entry.getKey(), entry.getValue());
    }
    texts.putAll(objects.texts());
    numbers.putAll(objects.numbers());
    notes.addAll(objects.notes());
  }

  private static Header header(String text, String name) {
    Map<String, String> values = new HashMap<>();
    // numpy pads the header with blanks and a line feed.
    String dict = text.strip();
    int at = dict.startsWith("{") ? 1 : dict.length();
    Matcher entry = ENTRY.matcher(dict);
    while (entry.region(at, dict.length()).lookingAt()) {
      String key = entry.group("key");
      String value = entry.group("value");
      if (key.equals("descr") && value == null && !values.containsKey(key)) {
        throw FormatException.of("holds a structured array (%s); only real numbers are read", name);
      }
      if (value == null || values.put(key, value) != null) {
        throw malformed(name);
      }
      at = entry.end();
    }
    String descr = values.getOrDefault("descr", "");
    String fortran = values.getOrDefault("fortran_order", "");
    String shape = values.getOrDefault("shape", "");
    if (!dict.substring(at).equals("}")
        || !descr.matches("(['\"])[<>=|].+\\1")
        || !fortran.matches("True|False")
        || !shape.startsWith("(")) {
      throw malformed(name);
    }
    String unquoted = descr.substring(1, descr.length() - 1);
    return new Header(unquoted, fortran.equals("True"), numbers(shape, name));
  }

  private static int[] numbers(String tuple, String name) {
    try {
      Stream<MatchResult> numbers = Pattern.compile("[0-9]+").matcher(tuple).results();
      return numbers.mapToInt(number -> Integer.parseInt(number.group())).toArray();
    } catch (NumberFormatException e) {
      throw malformed(name);
    }
  }

  private static FormatException malformed(String name) {
    return FormatException.of("a malformed .npy array (%s: its header)", name);
  }

  private static DType dtype(String descr, String name) {
    DType dtype = DType.of(descr.substring(1));
    if (dtype == null) {
      throw FormatException.of(
          "holds an array of dtype %s (%s); only real numbers of at most 8 bytes are read",
          shown(descr), name);
    }
    return dtype.withBigEndian(descr.charAt(0) == '>');
  }

  /**
   * Adds short texts, such as names of activations: a single one, or each of a list by its
   * position. They have 4 bytes a character, and are padded with zeros.
   */
  private void addText(String name, Header header, byte[] bytes, int data) {
    int rank = header.shape.length;
    int count = rank == 0 ? 1 : header.shape[0];
    int length = bytes.length - data;
    if (rank > 1 || count == 0 || count > MAX_TEXTS || length > 4 * NamedArrays.MAX_TEXT * count) {
      return;
    }
    int size = length / count;
    Charset charset = Charset.forName(header.descr.charAt(0) == '>' ? "UTF-32BE" : "UTF-32LE");
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

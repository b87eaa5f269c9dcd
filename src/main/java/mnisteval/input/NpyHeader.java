package mnisteval.input;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.DataFormatException;

/**
 * The header of numpy's .npy files, which elements follow:
 *
 * <pre>
 *   93 'N' 'U' 'M' 'P' 'Y' | version, 2 bytes | header length, 2 or 4 | header | elements
 *   {'descr': '&lt;f4', 'fortran_order': False, 'shape': (784, 50), }
 * </pre>
 *
 * The header is a Python dict of exactly these three keys.
 *
 * @param descr the dtype with its byte order, such as {@code <f4}; {@link #STRUCTURED} for fields
 * @param fortranOrder whether the first dimension runs fastest
 * @param shape up to 64 dimensions, from 0
 * @param length bytes before the first element
 * @see <a href="https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html">the
 *     format</a>
 * @hidden not part of the API
 */
public record NpyHeader(String descr, boolean fortranOrder, int[] shape, int length) {
  /** The dtype of an array of structures. */
  public static final String STRUCTURED = "|V";

  private static final String MAGIC = "\u0093NUMPY";

  /** The magic, a version, a length, and the first bytes of the shortest header. */
  private static final int START = 12;

  /** As numpy's own limit, which protects the parser of the header. */
  private static final int MAX_HEADER = 10_000;

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

  /**
   * Reads the header of an array, and nothing after it.
   *
   * @param start bytes that were read already, at most 12
   * @throws DataFormatException if it is malformed; the message says what, in a few words
   */
  public static NpyHeader read(byte[] start, InputStream in)
      throws IOException, DataFormatException {
    byte[] head = new byte[START];
    System.arraycopy(start, 0, head, 0, start.length);
    int count = start.length + in.readNBytes(head, start.length, START - start.length);
    if (count < START || !latin1(head, 0, MAGIC.length()).equals(MAGIC)) {
      throw new DataFormatException("no header");
    }
    int version = head[6];
    int lengthSize = version == 1 ? 2 : 4;
    long length = 0;
    for (int i = lengthSize - 1; i >= 0; i--) {
      length = length << 8 | head[8 + i] & 0xff;
    }
    int first = START - 8 - lengthSize;
    byte[] text = new byte[(int) Math.min(length, MAX_HEADER)];
    int known = Math.min(first, text.length);
    System.arraycopy(head, START - first, text, 0, known);
    int read = known + in.readNBytes(text, known, text.length - known);
    if (version < 1 || version > 3 || length > read) {
      throw new DataFormatException("version " + version + ", a header of " + length + " bytes");
    }
    return parse(latin1(text, 0, read), START - first + read);
  }

  private static NpyHeader parse(String text, int length) throws DataFormatException {
    Map<String, String> values = new HashMap<>();
    // numpy pads the header with blanks and a line feed.
    String dict = text.strip();
    int at = dict.startsWith("{") ? 1 : dict.length();
    Matcher entry = ENTRY.matcher(dict);
    while (entry.region(at, dict.length()).lookingAt()) {
      String key = entry.group("key");
      String value = entry.group("value");
      if (key.equals("descr") && value == null && !values.containsKey(key)) {
        return new NpyHeader(STRUCTURED, false, new int[0], length);
      }
      if (value == null || values.put(key, value) != null) {
        throw malformed();
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
      throw malformed();
    }
    String unquoted = descr.substring(1, descr.length() - 1);
    return new NpyHeader(unquoted, fortran.equals("True"), numbers(shape), length);
  }

  private static int[] numbers(String tuple) throws DataFormatException {
    try {
      Stream<MatchResult> numbers = Pattern.compile("[0-9]+").matcher(tuple).results();
      return numbers.mapToInt(number -> Integer.parseInt(number.group())).toArray();
    } catch (NumberFormatException e) {
      throw malformed();
    }
  }

  private static DataFormatException malformed() {
    return new DataFormatException("its header");
  }

  private static String latin1(byte[] bytes, int from, int length) {
    return new String(bytes, from, length, StandardCharsets.ISO_8859_1);
  }
}

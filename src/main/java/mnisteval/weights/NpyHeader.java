package mnisteval.weights;

import static mnisteval.weights.array.FormatException.shown;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import mnisteval.weights.array.DType;
import mnisteval.weights.array.FormatException;

/**
 * The header of a .npy file, a Python dict of exactly three keys: {@code {'descr': '<f4',
 * 'fortran_order': False, 'shape': (784, 50), }}.
 *
 * @param descr the dtype, such as {@code <f4}
 * @param fortranOrder whether the first dimension runs fastest
 * @param shape elements along each dimension
 */
record NpyHeader(String descr, boolean fortranOrder, int[] shape) {
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
   * Reads the dict.
   *
   * @param name the array's name in messages
   */
  static NpyHeader of(String text, String name) {
    Map<String, String> values = new HashMap<>();
    // numpy pads the header with blanks and a line feed.
    String dict = text.strip();
    int at = dict.startsWith("{") ? 1 : dict.length();
    Matcher entry = ENTRY.matcher(dict);
    while (entry.region(at, dict.length()).lookingAt()) {
      String key = entry.group("key");
      if (values.containsKey(key)) {
        throw malformed(name);
      }
      if (key.equals("descr") && entry.group("value") == null) {
        throw FormatException.of("holds a structured array (%s); only real numbers are read", name);
      }
      values.put(key, entry.group("value"));
      at = entry.end();
    }
    String descr = values.get("descr");
    String fortran = values.get("fortran_order");
    String shape = values.get("shape");
    if (!dict.substring(at).equals("}")
        || descr == null
        || !descr.matches("(['\"])[<>=|].+\\1")
        || fortran == null
        || !fortran.matches("True|False")
        || shape == null
        || !shape.startsWith("(")) {
      throw malformed(name);
    }
    String unquoted = descr.substring(1, descr.length() - 1);
    return new NpyHeader(unquoted, fortran.equals("True"), numbers(shape, name));
  }

  private static int[] numbers(String tuple, String name) {
    String digits = tuple.replaceAll("[^0-9,]", "");
    String[] texts = digits.isEmpty() ? new String[0] : digits.split(",");
    int[] numbers = new int[texts.length];
    for (int i = 0; i < numbers.length; i++) {
      long number = Long.parseLong(texts[i]);
      if (number > Integer.MAX_VALUE) {
        throw malformed(name);
      }
      numbers[i] = (int) number;
    }
    return numbers;
  }

  private static FormatException malformed(String name) {
    return FormatException.of("a malformed .npy array (%s: its header)", name);
  }

  boolean isText() {
    return descr.charAt(1) == 'U';
  }

  boolean bigEndian() {
    return descr.charAt(0) == '>';
  }

  /**
   * Returns the type of the elements.
   *
   * @throws FormatException if they are no real numbers
   */
  DType dtype(String name) {
    DType dtype = DType.of(descr.substring(1));
    if (descr.charAt(1) == 'O') {
      throw FormatException.of(
          "holds an array of Python objects (%s), which only a pickle can hold; only real numbers"
              + " are read",
          name);
    }
    if (dtype == null) {
      throw FormatException.of(
          "holds an array of dtype %s (%s); only real numbers of at most 8 bytes are read",
          shown(descr), name);
    }
    return dtype.withBigEndian(bigEndian());
  }
}

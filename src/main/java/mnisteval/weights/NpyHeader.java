package mnisteval.weights;

import java.util.Arrays;
import mnisteval.weights.array.DType;
import mnisteval.weights.array.FormatException;

/**
 * The dict in the header of a .npy file, read strictly: the three keys that numpy writes, each
 * once.
 *
 * @param descr the dtype, such as {@code <f4}
 * @param fortranOrder whether the first dimension runs fastest
 * @param shape elements along each dimension
 */
record NpyHeader(String descr, boolean fortranOrder, int[] shape) {
  private static final int MAX_RANK = 64;

  /** Reads the dict; the name of the array is for messages. */
  static NpyHeader of(String text, String name) {
    Parser parser = new Parser(text, name);
    String descr = null;
    Boolean fortran = null;
    int[] shape = null;
    parser.expect('{');
    while (!parser.skip('}')) {
      String key = parser.quoted();
      parser.expect(':');
      if (key.equals("descr") && descr == null) {
        if (parser.peek() == '[') {
          throw new FormatException(
              "holds a structured array (" + name + "); only real numbers are read");
        }
        descr = parser.quoted();
      } else if (key.equals("fortran_order") && fortran == null) {
        fortran = parser.word().equals("True");
      } else if (key.equals("shape") && shape == null) {
        shape = parser.tuple();
      } else {
        throw parser.fault();
      }
      if (!parser.skip(',') && parser.peek() != '}') {
        throw parser.fault();
      }
    }
    parser.expectEnd();
    if (descr == null || fortran == null || shape == null || descr.length() < 2) {
      throw parser.fault();
    }
    if ("<>=|".indexOf(descr.charAt(0)) < 0) {
      throw parser.fault();
    }
    return new NpyHeader(descr, fortran, shape);
  }

  boolean isText() {
    return descr.charAt(1) == 'U';
  }

  boolean bigEndian() {
    return descr.charAt(0) == '>';
  }

  /** The type of the elements, which are real numbers. */
  DType dtype(String name) {
    DType dtype = DType.of(descr.substring(1));
    if (descr.charAt(1) == 'O') {
      throw new FormatException(
          "holds an array of Python objects ("
              + name
              + "), which only a pickle can hold; only real numbers are read");
    }
    if (dtype == null) {
      throw new FormatException(
          "holds an array of dtype "
              + FormatException.shown(descr)
              + " ("
              + name
              + "); only real numbers of at most 8 bytes are read");
    }
    return dtype.withBigEndian(bigEndian());
  }

  /** Steps through the text; everything else than what is expected is a fault. */
  private static final class Parser {
    private final String text;
    private final String name;
    private int at;

    Parser(String text, String name) {
      this.text = text;
      this.name = name;
    }

    FormatException fault() {
      return new FormatException("a malformed .npy array (" + name + ": its header)");
    }

    /** The next character that is no blank, without moving past it; 0 at the end. */
    char peek() {
      while (at < text.length() && text.charAt(at) == ' ') {
        at++;
      }
      return at < text.length() ? text.charAt(at) : 0;
    }

    boolean skip(char c) {
      boolean found = peek() == c;
      at += found ? 1 : 0;
      return found;
    }

    void expect(char c) {
      if (!skip(c)) {
        throw fault();
      }
    }

    /** Numpy fills the header up with blanks, and ends it with a line feed. */
    void expectEnd() {
      if (!text.substring(at).isBlank()) {
        throw fault();
      }
    }

    String quoted() {
      char quote = peek();
      int end = text.indexOf(quote, at + 1);
      if (quote != '\'' && quote != '"' || end < 0) {
        throw fault();
      }
      String quoted = text.substring(at + 1, end);
      at = end + 1;
      return quoted;
    }

    String word() {
      peek();
      for (String word : new String[] {"True", "False"}) {
        if (text.startsWith(word, at)) {
          at += word.length();
          return word;
        }
      }
      throw fault();
    }

    int[] tuple() {
      int[] numbers = new int[MAX_RANK];
      int count = 0;
      expect('(');
      while (!skip(')')) {
        if (count == MAX_RANK) {
          throw fault();
        }
        numbers[count++] = number();
        // A single number in parentheses is no tuple.
        if (!skip(',') && (peek() != ')' || count == 1)) {
          throw fault();
        }
      }
      return Arrays.copyOf(numbers, count);
    }

    private int number() {
      peek();
      long number = 0;
      int start = at;
      while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
        number = Math.min(1L << 40, number * 10 + text.charAt(at++) - '0');
      }
      boolean zeroInFront = at > start + 1 && text.charAt(start) == '0';
      if (at == start || zeroInFront || number > Integer.MAX_VALUE) {
        throw fault();
      }
      // Of Python 2.
      skip('L');
      return (int) number;
    }
  }
}

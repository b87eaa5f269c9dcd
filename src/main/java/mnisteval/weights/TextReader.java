package mnisteval.weights;

import static mnisteval.weights.array.FormatException.shown;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import mnisteval.input.HeapShares;
import mnisteval.weights.array.DType;
import mnisteval.weights.array.FormatException;
import mnisteval.weights.array.NamedArrays;
import mnisteval.weights.array.NdArray;

/**
 * Reads text of numbers, such as CSV files and what {@code numpy.savetxt} writes: a matrix, a line
 * for each row.
 *
 * <pre>
 *   # comments and empty lines are skipped
 *   0.25, -1.5e-3, 7
 *   -.5,  +2,      0     # as is the end of a line
 * </pre>
 *
 * Numbers are separated by commas, semicolons, or blanks and tabs, the same in the whole file; none
 * may be missing. They are decimal, and read as Python's {@code float} reads them; but underscores,
 * digits other than 0 to 9, nan and inf are refused.
 */
final class TextReader {
  private static final String BYTE_ORDER_MARK = "\u00ef\u00bb\u00bf";

  /**
   * Characters of a number, as many as Python's integers may have. Exact decimal expansions of
   * doubles have up to 1077; longer ones would only take memory.
   */
  private static final int MOST_CHARACTERS = 4300;

  /** They take a few seconds, and more would keep the user waiting; no layer has a tenth of it. */
  private static final int MOST_NUMBERS = 1 << 24;

  private final byte[] bytes;
  private final ByteBuffer numbers;
  private int at;
  private int rows;
  private int columns;

  /** A comma, a semicolon or a blank, which stands for any of blanks and tabs; at first none. */
  private char separator;

  private TextReader(byte[] bytes) {
    this.bytes = bytes;
    long count = fields();
    // Each number is held here, and again in the network.
    long room = HeapShares.network() / (2 * Double.BYTES);
    if (count > Math.min(room, MOST_NUMBERS)) {
      throw FormatException.of(
          "too many numbers (expected at most %d, found %d%s)",
          Math.min(room, MOST_NUMBERS),
          count,
          room < MOST_NUMBERS ? "; java -Xmx makes room for more" : "");
    }
    numbers = ByteBuffer.allocate((int) count * Double.BYTES).order(ByteOrder.LITTLE_ENDIAN);
  }

  /**
   * Reads a file; its array is called W. A single row, or a single column, has one dimension, as
   * with {@code numpy.loadtxt}.
   *
   * @throws FormatException if there is anything but numbers, or not as many in each row
   */
  static NamedArrays read(byte[] bytes) {
    TextReader reader = new TextReader(bytes);
    reader.readRows();
    return new NamedArrays("text of numbers", Map.of("W", reader.array()), Map.of());
  }

  private NdArray array() {
    int[] shape =
        rows == 1 || columns == 1 ? new int[] {rows * columns} : new int[] {rows, columns};
    DType dtype = new DType('f', Double.BYTES, false);
    return NdArray.of(dtype, shape, false, numbers.array(), 0, numbers.position());
  }

  /**
   * Returns how many texts there are between separators and ends of lines: at least the numbers.
   */
  private long fields() {
    long fields = 0;
    boolean within = false;
    boolean comment = false;
    for (byte b : bytes) {
      boolean end = b == '\r' || b == '\n';
      comment = !end && (comment || b == '#');
      boolean separates = end || comment || isBlank(b) || b == ',' || b == ';';
      fields += !separates && !within ? 1 : 0;
      within = !separates;
    }
    return fields;
  }

  private void readRows() {
    int mark = BYTE_ORDER_MARK.length();
    if (bytes.length >= mark && latin1(0, mark).equals(BYTE_ORDER_MARK)) {
      at = mark;
    }
    while (at < bytes.length) {
      int count = readLine();
      if (count > 0) {
        rows++;
        columns = rows == 1 ? count : columns;
      }
      if (count > 0 && count != columns) {
        throw FormatException.of(
            "row %d has %d number%s (expected %d, as in row 1)",
            rows, count, count == 1 ? "" : "s", columns);
      }
    }
    if (rows == 0) {
      throw new FormatException("text without numbers (expected rows of them)");
    }
  }

  /** Reads a line and its end; returns how many numbers it has. */
  private int readLine() {
    int count = 0;
    skipBlanks();
    while (!isAtEnd()) {
      count++;
      numbers.putDouble(number(count));
      readSeparator();
    }
    // What is left is a comment.
    while (at < bytes.length && bytes[at] != '\r' && bytes[at] != '\n') {
      at++;
    }
    at++;
    return count;
  }

  /** Reads what is between two numbers; a line may end in a comma too. */
  private void readSeparator() {
    skipBlanks();
    if (isAtEnd()) {
      return;
    }
    char found = ' ';
    if (bytes[at] == ',' || bytes[at] == ';') {
      found = (char) bytes[at++];
      skipBlanks();
    }
    if (separator == 0) {
      separator = found;
    } else if (separator != found) {
      throw FormatException.of(
          "row %d has numbers between %s and %s (expected one separator; numbers with a point, not"
              + " with a comma)",
          rows + 1, inWords(separator), inWords(found));
    }
  }

  private static String inWords(char separator) {
    return separator == ',' ? "commas" : separator == ';' ? "semicolons" : "blanks";
  }

  private double number(int column) {
    int start = at;
    while (!isAtEnd() && !isBlank(bytes[at]) && bytes[at] != ',' && bytes[at] != ';') {
      at++;
    }
    if (at - start > MOST_CHARACTERS) {
      throw FormatException.of(
          "row %d, column %d has %d characters (expected a number of at most %d)",
          rows + 1, column, at - start, MOST_CHARACTERS);
    }
    if (!isDecimal(start, at)) {
      throw unexpected(column, start, "a number");
    }
    double number = Double.parseDouble(latin1(start, at - start));
    if (Double.isInfinite(number)) {
      throw unexpected(column, start, "a finite number");
    }
    return number;
  }

  private FormatException unexpected(int column, int start, String expected) {
    String text = new String(bytes, start, at - start, StandardCharsets.UTF_8);
    return FormatException.of(
        "row %d, column %d is %s (expected %s)",
        rows + 1, column, text.isEmpty() ? "empty" : shown(text), expected);
  }

  /**
   * Returns whether the bytes are a sign, digits with a point, and an exponent, as far as needed.
   */
  private boolean isDecimal(int from, int to) {
    int whole = afterSign(from, to);
    int end = afterDigits(whole, to);
    int digits = end - whole;
    if (end < to && bytes[end] == '.') {
      int fraction = end + 1;
      end = afterDigits(fraction, to);
      digits += end - fraction;
    }
    if (digits > 0 && end < to && (bytes[end] == 'e' || bytes[end] == 'E')) {
      int exponent = afterSign(end + 1, to);
      end = afterDigits(exponent, to);
      digits = end - exponent;
    }
    return digits > 0 && end == to;
  }

  private int afterSign(int from, int to) {
    return from < to && (bytes[from] == '+' || bytes[from] == '-') ? from + 1 : from;
  }

  private int afterDigits(int from, int to) {
    int end = from;
    while (end < to && bytes[end] >= '0' && bytes[end] <= '9') {
      end++;
    }
    return end;
  }

  private void skipBlanks() {
    while (at < bytes.length && isBlank(bytes[at])) {
      at++;
    }
  }

  private static boolean isBlank(byte b) {
    return b == ' ' || b == '\t';
  }

  /** Returns whether no number comes any more in this line. */
  private boolean isAtEnd() {
    return at == bytes.length || bytes[at] == '\r' || bytes[at] == '\n' || bytes[at] == '#';
  }

  private String latin1(int from, int length) {
    return new String(bytes, from, length, StandardCharsets.ISO_8859_1);
  }
}

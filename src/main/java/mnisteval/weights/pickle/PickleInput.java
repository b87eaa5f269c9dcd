package mnisteval.weights.pickle;

import java.io.ByteArrayInputStream;
import mnisteval.weights.array.FormatException;

/**
 * The bytes of a pickle, in which one may look ahead, and the memory that is left for reading it. A
 * byte of a pickle can ask for an object, and three bytes for a copy of a long text that came once:
 * so objects and copies are paid for here.
 */
final class PickleInput extends ByteArrayInputStream {
  /** A dictionary with its entry in the memo is the most expensive object of an opcode. */
  private static final int BYTES_FOR_OPCODE = 128;

  /**
   * Sixteen million opcodes take a second or two, and more would keep the user waiting; a network
   * of arrays has a hundred.
   */
  private static final long MOST_MEMORY = 1L << 31;

  private long memoryLeft;

  PickleInput(byte[] bytes, long memory) {
    this(bytes, 0, memory);
  }

  /** Opens the pickle that starts at this byte and goes to the end. */
  PickleInput(byte[] bytes, int from, long memory) {
    super(bytes, from, bytes.length - from);
    memoryLeft = Math.min(MOST_MEMORY, memory);
  }

  /** Returns what is left of the memory for reading. */
  long memoryLeft() {
    return memoryLeft;
  }

  void payOpcode() {
    payBytes(BYTES_FOR_OPCODE);
  }

  void payBytes(long bytes) {
    memoryLeft -= bytes;
    if (memoryLeft < 0) {
      throw new FormatException("asks for more memory than a network needs");
    }
  }

  /** Returns whether each line feed follows a carriage return, as no program writes pickles. */
  boolean hasChangedLineEnds() {
    boolean any = false;
    for (int i = mark; i < buf.length; i++) {
      if (buf[i] == '\n') {
        any = true;
        if (i == 0 || buf[i - 1] != '\r') {
          return false;
        }
      }
    }
    return any;
  }

  /** Returns the bytes among which the pickle is, which are not copied. */
  byte[] bytes() {
    return buf;
  }

  int position() {
    return pos;
  }

  int remaining() {
    return count - pos;
  }

  /**
   * Returns the little-endian number ahead, without moving.
   *
   * @param size 1, 4 or 8 bytes; 8 bytes are a signed number, fewer an unsigned one
   */
  long peekNumber(int size) {
    require(size);
    long number = 0;
    for (int i = size - 1; i >= 0; i--) {
      number = number << 8 | buf[pos + i] & 0xff;
    }
    return number;
  }

  /** Returns how many bytes there are before the next line feed, which must be there. */
  int requireLine() {
    int end = pos;
    while (end < count && buf[end] != '\n') {
      end++;
    }
    require(end - pos + 1);
    return end - pos;
  }

  /** Returns whether the line ahead is a number with a zero in front, and none of 00 and 01. */
  boolean startsWithZero() {
    int length = requireLine();
    int sign = length > 0 && (buf[pos] == '-' || buf[pos] == '+') ? 1 : 0;
    boolean bool = length == 2 && buf[pos] == '0' && (buf[pos + 1] == '0' || buf[pos + 1] == '1');
    return length > sign + 1 && buf[pos + sign] == '0' && !bool;
  }

  /** Returns the length ahead, without moving; as many bytes must follow it. */
  int requireCounted(int lengthSize) {
    long length = peekNumber(lengthSize);
    if (length < 0 || length > remaining() - lengthSize) {
      throw FormatException.of(
          "truncated or malformed pickle (expected %s bytes from byte %d on, found %d)",
          Long.toUnsignedString(length), pos + lengthSize, remaining() - lengthSize);
    }
    return (int) length;
  }

  void require(int size) {
    if (remaining() < size) {
      throw FormatException.of("truncated at byte %d, before its end", count);
    }
  }
}

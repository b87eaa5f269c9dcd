package mnisteval.weights.onnx;

import com.google.protobuf.CodedInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import mnisteval.weights.array.FormatException;
import mnisteval.weights.array.NdArray;

/**
 * The bytes of a protobuf message, field by field, in place. A field is a tag (its number and wire
 * type) and a varint, 4 or 8 bytes, or a length and as many bytes: of a text, packed numbers, or
 * another message.
 *
 * @see <a href="https://protobuf.dev/programming-guides/encoding/">the encoding</a>
 */
final class ProtobufInput {
  /** Wire types, which are the last three bits of a tag. */
  static final int VARINT = 0;

  static final int BYTES = 2;
  static final int FIXED32 = 5;

  /**
   * Nodes, names, attributes, tensors and dimensions. Few graphs have a hundredth of it; a file of
   * a few megabytes could name millions, which would take the user's memory.
   */
  private static final int MOST_PARTS = 1 << 18;

  /** Reads one field of a message, or skips it. */
  interface FieldReader {
    /** Reads what follows this tag. */
    void read(int tag) throws IOException;
  }

  private final byte[] bytes;
  private final CodedInputStream in;
  private int parts;

  ProtobufInput(byte[] bytes) {
    this.bytes = bytes;
    in = CodedInputStream.newInstance(bytes);
  }

  /** Returns the bytes of the file. */
  byte[] bytes() {
    return bytes;
  }

  /** Returns where the next byte lies in the file. */
  int position() {
    return in.getTotalBytesRead();
  }

  /** Skips a field that is not read. */
  void skip(int tag) throws IOException {
    if (!in.skipField(tag)) {
      throw new IOException("the end of a group that has no start");
    }
  }

  /** Reads a message within this one: its length, then field by field. */
  void message(FieldReader reader) throws IOException {
    countPart();
    int outer = in.pushLimit(in.readRawVarint32());
    fields(reader);
    in.popLimit(outer);
  }

  /** Reads all fields up to the end of the message. */
  void fields(FieldReader reader) throws IOException {
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      reader.read(tag);
    }
  }

  /** Counts one more thing that is kept in memory. */
  void countPart() {
    if (++parts > MOST_PARTS) {
      throw FormatException.of(
          "an ONNX model of too many parts (expected at most %d nodes, names and tensors)",
          MOST_PARTS);
    }
  }

  /**
   * Skips a length and as many bytes, which follow it.
   *
   * @return the length; the bytes end at {@link #position}
   */
  int skipBytes() throws IOException {
    int length = in.readRawVarint32();
    in.skipRawBytes(length);
    return length;
  }

  /** Reads a text. */
  String text() throws IOException {
    countPart();
    int length = skipBytes();
    return new String(bytes, position() - length, length, StandardCharsets.UTF_8);
  }

  /** Reads a whole number. */
  long number() throws IOException {
    return in.readRawVarint64();
  }

  /** Reads 4 bytes as float32. */
  float float32() throws IOException {
    return in.readFloat();
  }

  /**
   * Reads a whole number that belongs to a list, or several that are packed.
   *
   * @param before the numbers of the list that are known
   * @return the longer list, of which no more is kept than a shape may have, and one number
   */
  long[] numbers(int tag, long[] before) throws IOException {
    if ((tag & 7) != BYTES) {
      return with(number(), before);
    }
    long[] all = before;
    int outer = in.pushLimit(in.readRawVarint32());
    while (!in.isAtEnd()) {
      all = with(number(), all);
    }
    in.popLimit(outer);
    return all;
  }

  private long[] with(long number, long[] before) {
    if (before.length > NdArray.MAX_RANK) {
      return before;
    }
    countPart();
    long[] all = Arrays.copyOf(before, before.length + 1);
    all[before.length] = number;
    return all;
  }
}

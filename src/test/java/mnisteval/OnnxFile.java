package mnisteval;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * An ONNX model, written field by field from onnx.proto: a field is its number and wire type in a
 * varint, then a varint, 4 bytes, or a length and as many bytes.
 */
public final class OnnxFile {
  /** Types of elements, as ONNX numbers them. */
  public static final int FLOAT = 1;

  public static final int UINT8 = 2;
  public static final int BOOL = 9;

  private final ByteArrayOutputStream graph = new ByteArrayOutputStream();

  /** A model with the input x, of floats, and the output y, both of rows of any length. */
  public static OnnxFile ofRows() {
    return new OnnxFile().input("x", FLOAT).output("y");
  }

  /** Adds any field of the graph. */
  public OnnxFile add(byte[] field) {
    graph.writeBytes(field);
    return this;
  }

  /** Adds an input; a dimension of 0 is free. */
  public OnnxFile input(String name, int type, long... dims) {
    return add(message(11, value(name, type, dims)));
  }

  /** Adds an output. */
  public OnnxFile output(String name) {
    return add(message(12, value(name, FLOAT)));
  }

  private static byte[] value(String name, int type, long... dims) {
    byte[][] sizes = new byte[dims.length][];
    for (int i = 0; i < dims.length; i++) {
      sizes[i] = message(1, dims[i] == 0 ? text(2, "batch") : number(1, dims[i]));
    }
    byte[] shape = dims.length == 0 ? new byte[0] : message(2, sizes);
    return join(text(1, name), message(2, message(1, number(1, type), shape)));
  }

  /** Adds a constant of floats, its numbers as raw bytes. */
  public OnnxFile tensor(String name, long[] dims, float... numbers) {
    return add(message(5, floats(name, dims, numbers)));
  }

  /** The fields of a tensor of floats. */
  public static byte[] floats(String name, long[] dims, float... numbers) {
    ByteBuffer raw =
        ByteBuffer.allocate(Float.BYTES * numbers.length).order(ByteOrder.LITTLE_ENDIAN);
    for (float number : numbers) {
      raw.putFloat(number);
    }
    return join(header(name, FLOAT, dims), message(9, raw.array()));
  }

  /** The fields of a tensor without its numbers. */
  public static byte[] header(String name, int type, long... dims) {
    byte[][] sizes = new byte[dims.length][];
    for (int i = 0; i < dims.length; i++) {
      sizes[i] = number(1, dims[i]);
    }
    return join(join(sizes), number(2, type), text(8, name));
  }

  /** Adds a node without attributes. */
  public OnnxFile node(String operator, String output, String... inputs) {
    return node(operator, new byte[0], output, inputs);
  }

  /** Adds a node. */
  public OnnxFile node(String operator, byte[] attributes, String output, String... inputs) {
    byte[][] names = new byte[inputs.length][];
    for (int i = 0; i < inputs.length; i++) {
      names[i] = text(1, inputs[i]);
    }
    return add(message(1, join(names), text(2, output), text(4, operator), attributes));
  }

  /** An attribute of a whole number. */
  public static byte[] integer(String name, long value) {
    return message(5, text(1, name), number(3, value));
  }

  /** An attribute of a float. */
  public static byte[] real(String name, float value) {
    byte[] bytes =
        ByteBuffer.allocate(Float.BYTES).order(ByteOrder.LITTLE_ENDIAN).putFloat(value).array();
    return message(5, text(1, name), varint(2 << 3 | 5), bytes);
  }

  /** An attribute of a text. */
  public static byte[] word(String name, String value) {
    return message(5, text(1, name), text(4, value));
  }

  /** An attribute of whole numbers. */
  public static byte[] integers(String name, long... values) {
    byte[][] numbers = new byte[values.length][];
    for (int i = 0; i < values.length; i++) {
      numbers[i] = number(8, values[i]);
    }
    return message(5, text(1, name), join(numbers));
  }

  /** The whole file. */
  public byte[] bytes() {
    return join(number(1, 8), message(7, graph.toByteArray()), message(8, number(2, 20)));
  }

  /** A field of a whole number. */
  public static byte[] number(int field, long value) {
    return join(varint(field << 3), varint(value));
  }

  /** A field of a text. */
  public static byte[] text(int field, String value) {
    return message(field, value.getBytes(StandardCharsets.UTF_8));
  }

  /** A field of bytes or of a message: its parts, one after the other. */
  public static byte[] message(int field, byte[]... parts) {
    byte[] bytes = join(parts);
    return join(varint(field << 3 | 2), varint(bytes.length), bytes);
  }

  /** A whole number of 1 to 10 bytes. */
  public static byte[] varint(long value) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    long left = value;
    for (; (left & ~127L) != 0; left >>>= 7) {
      bytes.write((int) (left & 127 | 128));
    }
    bytes.write((int) left);
    return bytes.toByteArray();
  }

  /** The parts, one after the other. */
  public static byte[] join(byte[]... parts) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      bytes.writeBytes(part);
    }
    return bytes.toByteArray();
  }
}

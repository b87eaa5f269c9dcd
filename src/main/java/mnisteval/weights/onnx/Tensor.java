package mnisteval.weights.onnx;

import static mnisteval.weights.array.FormatException.shown;

import com.google.protobuf.CodedInputStream;
import java.io.IOException;
import mnisteval.weights.array.DType;
import mnisteval.weights.array.FormatException;
import mnisteval.weights.array.NdArray;

/**
 * A constant of a graph: ONNX's TensorProto. Its numbers lie in the file, and are looked at when
 * they are asked for: most models hold tensors of shapes and the like that nobody needs here.
 */
final class Tensor {
  private static final int DIMS = 1 << 3;
  private static final int PACKED_DIMS = DIMS | ProtobufInput.BYTES;
  private static final int TYPE = 2 << 3;
  private static final int FLOATS = 4 << 3 | ProtobufInput.BYTES;
  private static final int INTS = 5 << 3 | ProtobufInput.BYTES;
  private static final int NAME = 8 << 3 | ProtobufInput.BYTES;
  private static final int RAW = 9 << 3 | ProtobufInput.BYTES;
  private static final int DOUBLES = 10 << 3 | ProtobufInput.BYTES;
  private static final int EXTERNAL = 13 << 3 | ProtobufInput.BYTES;
  private static final int LOCATION = 14 << 3;

  /** ONNX's names of types, by their numbers. */
  private static final String[] TYPES = {
    "undefined",
    "float",
    "uint8",
    "int8",
    "uint16",
    "int16",
    "int32",
    "int64",
    "string",
    "bool",
    "float16",
    "double",
    "uint32",
    "uint64",
    "complex64",
    "complex128",
    "bfloat16"
  };

  private String name = "";
  private long type;
  private long[] dims = new long[0];
  private boolean external;
  private byte[] bytes;

  /** The field that holds the numbers; 0 if none does. */
  private int field;

  private int offset;
  private int length;

  private Tensor() {}

  /** Reads a TensorProto and its length. */
  static Tensor read(ProtobufInput in) throws IOException {
    Tensor tensor = new Tensor();
    tensor.bytes = in.bytes();
    in.message(tag -> tensor.readField(in, tag));
    return tensor;
  }

  private void readField(ProtobufInput in, int tag) throws IOException {
    switch (tag) {
      case DIMS, PACKED_DIMS -> dims = in.numbers(tag, dims);
      case TYPE -> type = in.number();
      case NAME -> name = in.text();
      case FLOATS, INTS, DOUBLES, RAW -> {
        length = in.skipBytes();
        offset = in.position() - length;
        if (field != 0) {
          throw FormatException.of(
              "malformed ONNX (the numbers of %s are in several pieces)", shown(name));
        }
        field = tag;
      }
      case EXTERNAL -> {
        external = true;
        in.skip(tag);
      }
      case LOCATION -> external |= in.number() != 0;
      default -> in.skip(tag);
    }
  }

  /** Makes a tensor of one number, without dimensions. */
  static Tensor of(float number) {
    Tensor tensor = new Tensor();
    int bits = Float.floatToRawIntBits(number);
    tensor.bytes = new byte[Float.BYTES];
    for (int i = 0; i < Float.BYTES; i++) {
      tensor.bytes[i] = (byte) (bits >> 8 * i);
    }
    tensor.type = 1;
    tensor.field = RAW;
    tensor.length = Float.BYTES;
    return tensor;
  }

  /** Returns the name; empty if it has none. */
  String name() {
    return name;
  }

  /** Returns the name of a type of elements, such as {@code int64}. */
  static String typeName(long type) {
    return type >= 0 && type < TYPES.length ? TYPES[(int) type] : "number " + type;
  }

  /**
   * Returns the numbers with their shape.
   *
   * @param budget from which memory is taken, if they can't stay in the file
   * @param name of the tensor, for messages
   * @throws FormatException if they are no floating-point numbers, lie in another file, or are not
   *     as many as the shape says
   */
  NdArray array(Budget budget, String name) {
    if (external) {
      throw FormatException.of(
          "%s is in another file (expected all numbers in this one, as"
              + " onnx.save_model(onnx.load(FILE), NEW) writes them)",
          shown(name));
    }
    DType dtype = dtype();
    int[] shape = new int[dims.length];
    if (shape.length > NdArray.MAX_RANK) {
      throw FormatException.of(
          "malformed ONNX (%s has more than %d dimensions)", shown(name), NdArray.MAX_RANK);
    }
    for (int i = 0; i < shape.length; i++) {
      if (dims[i] < 0 || dims[i] > Integer.MAX_VALUE) {
        throw FormatException.of("malformed ONNX (%s has a dimension of %d)", shown(name), dims[i]);
      }
      shape[i] = (int) dims[i];
    }
    int expected = dtype.size() == 8 ? DOUBLES : dtype.size() == 4 ? FLOATS : INTS;
    if (field != 0 && field != RAW && field != expected) {
      throw FormatException.of(
          "malformed ONNX (%s has numbers of another type than %s)", shown(name), typeName(type));
    }
    try {
      return field == INTS
          ? halves(dtype, shape, budget)
          : NdArray.of(dtype, shape, false, bytes, offset, length);
    } catch (FormatException e) {
      throw new FormatException(shown(name) + " is " + e.getMessage(), e);
    }
  }

  private DType dtype() {
    return switch (typeName(type)) {
      case "float" -> DType.of("f4");
      case "double" -> DType.of("f8");
      case "float16" -> DType.of("f2");
      case "bfloat16" -> DType.BFLOAT16;
      default ->
          throw FormatException.of(
              "%s has elements of type %s (expected float, double, float16 or bfloat16)",
              shown(name), typeName(type));
    };
  }

  /** Reads elements of 2 bytes that are stored as varints of 1 to 3. */
  private NdArray halves(DType dtype, int[] shape, Budget budget) {
    budget.take(2L * length);
    byte[] elements = new byte[2 * length];
    int count = 0;
    try {
      CodedInputStream in = CodedInputStream.newInstance(bytes, offset, length);
      for (; !in.isAtEnd(); count++) {
        int bits = in.readRawVarint32();
        elements[2 * count] = (byte) bits;
        elements[2 * count + 1] = (byte) (bits >> 8);
      }
    } catch (IOException e) {
      throw new FormatException("an array whose numbers end too early", e);
    }
    return NdArray.of(dtype, shape, false, elements, 0, 2 * count);
  }
}

package mnisteval.weights.onnx;

import java.io.IOException;
import java.util.Arrays;
import mnisteval.weights.array.NdArray;

/**
 * An input or output of a graph: ONNX's ValueInfoProto.
 *
 * @param name of the value
 * @param type of its elements, as ONNX numbers them
 * @param dims its shape, whose first dimension is that of the images; -1 for a dimension that is
 *     free, and none at all where the shape is not said
 */
record GraphValue(String name, long type, long[] dims) {
  private static final int NAME = 1 << 3 | ProtobufInput.BYTES;

  /** ValueInfoProto.type, TypeProto.tensor_type, its elem_type and shape, TensorShapeProto.dim. */
  private static final int TYPE = 2 << 3 | ProtobufInput.BYTES;

  private static final int TENSOR = 1 << 3 | ProtobufInput.BYTES;
  private static final int ELEMENT = 1 << 3;
  private static final int SHAPE = 2 << 3 | ProtobufInput.BYTES;
  private static final int DIMENSION = 1 << 3 | ProtobufInput.BYTES;
  private static final int SIZE = 1 << 3;

  /** Reads a ValueInfoProto and its length. */
  static GraphValue read(ProtobufInput in) throws IOException {
    Fields fields = new Fields();
    in.message(tag -> fields.readValue(in, tag));
    return new GraphValue(fields.name, fields.type, fields.dims);
  }

  /** What is read of a value until it is complete. */
  private static final class Fields {
    private String name = "";
    private long type;
    private long[] dims = new long[0];

    private void readValue(ProtobufInput in, int tag) throws IOException {
      switch (tag) {
        case NAME -> name = in.text();
        case TYPE -> in.message(field -> readType(in, field));
        default -> in.skip(tag);
      }
    }

    private void readType(ProtobufInput in, int tag) throws IOException {
      if (tag == TENSOR) {
        in.message(field -> readTensorType(in, field));
      } else {
        in.skip(tag);
      }
    }

    private void readTensorType(ProtobufInput in, int tag) throws IOException {
      switch (tag) {
        case ELEMENT -> type = in.number();
        case SHAPE -> in.message(field -> readShape(in, field));
        default -> in.skip(tag);
      }
    }

    private void readShape(ProtobufInput in, int tag) throws IOException {
      if (tag != DIMENSION || dims.length == NdArray.MAX_RANK) {
        in.skip(tag);
        return;
      }
      dims = Arrays.copyOf(dims, dims.length + 1);
      dims[dims.length - 1] = -1;
      in.message(field -> readSize(in, field));
    }

    private void readSize(ProtobufInput in, int tag) throws IOException {
      if (tag == SIZE) {
        long size = in.number();
        dims[dims.length - 1] = size > 0 ? size : -1;
      } else {
        in.skip(tag);
      }
    }
  }
}

package mnisteval.weights.onnx;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** An operator of a graph with its inputs and attributes: ONNX's NodeProto. */
final class Node {
  private static final int INPUT = 1 << 3 | ProtobufInput.BYTES;
  private static final int OUTPUT = 2 << 3 | ProtobufInput.BYTES;
  private static final int OPERATOR = 4 << 3 | ProtobufInput.BYTES;
  private static final int ATTRIBUTE = 5 << 3 | ProtobufInput.BYTES;
  private static final int DOMAIN = 7 << 3 | ProtobufInput.BYTES;

  /** The value of an attribute, of which one field is set: ONNX's AttributeProto. */
  private static final class Attribute {
    private static final int NAME = 1 << 3 | ProtobufInput.BYTES;
    private static final int FLOAT = 2 << 3 | ProtobufInput.FIXED32;
    private static final int INT = 3 << 3;
    private static final int TEXT = 4 << 3 | ProtobufInput.BYTES;
    private static final int TENSOR = 5 << 3 | ProtobufInput.BYTES;
    private static final int INTS = 8 << 3;
    private static final int PACKED_INTS = INTS | ProtobufInput.BYTES;

    private String name = "";
    private float number;
    private boolean isFloat;
    private long integer;
    private String text = "";
    private Tensor tensor;
    private long[] integers = new long[0];

    static Attribute read(ProtobufInput in) throws IOException {
      Attribute attribute = new Attribute();
      in.message(tag -> attribute.readField(in, tag));
      return attribute;
    }

    private void readField(ProtobufInput in, int tag) throws IOException {
      switch (tag) {
        case NAME -> name = in.text();
        case FLOAT -> {
          number = in.float32();
          isFloat = true;
        }
        case INT -> integer = in.number();
        case TEXT -> text = in.text();
        case TENSOR -> tensor = Tensor.read(in);
        case INTS, PACKED_INTS -> integers = in.numbers(tag, integers);
        default -> in.skip(tag);
      }
    }
  }

  private final List<String> inputs = new ArrayList<>(2);
  private final Map<String, Attribute> attributes = new HashMap<>(2);
  private String operator = "";
  private String domain = "";
  private String output = "";
  private int outputs;

  private Node() {}

  /** Reads a NodeProto and its length. */
  static Node read(ProtobufInput in) throws IOException {
    Node node = new Node();
    in.message(tag -> node.readField(in, tag));
    return node;
  }

  private void readField(ProtobufInput in, int tag) throws IOException {
    switch (tag) {
      case INPUT -> inputs.add(in.text());
      case OUTPUT -> {
        String name = in.text();
        output = outputs++ == 0 ? name : output;
      }
      case OPERATOR -> operator = in.text();
      case DOMAIN -> domain = in.text();
      case ATTRIBUTE -> {
        Attribute attribute = Attribute.read(in);
        attributes.put(attribute.name, attribute);
      }
      default -> in.skip(tag);
    }
  }

  /** Returns the operator, such as {@code Gemm}, after its domain if that is not ONNX's own. */
  String operator() {
    return domain.isEmpty() || domain.equals("ai.onnx") ? operator : domain + "." + operator;
  }

  /** Returns the name of the first output; of no operator that is read another one is used. */
  String output() {
    return output;
  }

  /** Returns the name of an input, counted from 0; empty if it is left out. */
  String input(int number) {
    return number < inputs.size() ? inputs.get(number) : "";
  }

  /** Returns the number of inputs. */
  int inputs() {
    return inputs.size();
  }

  /** Returns the number under this name, or what it is where the node has none. */
  float number(String name, float otherwise) {
    Attribute attribute = attributes.get(name);
    return attribute == null ? otherwise : attribute.number;
  }

  /** Returns the whole number under this name, or what it is where the node has none. */
  long integer(String name, long otherwise) {
    Attribute attribute = attributes.get(name);
    return attribute == null ? otherwise : attribute.integer;
  }

  /** Returns the whole numbers under this name; null if the node has none. */
  long[] integers(String name) {
    Attribute attribute = attributes.get(name);
    return attribute == null ? null : attribute.integers.clone();
  }

  /** Returns the text under this name, or what it is where the node has none. */
  String text(String name, String otherwise) {
    Attribute attribute = attributes.get(name);
    return attribute == null ? otherwise : attribute.text;
  }

  /** Returns the tensor of a Constant; null if it has none, as one of whole numbers or text. */
  Tensor constant() {
    Attribute single = attributes.get("value_float");
    if (single != null && single.isFloat) {
      return Tensor.of(single.number);
    }
    Attribute value = attributes.get("value");
    return value == null ? null : value.tensor;
  }
}

package mnisteval.weights.onnx;

import static mnisteval.weights.array.FormatException.shown;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import mnisteval.weights.array.FormatException;

/**
 * A graph of operators: ONNX's GraphProto in its ModelProto. Each value has a name and is given by
 * one node, or is a constant or an input of the graph.
 *
 * @see <a href="https://github.com/onnx/onnx/blob/main/onnx/onnx.proto">the messages</a>
 */
final class Graph {
  private static final int MODEL_GRAPH = 7 << 3 | ProtobufInput.BYTES;
  private static final int NODE = 1 << 3 | ProtobufInput.BYTES;
  private static final int INITIALIZER = 5 << 3 | ProtobufInput.BYTES;
  private static final int INPUT = 11 << 3 | ProtobufInput.BYTES;
  private static final int OUTPUT = 12 << 3 | ProtobufInput.BYTES;

  private final Map<String, Node> nodes = new HashMap<>();
  private final Map<String, Tensor> constants = new HashMap<>();
  private final List<GraphValue> inputs = new ArrayList<>();
  private final List<GraphValue> outputs = new ArrayList<>();

  private Graph() {}

  /**
   * Reads the graph of a model.
   *
   * @param in the whole file
   * @throws FormatException if it has no operators, or two nodes or two constants give one value
   */
  static Graph read(ProtobufInput in) throws IOException {
    Graph graph = new Graph();
    in.fields(
        tag -> {
          if (tag == MODEL_GRAPH) {
            in.message(field -> graph.readField(in, field));
          } else {
            in.skip(tag);
          }
        });
    if (graph.nodes.isEmpty()) {
      throw new FormatException("malformed ONNX (no graph with operators)");
    }
    return graph;
  }

  private void readField(ProtobufInput in, int tag) throws IOException {
    switch (tag) {
      case NODE -> {
        Node node = Node.read(in);
        requireNew(node.output(), nodes.put(node.output(), node));
      }
      case INITIALIZER -> {
        Tensor tensor = Tensor.read(in);
        requireNew(tensor.name(), constants.put(tensor.name(), tensor));
      }
      case INPUT -> inputs.add(GraphValue.read(in));
      case OUTPUT -> outputs.add(GraphValue.read(in));
      default -> in.skip(tag);
    }
  }

  private static void requireNew(String name, Object before) {
    // A node may have no output; none that is read is without.
    if (before != null && !name.isEmpty()) {
      throw FormatException.of("malformed ONNX (two values called %s)", shown(name));
    }
  }

  /** Returns the node that gives a value as its first output, or null. */
  Node node(String value) {
    return nodes.get(value);
  }

  /** Returns the number of nodes. */
  int size() {
    return nodes.size();
  }

  /** Returns the constant of this name, or null. */
  Tensor constant(String name) {
    return constants.get(name);
  }

  /** Returns the one input that is no constant. */
  GraphValue input() {
    List<GraphValue> computed = new ArrayList<>();
    for (GraphValue input : inputs) {
      // Until version 3 of the format, constants were inputs too.
      if (!constants.containsKey(input.name())) {
        computed.add(input);
      }
    }
    return single(computed, "input");
  }

  /** Returns the one output. */
  GraphValue output() {
    return single(outputs, "output");
  }

  private static GraphValue single(List<GraphValue> values, String what) {
    if (values.size() != 1) {
      StringBuilder names = new StringBuilder();
      for (GraphValue value : values.subList(0, Math.min(values.size(), 8))) {
        names.append(names.isEmpty() ? ": " : ", ").append(value.name());
      }
      throw FormatException.of(
          "an ONNX model of %d %ss (expected one%s)", values.size(), what, shown(names.toString()));
    }
    return values.get(0);
  }
}

package mnisteval.weights.onnx;

import java.io.IOException;
import mnisteval.weights.array.FormatException;
import mnisteval.weights.array.NamedArrays;

/**
 * Reads an ONNX model of fully connected layers. All else that the graph does is made part of the
 * layers' weights and biases, which are called {@code layers.0.W}, {@code layers.0.b} and so on;
 * texts name the activations and, where the graph tells it, the pixels that it is given.
 *
 * @see <a href="https://onnx.ai/onnx/repo-docs/IR.html">the format</a>
 */
public final class OnnxReader {
  private OnnxReader() {}

  /**
   * Reads a file.
   *
   * @param bytes the whole file
   * @throws FormatException if it is malformed, or the model of another kind of network
   */
  public static NamedArrays read(byte[] bytes) {
    ProtobufInput in = new ProtobufInput(bytes);
    Graph graph;
    try {
      graph = Graph.read(in);
    } catch (IOException e) {
      String message = "malformed ONNX (at byte " + in.position() + "; truncated?)";
      throw new FormatException(message, e);
    }
    Budget budget = new Budget(bytes.length);
    Chain chain = new Chain(graph, budget);
    OnnxLayers layers = new OnnxLayers(chain, graph.input(), budget);
    for (Chain.Step step : chain.steps()) {
      layers.take(step);
    }
    return layers.finish();
  }
}

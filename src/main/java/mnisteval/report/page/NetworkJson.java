package mnisteval.report.page;

import com.fasterxml.jackson.core.Base64Variants;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import java.io.IOException;
import java.io.Writer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import mnisteval.evaluation.ClassOrder;
import mnisteval.evaluation.metrics.ExampleTally.Example;
import mnisteval.network.Activation;
import mnisteval.network.Layer;
import mnisteval.network.Network;

/**
 * A network as JSON for a script, with a few images. It holds numbers, Base64 and names of
 * activations: nothing that could end the element of a page that it is in.
 *
 * <p>Rows of weights are Base64 of little-endian numbers: float32 if each of the layer is exactly
 * one, otherwise float64, as biases always are.
 */
final class NetworkJson {
  private NetworkJson() {}

  /** Returns how many bytes the weights and biases take, before they become Base64. */
  static long bytes(Network network) {
    long bytes = 0;
    for (Layer layer : network.layers()) {
      long weights = (long) layer.weights().length * layer.bias().length;
      bytes += weights * size(layer) + (long) Double.BYTES * layer.bias().length;
    }
    return bytes;
  }

  /** Returns how many bytes each of the weights of a layer takes. */
  private static int size(Layer layer) {
    for (double[] row : layer.weights()) {
      for (double x : row) {
        if ((float) x != x) {
          return Double.BYTES;
        }
      }
    }
    return Float.BYTES;
  }

  /**
   * Writes all of it, a row of weights at a time.
   *
   * @param order the labels of the outputs, or null if output k is label k
   * @param out not closed
   */
  static void write(Network network, ClassOrder order, List<Example> examples, Writer out)
      throws IOException {
    JsonFactory factory =
        JsonFactory.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();
    try (JsonGenerator json = factory.createGenerator(out)) {
      json.writeStartObject();
      json.writeNumberField("low", network.pixels().low());
      json.writeNumberField("high", network.pixels().high());
      json.writeArrayFieldStart("layers");
      for (Layer layer : network.layers()) {
        write(layer, json);
      }
      json.writeEndArray();
      json.writeArrayFieldStart("activations");
      for (Activation activation : network.activations()) {
        json.writeString(activation.toString());
      }
      json.writeEndArray();
      json.writeArrayFieldStart("outputs");
      for (int k = 0; k < network.classes(); k++) {
        json.writeNumber(order == null ? k : order.output(k));
      }
      json.writeEndArray();
      write(examples, json);
      json.writeEndObject();
    }
  }

  private static void write(Layer layer, JsonGenerator json) throws IOException {
    int size = size(layer);
    json.writeStartObject();
    json.writeNumberField("bytes", size);
    json.writeFieldName("bias");
    write(layer.bias(), Double.BYTES, json);
    json.writeArrayFieldStart("weights");
    for (double[] row : layer.weights()) {
      write(row, size, json);
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void write(double[] row, int size, JsonGenerator json) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(row.length * size).order(ByteOrder.LITTLE_ENDIAN);
    for (double x : row) {
      if (size == Float.BYTES) {
        bytes.putFloat((float) x);
      } else {
        bytes.putDouble(x);
      }
    }
    write(bytes.array(), json);
  }

  private static void write(byte[] bytes, JsonGenerator json) throws IOException {
    json.writeBinary(Base64Variants.MIME_NO_LINEFEEDS, bytes, 0, bytes.length);
  }

  private static void write(List<Example> examples, JsonGenerator json) throws IOException {
    json.writeArrayFieldStart("examples");
    for (Example example : examples) {
      json.writeStartObject();
      json.writeNumberField("number", example.number());
      json.writeNumberField("label", example.label());
      json.writeNumberField("predicted", example.predicted());
      json.writeFieldName("pixels");
      write(example.pixels(), json);
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}

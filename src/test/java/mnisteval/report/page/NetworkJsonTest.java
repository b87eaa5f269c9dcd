package mnisteval.report.page;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import mnisteval.evaluation.ClassOrder;
import mnisteval.evaluation.metrics.ExampleTally.Example;
import mnisteval.network.Activation;
import mnisteval.network.Layer;
import mnisteval.network.Network;
import mnisteval.network.PixelScale;
import org.junit.jupiter.api.Test;

/** Base64 is that of Python: {@code b64encode(numpy.array([...], '<f4'))}. */
final class NetworkJsonTest {
  private static final Layer FIRST =
      new Layer(new double[][] {{1, -0.5}, {2, 0}}, new double[] {0, 3});
  private static final Layer SECOND =
      new Layer(new double[][] {{0.1, 0.25}, {1, 2}}, new double[] {0.1, 0});

  private static String json(Network network, ClassOrder order, List<Example> examples)
      throws IOException {
    StringWriter out = new StringWriter();
    NetworkJson.write(network, order, examples, out);
    return out.toString();
  }

  @Test
  void writesFloat32WhereThatIsExact() throws IOException {
    List<Layer> layers = List.of(FIRST, SECOND);
    Network network = Network.of(layers, Activation.leakyRelu(0.2), PixelScale.UNIT);
    String expected =
        "{'low':0.0,'high':1.0,'layers':["
            + "{'bytes':4,'bias':'AAAAAAAAAAAAAAAAAAAIQA==','weights':['AACAPwAAAL8=','AAAAQAAAAAA=']},"
            + "{'bytes':8,'bias':'mpmZmZmZuT8AAAAAAAAAAA==','weights':"
            + "['mpmZmZmZuT8AAAAAAADQPw==','AAAAAAAA8D8AAAAAAAAAQA==']}],"
            + "'activations':['leaky_relu:0.2'],'outputs':[0,1],'examples':[]}";
    assertEquals(expected.replace('\'', '"'), json(network, null, List.of()));
    // 4 weights of 4 bytes, 4 of 8, and 4 biases of 8.
    assertEquals(80, NetworkJson.bytes(network));
  }

  /** The order is 7, 3: class 0 has the lower label, which is output 1. */
  @Test
  void writesTheOutputOfEachClassAndTheExamples() throws IOException {
    Network network = Network.of(List.of(FIRST), Activation.RELU, PixelScale.RAW);
    Example example = new Example(1234, 1, 0, new byte[] {0, (byte) 255});
    String end =
        "'activations':[],'outputs':[1,0],'examples':["
            + "{'number':1234,'label':1,'predicted':0,'pixels':'AP8='}]}";
    String json = json(network, new ClassOrder(7, 3), List.of(example));
    assertEquals(end.replace('\'', '"'), json.substring(json.indexOf("\"activations\"")));
    assertEquals("{\"low\":0.0,\"high\":255.0,", json.substring(0, 24));
  }
}

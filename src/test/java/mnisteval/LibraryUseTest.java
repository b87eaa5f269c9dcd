package mnisteval;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import mnisteval.evaluation.Accuracy;
import mnisteval.evaluation.Evaluator;
import mnisteval.idx.ImageSet;
import mnisteval.input.Source;
import mnisteval.network.Activation;
import mnisteval.network.Network;
import mnisteval.network.PixelScale;
import mnisteval.weights.layers.NetworkReader;
import org.junit.jupiter.api.Test;

/** The lines of Java in the README compile, and do what it says. */
final class LibraryUseTest {
  @Test
  void evaluatesTheExample() throws IOException {
    // README: begin
    Source file = Source.file(Path.of("data/example_weight.pkl"));
    Network network = NetworkReader.read(file, Activation.SIGMOID, PixelScale.UNIT).network();
    Accuracy accuracy = Evaluator.evaluate(file.name(), network, ImageSet.bundled(), 2);
    System.out.println(accuracy.correct() + " of " + accuracy.total());
    // README: end
    assertEquals(new Accuracy(9864, 10000), accuracy);
  }

  @Test
  void standsInTheReadme() throws IOException {
    List<String> lines =
        Files.readAllLines(Path.of("src/test/java/mnisteval/LibraryUseTest.java")).stream()
            .map(String::strip)
            .collect(Collectors.toList());
    int begin = lines.indexOf("// README: begin");
    int end = lines.indexOf("// README: end");
    String code = String.join("\n", lines.subList(begin + 1, end));
    assertTrue(Files.readString(Path.of("README.md")).contains(code), code);
  }
}

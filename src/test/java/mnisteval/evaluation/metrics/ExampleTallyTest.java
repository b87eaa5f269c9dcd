package mnisteval.evaluation.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import mnisteval.evaluation.EvaluatedNetwork;
import mnisteval.evaluation.Evaluator;
import mnisteval.evaluation.metrics.ExampleTally.Example;
import mnisteval.idx.ImageSet;
import mnisteval.idx.LabeledImages;
import mnisteval.input.Source;
import mnisteval.network.Activation;
import mnisteval.network.Network;
import mnisteval.network.PixelScale;
import mnisteval.weights.layers.NetworkReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The examples of three images of class 0 right, three wrong, and one of class 1 wrong. */
final class ExampleTallyTest {
  private static final int[] LABELS = {0, 0, 1, 0, 0, 0, 0};
  private static final double[][] LOGITS = {{0, 1}, {1, 0}, {1, 0}, {1, 0}, {0, 1}, {0, 1}, {1, 0}};

  private static String shown(ExampleTally tally) {
    StringBuilder text = new StringBuilder();
    for (Example example : tally.examples()) {
      text.append(example.number()).append(':').append(example.label());
      text.append(example.correct() ? "=" : ">").append(example.predicted()).append(' ');
    }
    return text.toString().strip();
  }

  @ParameterizedTest
  @CsvSource({
    "2, 784, 1:0=0 3:0=0 0:0>1 4:0>1 2:1>0",
    "27, 784, 1:0=0 0:0>1 2:1>0",
    "2, 262144, 1:0=0 0:0>1 2:1>0", // 2^20 pixels are four of 2^18
    "2, 262145, ''",
  })
  void keepsTheFirstOfEachClass(int classes, int imageSize, String expected) throws IOException {
    ExampleTally tally = ExampleTally.of(classes, imageSize);
    ClassifiedImages.of(LABELS, LOGITS).into(tally);
    assertEquals(expected, shown(tally));
  }

  /** One tally of all images, and those of the blocks of several threads. */
  @Test
  void keepsTheSameHoweverTheImagesAreDivided() throws IOException {
    Source file = Source.file(Path.of("data", "example_weight.pkl"));
    Network network = NetworkReader.read(file, Activation.SIGMOID, PixelScale.UNIT).network();
    ExampleTally whole = ExampleTally.of(10, 784);
    ClassifiedImages.of(network, ImageSet.bundled()).into(whole);
    ExampleTally merged = ExampleTally.of(10, 784);
    try (LabeledImages images = ImageSet.bundled().open()) {
      Evaluator.evaluate(new EvaluatedNetwork("net", network, merged), images, 3, null);
    }
    assertEquals(40, merged.examples().size());
    assertEquals(shown(whole), shown(merged));
  }
}

package mnisteval.evaluation;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import mnisteval.evaluation.Accuracy.AccuracyTally;
import mnisteval.idx.ImageSet;
import mnisteval.idx.LabeledImages;
import mnisteval.input.Source;
import mnisteval.network.Activation;
import mnisteval.network.Network;
import mnisteval.network.PixelScale;
import mnisteval.weights.layers.NetworkReader;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Time to evaluate a network on 10,000 images: unzipped files in memory to counts. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(3)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class EvaluatorBenchmark {
  @Param("data/example_weight.pkl")
  private String weights;

  @Param({"1", "2"})
  private int threads;

  private Network network;
  private ImageSet set;

  /** Reads the network, and unzips the images. */
  @Setup
  public void read() throws IOException {
    Source file = Source.file(Path.of(weights));
    network = NetworkReader.read(file, Activation.SIGMOID, PixelScale.UNIT).network();
    ImageSet zipped = ImageSet.bundled();
    set = ImageSet.of(unzipped(zipped.images()), unzipped(zipped.labels()));
  }

  private static Source unzipped(Source zipped) throws IOException {
    return Source.inMemory(zipped.name(), zipped.bytes());
  }

  /** One network, of which only the right answers are counted. */
  @Benchmark
  public Accuracy oneNetwork() throws IOException {
    return Evaluator.evaluate("weights", network, set, threads);
  }

  /** A network as one of several. */
  @Benchmark
  public Accuracy oneOfSeveral() throws IOException {
    AccuracyTally tally = new AccuracyTally();
    try (LabeledImages images = set.open()) {
      EvaluatedNetwork evaluated = new EvaluatedNetwork("weights", network, tally);
      Evaluator.evaluate(evaluated, images, threads, null);
    }
    return tally.accuracy();
  }
}

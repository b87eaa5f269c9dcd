package mnisteval.network;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import mnisteval.idx.Block;
import mnisteval.idx.ImageSet;
import mnisteval.idx.LabeledImages;
import mnisteval.input.Source;
import mnisteval.weights.layers.NetworkReader;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * Time an image of the forward pass, pixels in memory to logits or class, on one thread. All 10,000
 * images take part: how many pixels are zero differs from image to image.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(3)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class ForwardPassBenchmark {
  private static final int IMAGES = 10_000;

  @Param("data/example_weight.pkl")
  private String weights;

  private final List<Block> blocks = new ArrayList<>();
  private ForwardPass plain;
  private BlockPass many;
  private ScreenedPass screened;
  private int[] classes;

  /** Reads the network and the images. */
  @Setup
  public void read() throws IOException {
    Source file = Source.file(Path.of(weights));
    Network network = NetworkReader.read(file, Activation.SIGMOID, PixelScale.UNIT).network();
    try (LabeledImages images = ImageSet.bundled().open()) {
      for (Block block = images.newBlock(); images.next(block); block = images.newBlock()) {
        blocks.add(block);
      }
    }
    plain = new ForwardPass(network);
    int most = blocks.get(0).labels().length;
    many = new BlockPass(network, most);
    screened = new ScreenedPass(network, Float32Network.of(network), most);
    classes = new int[most];
  }

  /** Image by image: what few images go through. */
  @Benchmark
  @OperationsPerInvocation(IMAGES)
  public void plainLoop(Blackhole logits) {
    for (Block block : blocks) {
      for (int i = 0; i < block.count(); i++) {
        logits.consume(plain.logits(block.pixels(), i * block.imageSize()));
      }
    }
  }

  /** Block by block: what many images go through. */
  @Benchmark
  @OperationsPerInvocation(IMAGES)
  public void blockPass(Blackhole logits) {
    for (Block block : blocks) {
      logits.consume(many.logits(block.pixels(), block.count()));
    }
  }

  /** In float32 where it is certain: what many images go through of which only classes count. */
  @Benchmark
  @OperationsPerInvocation(IMAGES)
  public void screenedPass(Blackhole found) {
    for (Block block : blocks) {
      screened.classify(block.pixels(), block.count(), classes);
      found.consume(classes);
    }
  }
}

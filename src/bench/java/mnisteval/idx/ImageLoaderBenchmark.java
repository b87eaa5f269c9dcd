package mnisteval.idx;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import mnisteval.input.Source;
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

/** Time to read 10,000 images and labels, block by block, from files in memory. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(3)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class ImageLoaderBenchmark {
  @Param({"true", "false"})
  private boolean zipped;

  private ImageSet set;

  /** Reads the files, and unzips them if that is not to be measured. */
  @Setup
  public void readFiles() throws IOException {
    set = ImageSet.of(held("t10k-images-idx3-ubyte.gz"), held("t10k-labels-idx1-ubyte.gz"));
  }

  private Source held(String name) throws IOException {
    Path file = Path.of("data", name);
    byte[] bytes = zipped ? Files.readAllBytes(file) : Source.file(file).bytes();
    return Source.inMemory(name, bytes);
  }

  /** Each block into the memory of the one before it, as an evaluation does. */
  @Benchmark
  public Block readAll() throws IOException {
    try (LabeledImages images = set.open()) {
      Block block = images.newBlock();
      while (images.next(block)) {
        // The block is all there is to it.
      }
      return block;
    }
  }
}

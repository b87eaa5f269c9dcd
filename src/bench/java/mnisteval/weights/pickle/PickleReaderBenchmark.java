package mnisteval.weights.pickle;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import mnisteval.weights.array.NamedArrays;
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

/** Time to read a pickle: bytes in memory to named arrays, whose elements are still bytes. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(3)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class PickleReaderBenchmark {
  @Param("data/example_weight.pkl")
  private String weights;

  private byte[] bytes;

  /** Reads the file. */
  @Setup
  public void readFile() throws IOException {
    bytes = Files.readAllBytes(Path.of(weights));
  }

  /** All that is checked of a stranger's file is checked. */
  @Benchmark
  public NamedArrays read() {
    return PickleReader.read(bytes);
  }
}

package mnisteval.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import mnisteval.Run;
import mnisteval.input.InputException;
import mnisteval.input.Source;
import mnisteval.report.partial.PartialReader;

/**
 * A part of a run, of any bytes, is merged or refused in one line; what is merged can be reported
 * in every format that goes to standard output.
 */
final class PartialFuzzTest {
  @FuzzTest
  void readsAPartOrRefuses(byte[] bytes) throws IOException {
    Promise promise = new Promise();
    try {
      PartialReader.read(Source.inMemory("n", bytes), null);
    } catch (InputException e) {
      Promise.requireLine("n: ", e.getMessage());
      promise.requireTime();
      return;
    }
    Run metrics = Run.withInput(bytes, "merge", "-", "--metrics");
    Run json = Run.withInput(bytes, "merge", "-", "--format", "json");
    Run markdown = Run.withInput(bytes, "merge", "-", "--format", "markdown");
    promise.requireTime();
    assertEquals(metrics.code(), json.code());
    assertEquals(metrics.err(), json.err());
    assertEquals(metrics.err(), markdown.err());
    assertTrue(metrics.code() == 0 || metrics.code() == 3, metrics.toString());
    if (metrics.out().isEmpty()) {
      assertEquals(3, metrics.code());
      Promise.requireLine("mnist-eval: ", metrics.err().strip());
    } else {
      assertFalse(json.out().isEmpty());
      assertFalse(markdown.out().isEmpty());
    }
  }
}

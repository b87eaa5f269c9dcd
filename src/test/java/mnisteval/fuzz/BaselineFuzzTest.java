package mnisteval.fuzz;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import mnisteval.evaluation.Accuracy;
import mnisteval.input.InputException;
import mnisteval.input.Source;
import mnisteval.report.Baseline;

/** An earlier report of any bytes has an accuracy, or is refused in one line. */
final class BaselineFuzzTest {
  @FuzzTest
  void readsAReportOrRefuses(byte[] bytes) throws IOException {
    Promise promise = new Promise();
    try {
      Baseline report = Baseline.read(Source.inMemory("f", bytes));
      Accuracy accuracy = report.accuracy();
      assertTrue(accuracy.correct() >= 0 && accuracy.correct() <= accuracy.total());
      assertTrue(accuracy.total() > 0);
      report.requireSame("a", "x_test.npy", "b", 0, 10);
    } catch (InputException e) {
      Promise.requireLine("f: ", e.getMessage());
    }
    promise.requireTime();
  }
}

package mnisteval.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Map;
import mnisteval.input.InputException;
import mnisteval.weights.array.FormatException;
import mnisteval.weights.array.NdArray;
import mnisteval.weights.pickle.PickleReader;

/** From any bytes the reader returns arrays whose elements can be read, or an error of one line. */
final class PickleReaderFuzzTest {
  @FuzzTest
  void answersWithArraysOrOneLine(byte[] bytes) {
    Promise promise = new Promise();
    try {
      Map<String, NdArray> arrays = PickleReader.read(bytes).arrays();
      for (NdArray array : arrays.values()) {
        assertEquals(array.size(), array.elements().length);
        if (array.rank() == 2 && array.size() > 0) {
          assertEquals(array.shape()[0], array.matrix().length);
        }
      }
    } catch (FormatException e) {
      Promise.requireLine("p: ", new InputException("p", e.getMessage()).getMessage());
    }
    promise.requireTime();
  }
}

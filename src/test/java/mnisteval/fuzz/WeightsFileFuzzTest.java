package mnisteval.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;

/** A weights file of any bytes is a network that computes, or is refused in one line. */
final class WeightsFileFuzzTest {
  @FuzzTest
  void readsANetworkOrRefuses(byte[] bytes) {
    Promise promise = new Promise();
    Promise.requireNetworkOrLine(bytes);
    promise.requireTime();
  }
}

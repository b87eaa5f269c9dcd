package mnisteval.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;

/** Whatever the bytes, a file of weights of any format is a network that computes, or refused. */
final class WeightsFileFuzzTest {
  @FuzzTest
  void readsANetworkOrRefuses(byte[] bytes) {
    Promise promise = new Promise();
    Promise.requireNetworkOrLine(bytes);
    promise.requireTime();
  }
}

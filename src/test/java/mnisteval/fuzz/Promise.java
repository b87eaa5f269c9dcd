package mnisteval.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import mnisteval.cli.inspect.Inspection;
import mnisteval.input.InputException;
import mnisteval.input.Source;
import mnisteval.network.ForwardPass;
import mnisteval.network.Network;
import mnisteval.network.PixelScale;
import mnisteval.weights.WeightsFile;
import mnisteval.weights.array.NamedArrays;
import mnisteval.weights.layers.Layout;
import mnisteval.weights.layers.NetworkReader;
import mnisteval.weights.layers.ReadOptions;

/** What holds of every run, with any bytes. */
final class Promise {
  private static final long MAX_SECONDS = 5;

  /** Few, so that the fuzzer gets through many networks. */
  private static final long MAX_BYTES = 1 << 20;

  private final long start = cpuNanos();

  /** Fails if this thread has used five seconds of the processor since this object was made. */
  void requireTime() {
    long seconds = TimeUnit.NANOSECONDS.toSeconds(cpuNanos() - start);
    assertTrue(seconds < MAX_SECONDS, "took " + seconds + " seconds");
  }

  private static long cpuNanos() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  /**
   * Fails unless a weights file, called n, is a network whose logits are finite or is refused in
   * one line; and unless its arrays can be listed or are refused in one line.
   *
   * @return whether it is a network
   */
  static boolean requireNetworkOrLine(byte[] bytes) {
    requireListingOrLine(bytes);
    try {
      NamedArrays arrays = WeightsFile.read(Source.inMemory("n", bytes));
      ReadOptions options = new ReadOptions(null, PixelScale.UNIT, Layout.AUTO, 0);
      Network network = NetworkReader.of(arrays, "n", options).network();
      byte[] white = new byte[network.inputs()];
      Arrays.fill(white, (byte) 255);
      double[] logits = new ForwardPass(network).logits(white, 0);
      assertEquals(network.classes(), logits.length);
      for (double logit : logits) {
        assertTrue(Double.isFinite(logit), "a logit of " + logit);
      }
      return true;
    } catch (InputException e) {
      requireLine("n: ", e.getMessage());
      return false;
    }
  }

  private static void requireListingOrLine(byte[] bytes) {
    try {
      assertFalse(Inspection.of(Source.inMemory("n", bytes).withLimit(MAX_BYTES), -1).isEmpty());
    } catch (InputException e) {
      requireLine("n: ", e.getMessage());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** Fails unless a message begins like this, is short, and has no control characters. */
  static void requireLine(String start, String message) {
    assertTrue(message.startsWith(start), message);
    assertTrue(message.length() < 10_000, message);
    assertFalse(message.chars().anyMatch(Character::isISOControl), message);
  }
}

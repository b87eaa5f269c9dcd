package mnisteval.weights.onnx;

import mnisteval.input.HeapShares;
import mnisteval.weights.array.FormatException;

/**
 * The memory for numbers that are computed of those in the file, which bounds the time as well: one
 * tensor may be used a thousand times, each time multiplied by another. With the file it is what a
 * file of weights may take.
 */
final class Budget {
  private final long most;
  private long taken;

  /**
   * Starts with what the file leaves.
   *
   * @param fileBytes the size of the file
   */
  Budget(int fileBytes) {
    most = HeapShares.largestWeightsFile() - fileBytes;
  }

  /** Takes so many bytes of memory, before they are allocated. */
  void take(long bytes) {
    taken += bytes;
    if (taken > most) {
      throw FormatException.of(
          "too large an ONNX model for the memory (expected at most %d MiB of numbers that are"
              + " folded into others, found %d MiB or more; java -Xmx gives more)",
          most >> 20, taken >> 20);
    }
  }
}

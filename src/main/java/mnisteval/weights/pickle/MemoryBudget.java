package mnisteval.weights.pickle;

import mnisteval.weights.array.FormatException;

/**
 * The memory that a pickle may take while it is read. A byte of a pickle can ask for an object, and
 * three bytes for a copy of a long text that came once: so objects and copies are paid for here.
 */
final class MemoryBudget {
  /** A dictionary with its entry in the memo is the most expensive object of an opcode. */
  private static final int BYTES_FOR_OPCODE = 128;

  /**
   * Sixteen million opcodes take a second or two, and more would keep the user waiting; a network
   * of arrays has a hundred.
   */
  private static final long MOST = 1L << 31;

  private long left;

  MemoryBudget(long bytes) {
    left = Math.min(MOST, bytes);
  }

  void payOpcode() {
    payBytes(BYTES_FOR_OPCODE);
  }

  void payBytes(long bytes) {
    left -= bytes;
    if (left < 0) {
      throw new FormatException("asks for more memory than a network needs");
    }
  }
}

package mnisteval.evaluation;

/**
 * Whether a network passes a gate.
 *
 * @param name of the gate: its option without dashes
 * @param problem what is wrong with a network that does not pass, such as {@code accuracy out of
 *     bounds}
 * @param wanted what passes, in words
 * @param found what was measured, in full
 * @param held whether the network passes
 * @hidden not part of the API
 */
public record GateResult(String name, String problem, String wanted, String found, boolean held) {
  /** Returns the problem with what passes and what was measured, for messages. */
  public String message() {
    return problem + " (expected " + wanted + ", found " + found + ")";
  }
}

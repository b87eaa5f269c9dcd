package mnisteval.report.partial;

/**
 * Images that were evaluated.
 *
 * @param first number of the first one, from 0
 * @param end number after that of the last one
 * @param file that holds what was counted, in messages
 */
public record ImageRange(long first, long end, String file) {
  /** Returns the numbers of the first image and of the last one, in words. */
  String text() {
    return end - first == 1 ? "image " + first : "images " + first + " to " + (end - 1);
  }
}

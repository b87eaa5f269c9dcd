package mnisteval.report.partial;

/**
 * A note on settings that fit a network better, as found on the first images of the set.
 *
 * @param text the sentence, or what follows the accuracy in it
 * @param afterAccuracy whether the sentence starts with the accuracy of all images
 */
public record Doubt(String text, boolean afterAccuracy) {
  /**
   * The notes of which one is shown, or none.
   *
   * @param wide of all settings together, shown where the accuracy of all images is low; null if
   *     nothing was found, or the accuracy can't be low
   * @param close of one setting, shown otherwise; null if nothing was found
   */
  public record Doubts(Doubt wide, Doubt close) {}
}

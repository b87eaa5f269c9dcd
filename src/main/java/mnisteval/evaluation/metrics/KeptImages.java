package mnisteval.evaluation.metrics;

import java.util.List;

/**
 * The images of a network that a page shows.
 *
 * @param mistakes the images it gets wrong: the most confident first; of equals, the first of the
 *     file
 * @param unsure images it gets right: the least confident first; of equals, the first of the file
 * @hidden not part of the API
 */
public record KeptImages(List<Image> mistakes, List<Image> unsure) {
  /** No images. */
  public static final KeptImages NONE = new KeptImages(List.of(), List.of());

  /**
   * An image and what a network makes of it.
   *
   * @param number of the image, from 0, in the order of the file
   * @param label the true class
   * @param predicted the class the network gives
   * @param confidence how probable the network finds that class, from 0 to 1
   * @param loss {@code -log(p)} of the true class, clipped as in {@link Metrics#logLoss}
   * @param shares the probability of each class in ten-thousandths, rounded; not to be changed
   * @param pixels unsigned bytes, row by row; not to be changed
   * @hidden not part of the API
   */
  public record Image(
      long number,
      int label,
      int predicted,
      double confidence,
      double loss,
      short[] shares,
      byte[] pixels) {
    /** Returns the most probable class besides the predicted one; of equals, the first. */
    public int runnerUp() {
      int best = -1;
      for (int k = 0; k < shares.length; k++) {
        if (k != predicted && (best < 0 || shares[k] > shares[best])) {
          best = k;
        }
      }
      return best < 0 ? predicted : best;
    }
  }
}

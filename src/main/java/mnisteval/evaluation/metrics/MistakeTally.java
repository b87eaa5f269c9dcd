package mnisteval.evaluation.metrics;

import java.util.Collections;
import java.util.List;
import java.util.PriorityQueue;
import mnisteval.evaluation.Prediction;
import mnisteval.evaluation.Tally;
import mnisteval.input.HeapShares;

/**
 * Keeps the mistakes that a network is most confident of: at most {@value #MOST}, and fewer if the
 * images are large or the networks many, so that they fit into memory. Which ones does not depend
 * on how the images are divided into tallies, nor on the order in which these are merged.
 *
 * @hidden not part of the API
 */
public final class MistakeTally implements Tally {
  /** How many mistakes are kept at most: more would make the page slow for its reader. */
  static final int MOST = 2000;

  /** How many pixels are kept at most, for the page's size: 2000 images of 45 x 45. */
  private static final int MOST_PIXELS = 1 << 22;

  /** Bytes of a mistake besides its pixels. */
  private static final int BYTES_A_MISTAKE = 80;

  private final int capacity;

  /** The head is the mistake that is removed first when there are too many. */
  private final PriorityQueue<Mistake> kept = new PriorityQueue<>(Collections.reverseOrder());

  private MistakeTally(int capacity) {
    this.capacity = capacity;
  }

  /**
   * Makes an empty tally.
   *
   * @param imageSize pixels in an image, from 1
   * @param networks how many networks have such a tally at the same time, from 1
   */
  public static MistakeTally ofImages(int imageSize, int networks) {
    return ofImages(imageSize, networks, HeapShares.mistakes());
  }

  static MistakeTally ofImages(int imageSize, int networks, long mostBytes) {
    long share = mostBytes / networks;
    // One is always shown, unless it takes twice its share: an only image is smaller on the page.
    long least = imageSize <= 2 * share ? 1 : 0;
    long fitting = Math.max(least, Math.min(MOST_PIXELS, share) / imageSize);
    return new MistakeTally((int) Math.min(MOST, fitting));
  }

  @Override
  public long bytes(long images, int pixels) {
    return Math.min(capacity, images) * (pixels + BYTES_A_MISTAKE);
  }

  @Override
  public Tally empty() {
    return new MistakeTally(capacity);
  }

  @Override
  public void add(Prediction image) {
    if (!image.correct()) {
      double confidence = image.probabilities()[image.predicted()];
      keep(
          new Mistake(
              image.number(), image.label(), image.predicted(), confidence, image.pixels()));
    }
  }

  private void keep(Mistake mistake) {
    kept.add(mistake);
    if (kept.size() > capacity) {
      kept.remove();
    }
  }

  @Override
  public void merge(Tally next) {
    ((MistakeTally) next).kept.forEach(this::keep);
  }

  /** Returns the mistakes: the most confident first; of equals, the first of the file. */
  public List<Mistake> mistakes() {
    return kept.stream().sorted().toList();
  }

  /**
   * An image that a network gets wrong.
   *
   * @param number of the image, from 0, in the order of the file
   * @param label the true class
   * @param predicted the class the network gives, which is another
   * @param confidence how probable the network finds that class, from 0 to 1
   * @param pixels unsigned bytes, row by row; not to be changed
   * @hidden not part of the API
   */
  public record Mistake(long number, int label, int predicted, double confidence, byte[] pixels)
      implements Comparable<Mistake> {
    /** The most confident first; of equally confident ones, the first of the file. */
    @Override
    public int compareTo(Mistake other) {
      int byConfidence = Double.compare(other.confidence, confidence);
      return byConfidence != 0 ? byConfidence : Long.compare(number, other.number);
    }
  }
}

package mnisteval.evaluation.metrics;

/**
 * An image that a network gets wrong.
 *
 * @param number of the image, from 0, in the order of the file
 * @param label the true class
 * @param predicted the class the network gives, which is another
 * @param confidence how probable the network finds that class, from 0 to 1
 * @param pixels unsigned bytes, row by row; not to be changed
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

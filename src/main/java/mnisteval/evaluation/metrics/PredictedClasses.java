package mnisteval.evaluation.metrics;

import java.util.Arrays;
import mnisteval.evaluation.Prediction;
import mnisteval.evaluation.Tally;

/**
 * The class a network gives each image and whether it is right, in the order of the images: what a
 * {@link Comparison} is made of. Takes 4 bytes an image.
 */
public final class PredictedClasses implements Tally {
  /** Class k as k where it is right, as ~k (which is negative) where it is wrong. */
  private int[] classes = new int[256];

  private int count;

  /** Nothing as yet. */
  public PredictedClasses() {}

  @Override
  public long bytes(long images, int pixels) {
    // They grow by a half, and are copied then.
    return images * 2 * Integer.BYTES;
  }

  @Override
  public Tally empty() {
    return new PredictedClasses();
  }

  @Override
  public void add(Prediction image) {
    reserve(1);
    int predicted = image.predicted();
    classes[count++] = image.correct() ? predicted : ~predicted;
  }

  @Override
  public void merge(Tally next) {
    PredictedClasses other = (PredictedClasses) next;
    reserve(other.count);
    System.arraycopy(other.classes, 0, classes, count, other.count);
    count += other.count;
  }

  private void reserve(int more) {
    int needed = Math.addExact(count, more);
    if (needed > classes.length) {
      long half = classes.length + (classes.length >> 1);
      classes =
          Arrays.copyOf(classes, (int) Math.min(Integer.MAX_VALUE - 8, Math.max(needed, half)));
    }
  }

  /** How many images there are. */
  public int count() {
    return count;
  }

  /**
   * The class given to an image, from 0.
   *
   * @param image from 0 to {@code count() - 1}, the first that was added being 0
   */
  public int predicted(int image) {
    int at = classes[image];
    return at < 0 ? ~at : at;
  }

  /** Whether the class given to an image is its label. */
  public boolean correct(int image) {
    return classes[image] >= 0;
  }
}

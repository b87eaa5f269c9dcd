package mnisteval.evaluation.metrics;

import java.util.Arrays;
import mnisteval.evaluation.Prediction;
import mnisteval.evaluation.Tally;

/**
 * The class that a network of a report gives each image, and whether it is right, in the order of
 * the images: what a {@link Comparison} is made of. Takes 2 bytes an image.
 */
public final class PredictedClasses implements Tally {
  /** Class k as k where it is right, as ~k (which is negative) where it is wrong. */
  private short[] classes = new short[256];

  private int count;

  @Override
  public long bytes(long images, int pixels) {
    // The array grows by a half, and is copied then.
    return images * 2 * Short.BYTES;
  }

  @Override
  public Tally empty() {
    return new PredictedClasses();
  }

  @Override
  public void add(Prediction image) {
    reserve(1);
    int predicted = image.predicted();
    classes[count++] = (short) (image.correct() ? predicted : ~predicted);
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

  int count() {
    return count;
  }

  /** Returns the class given to image {@code image}, from 0 to {@code count() - 1}. */
  int predicted(int image) {
    int at = classes[image];
    return at < 0 ? ~at : at;
  }

  boolean correct(int image) {
    return classes[image] >= 0;
  }
}

package mnisteval.evaluation.metrics;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import mnisteval.evaluation.Prediction;
import mnisteval.evaluation.Tally;

/**
 * Keeps the first few images of each class that a network gets right, and the first few that it
 * gets wrong. Which ones does not depend on how the images are divided into tallies.
 *
 * @hidden not part of the API
 */
public final class ExampleTally implements Tally {
  /** Of each class, right and wrong ones each. */
  private static final int MOST = 2;

  /** From so many classes on, one of each is enough to choose from. */
  private static final int MANY_CLASSES = 27;

  /** Pixels of all examples, for a page's size: 1 MB, 1337 images of 28 x 28. */
  private static final int MOST_PIXELS = 1 << 20;

  private final int each;
  private final List<Example> kept = new ArrayList<>();

  /** How many of a class are kept: of those that are right by the class, of others by ~class. */
  private final Map<Integer, Integer> counts = new HashMap<>();

  private ExampleTally(int each) {
    this.each = each;
  }

  /**
   * Makes an empty tally, which keeps nothing if one image of each class is too much for a page.
   *
   * @param classes of the network
   * @param imageSize pixels in an image, from 1
   */
  public static ExampleTally of(int classes, int imageSize) {
    long fitting = MOST_PIXELS / (2L * classes * imageSize);
    return new ExampleTally((int) Math.min(classes < MANY_CLASSES ? MOST : 1, fitting));
  }

  @Override
  public Tally empty() {
    return new ExampleTally(each);
  }

  @Override
  public void add(Prediction image) {
    if (hasRoom(image.label(), image.correct())) {
      keep(new Example(image.number(), image.label(), image.predicted(), image.pixels()));
    }
  }

  private boolean hasRoom(int label, boolean correct) {
    return counts.getOrDefault(correct ? label : ~label, 0) < each;
  }

  private void keep(Example example) {
    kept.add(example);
    counts.merge(example.correct() ? example.label() : ~example.label(), 1, Integer::sum);
  }

  @Override
  public void merge(Tally next) {
    for (Example example : ((ExampleTally) next).kept) {
      if (hasRoom(example.label(), example.correct())) {
        keep(example);
      }
    }
  }

  /** Returns the examples by ascending class; of each class, first those that are right. */
  public List<Example> examples() {
    return kept.stream()
        .sorted(
            Comparator.comparingInt(Example::label)
                .thenComparing(example -> !example.correct())
                .thenComparingLong(Example::number))
        .toList();
  }

  /**
   * An image with the class that a network gives it.
   *
   * @param number of the image, from 0, in the order of the file
   * @param label the true class
   * @param predicted the class the network gives
   * @param pixels unsigned bytes, row by row; not to be changed
   */
  public record Example(long number, int label, int predicted, byte[] pixels) {
    /** Returns whether the network gives the true class. */
    public boolean correct() {
      return label == predicted;
    }
  }
}

package mnisteval.evaluation;

import java.io.IOException;

/**
 * What is counted and summed over images. Each block of images has a tally of its own, filled by
 * one thread; they are merged in the order of the images, so that sums of doubles come out the same
 * whatever the number of threads.
 */
public interface Tally {
  /** Whether it asks an image for nothing but its classes, the true one and the predicted. */
  default boolean classesOnly() {
    return false;
  }

  /**
   * Bytes of the heap that a tally of so many images takes, roughly: those of some blocks wait for
   * others before they are merged.
   *
   * @param pixels in an image
   */
  default long bytes(long images, int pixels) {
    return 0;
  }

  /** A new tally of the same kind, with nothing in it. */
  Tally empty();

  /**
   * Adds one image.
   *
   * @param image what the network made of it; it is overwritten by the next one
   */
  void add(Prediction image);

  /**
   * Adds the images of another tally of the same kind, which follow on those in this one.
   *
   * @throws IOException if what is merged has to be written, and can't be
   */
  void merge(Tally next) throws IOException;
}

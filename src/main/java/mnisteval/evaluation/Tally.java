package mnisteval.evaluation;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Counts and sums over images. Each block of images has a tally of its own, filled by one thread;
 * they are merged in the order of the images, which those that write or list images rely on.
 */
public interface Tally {
  /** Returns whether it needs only the label and the predicted class of an image. */
  default boolean classesOnly() {
    return false;
  }

  /**
   * Returns roughly how many bytes of the heap a tally of so many images takes: tallies of some
   * blocks wait for earlier ones before they are merged.
   *
   * @param pixels how many pixels an image has
   */
  default long bytes(long images, int pixels) {
    return 0;
  }

  /** Returns a new, empty tally of the same kind. */
  Tally empty();

  /**
   * Adds one image.
   *
   * @param image overwritten by the next one
   */
  void add(Prediction image);

  /**
   * Adds the images of another tally of the same kind, which come after those of this one.
   *
   * @throws IOException if the tally writes to a file and that fails
   */
  void merge(Tally next) throws IOException;

  /** Several tallies of the same images. */
  record Tallies(List<Tally> parts) implements Tally {
    @Override
    public long bytes(long images, int pixels) {
      long bytes = 0;
      for (Tally part : parts) {
        bytes += part.bytes(images, pixels);
      }
      return bytes;
    }

    @Override
    public Tally empty() {
      List<Tally> empty = new ArrayList<>(parts.size());
      for (Tally part : parts) {
        empty.add(part.empty());
      }
      return new Tallies(empty);
    }

    @Override
    public void add(Prediction image) {
      for (Tally part : parts) {
        part.add(image);
      }
    }

    @Override
    public void merge(Tally next) throws IOException {
      for (int i = 0; i < parts.size(); i++) {
        parts.get(i).merge(((Tallies) next).parts.get(i));
      }
    }
  }
}

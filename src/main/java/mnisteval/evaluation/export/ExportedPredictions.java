package mnisteval.evaluation.export;

import java.util.Arrays;
import mnisteval.evaluation.ClassOrder;
import mnisteval.input.HeapShares;
import mnisteval.input.InputException;

/**
 * The predictions of another program for consecutive images: the class of each, and if the file has
 * them its label and the probabilities of all classes. Classes and labels are told by labels.
 */
public final class ExportedPredictions {
  private static final int NONE = -1;

  private final String file;
  private final long first;
  private final int classes;
  private final ClassOrder order;
  private final int[] predicted;
  private final int[] labels;
  private final double[] probabilities;
  private int count;

  /**
   * Makes room for the predictions of so many images.
   *
   * @param file the file's name in messages
   * @param first the number of the first image
   * @param classes of the network
   * @param order the labels of its outputs, or null if output k is label k
   * @throws InputException if the heap's share is too small
   */
  ExportedPredictions(
      String file, long first, long images, int classes, ClassOrder order, boolean probable)
      throws InputException {
    long numbers = images * (probable ? classes : 0);
    long bytes = 2 * Integer.BYTES * images + Double.BYTES * numbers;
    // The other half is for the metrics of the network.
    long most = HeapShares.metrics() / 2;
    if (bytes > most || Math.max(images, numbers) > Integer.MAX_VALUE - 8) {
      throw InputException.of(
          file,
          "predictions of too many images for the memory (expected at most %d KiB, found %d KiB;"
              + " java -Xmx gives more, --limit takes fewer)",
          most >> 10,
          bytes + 1023 >> 10);
    }
    this.file = file;
    this.first = first;
    this.classes = classes;
    this.order = order;
    predicted = new int[(int) images];
    Arrays.fill(predicted, NONE);
    labels = predicted.clone();
    probabilities = probable ? new double[(int) numbers] : null;
  }

  /** Returns the file's name in messages. */
  public String file() {
    return file;
  }

  /** Returns whether the file has probabilities. */
  boolean hasProbabilities() {
    return probabilities != null;
  }

  /** Returns the label of a class. */
  int labelOf(int classIndex) {
    return order == null ? classIndex : order.label(classIndex);
  }

  /** Returns the class of a label, or -1 if the network has none. */
  int classOf(long label) {
    if (label > Integer.MAX_VALUE || order == null && label >= classes) {
      return NONE;
    }
    return order == null ? (int) label : order.classOf((int) label);
  }

  /** Returns whether an image is one of those that are compared. */
  boolean isInside(long image) {
    return image >= first && image - first < predicted.length;
  }

  /**
   * Adds an image inside.
   *
   * @param label -1 if the file tells none
   * @param row the probability of each class; unused without probabilities
   * @return false if the image has been added before
   */
  boolean add(long image, int label, int predictedClass, double[] row) {
    int at = (int) (image - first);
    if (predicted[at] != NONE) {
      return false;
    }
    predicted[at] = predictedClass;
    labels[at] = label;
    if (probabilities != null) {
      System.arraycopy(row, 0, probabilities, at * classes, classes);
    }
    count++;
    return true;
  }

  /**
   * Checks that each image has been added.
   *
   * @throws InputException if one has not
   */
  void requireAll() throws InputException {
    for (int at = 0; at < predicted.length; at++) {
      if (predicted[at] == NONE) {
        throw InputException.of(
            file,
            "no row for image %d (expected a row for each of %d images, found %d)",
            first + at,
            predicted.length,
            count);
      }
    }
  }

  int predicted(long image) {
    return predicted[(int) (image - first)];
  }

  /** Returns the label that the file tells, or -1. */
  int label(long image) {
    return labels[(int) (image - first)];
  }

  double probability(long image, int classIndex) {
    return probabilities[(int) (image - first) * classes + classIndex];
  }
}

package mnisteval.evaluation;

import mnisteval.idx.Block;
import mnisteval.idx.LabeledImages;
import mnisteval.input.HeapShares;
import mnisteval.input.InputException;
import mnisteval.network.Float32Network;
import mnisteval.network.Network;

/** A network that is evaluated, with its tally, or the error that says why it cannot be. */
public final class EvaluatedNetwork {
  private final String file;
  private final Network network;
  private final ClassOrder order;
  private final Tally tally;
  private Float32Network screen;
  private InputException error;
  private long errorImage = -1;

  /**
   * Makes a network that has seen no image yet, and whose output k is class k.
   *
   * @param file the file's name in messages
   * @param tally an empty one, which counts all images
   */
  public EvaluatedNetwork(String file, Network network, Tally tally) {
    this(file, network, null, tally);
  }

  /**
   * Makes a network that has seen no image yet.
   *
   * @param file the file's name in messages
   * @param order the labels of the outputs, or null if output k is label k
   * @param tally an empty one, which counts all images
   */
  public EvaluatedNetwork(String file, Network network, ClassOrder order, Tally tally) {
    this.file = file;
    this.network = network;
    this.order = order;
    this.tally = tally;
  }

  Network network() {
    return network;
  }

  /** Returns the labels of the outputs, or null if output k is label k. */
  ClassOrder order() {
    return order;
  }

  /** Returns the tally of all images; after an error, of those in the blocks before it. */
  public Tally tally() {
    return tally;
  }

  /** Returns why this network does not fit the images, or null if it does. */
  public InputException error() {
    return error;
  }

  /**
   * Returns the number of the image whose label is not a class of this network, or -1 if that is
   * not the error.
   *
   * @hidden not part of the API
   */
  public long errorImage() {
    return errorImage;
  }

  /** Makes the network in float32 as well if that is enough to find the classes, and faster. */
  void screen() {
    // All threads share it.
    if (tally.classesOnly() && network.parameters() * Float.BYTES <= HeapShares.float32Network()) {
      screen = Float32Network.of(network);
    }
  }

  /** Returns the network in float32, or null if only float64 is used. */
  Float32Network screened() {
    return screen;
  }

  /**
   * Checks that a network takes such images.
   *
   * @param file the network's file in messages
   * @throws InputException if an image has another number of pixels than the network has inputs
   */
  public static void requireInputs(String file, Network network, LabeledImages images)
      throws InputException {
    if (images.imageSize() != network.inputs()) {
      throw InputException.of(
          file,
          "takes images of another size (expected %dx%d = %d inputs as in %s, found %d)%s",
          images.rows(),
          images.columns(),
          images.imageSize(),
          images.imagesName(),
          network.inputs(),
          network.inputs() - 1 == images.imageSize()
              ? "; if biases are folded into the weights, --bias first or --bias last takes them"
                  + " out"
              : "");
    }
  }

  /**
   * Checks the sizes of the images and of the order; if one is wrong, that is the {@link #error}.
   */
  void checkSizes(LabeledImages images) {
    try {
      requireInputs(file, network, images);
      if (order != null) {
        order.requireOutputs(file, network);
      }
    } catch (InputException e) {
      error = e;
    }
  }

  /** Checks the labels of a block; the first that is not a class becomes the {@link #error}. */
  void checkLabels(Block block, String labelsName) {
    int[] labels = block.labels();
    for (int i = 0; i < block.count() && error == null; i++) {
      if (order == null ? labels[i] >= network.classes() : order.classOf(labels[i]) < 0) {
        error = noClass(block, i, labelsName);
        errorImage = block.first() + i;
      }
    }
  }

  private InputException noClass(Block block, int image, String labelsName) {
    int label = block.labels()[image];
    if (order != null) {
      return InputException.of(
          labelsName,
          "label %d of image %d is not in --class-order (expected one of its %d labels, from %d to"
              + " %d)",
          label,
          block.first() + image,
          order.classes(),
          order.label(0),
          order.label(order.classes() - 1));
    }
    return InputException.of(
        labelsName,
        "label %d of image %d is beyond the network's classes (expected 0 to %d as in %s)%s",
        label,
        block.first() + image,
        network.classes() - 1,
        file,
        startsAtOne(block) ? "; --class-order 1-" + label + " if output 0 is label 1" : "");
  }

  /** Returns whether the labels of a block would fit the network if its first output were 1. */
  private boolean startsAtOne(Block block) {
    for (int i = 0; i < block.count(); i++) {
      if (block.labels()[i] < 1 || block.labels()[i] > network.classes()) {
        return false;
      }
    }
    return true;
  }
}

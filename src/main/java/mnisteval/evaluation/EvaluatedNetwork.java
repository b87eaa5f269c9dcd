package mnisteval.evaluation;

import mnisteval.idx.Block;
import mnisteval.idx.LabeledImages;
import mnisteval.input.HeapShares;
import mnisteval.input.InputException;
import mnisteval.network.Float32Network;
import mnisteval.network.Network;

/**
 * A network that is evaluated, beside others or alone, and what comes of it: a tally or a fault.
 */
public final class EvaluatedNetwork {
  private final String file;
  private final Network network;
  private final Tally tally;
  private Float32Network screen;
  private InputException fault;

  /**
   * A network, and what is to be tallied of it.
   *
   * @param file the file's name in messages
   * @param tally with nothing in it
   */
  public EvaluatedNetwork(String file, Network network, Tally tally) {
    this.file = file;
    this.network = network;
    this.tally = tally;
  }

  /** The network. */
  public Network network() {
    return network;
  }

  /** The tally of all images; after a fault, of those in the blocks before it. */
  public Tally tally() {
    return tally;
  }

  /** Why this network can't be evaluated on these images, or null if nothing is wrong. */
  public InputException fault() {
    return fault;
  }

  /** Has the network in float32 at hand where it is enough: its classes are told faster. */
  void screen() {
    // It is shared by the threads, and small beside what a network may take of the heap.
    if (tally.classesOnly() && network.parameters() * Float.BYTES <= HeapShares.float32Network()) {
      screen = Float32Network.of(network);
    }
  }

  /** The network in float32, or null if it is not to be screened, or can't be. */
  Float32Network screened() {
    return screen;
  }

  /** Finds fault with images that are not of the size the network takes. */
  void checkInputs(LabeledImages images) {
    try {
      requireInputs(file, network, images);
    } catch (InputException e) {
      fault = e;
    }
  }

  /**
   * Makes sure that a network takes such images.
   *
   * @param file the name of the network's file in messages
   * @throws InputException if an image has another number of pixels than the network has inputs
   */
  public static void requireInputs(String file, Network network, LabeledImages images)
      throws InputException {
    if (images.imageSize() != network.inputs()) {
      throw new InputException(
          images.imagesName(),
          "images of another size than the network takes (expected "
              + network.inputs()
              + " pixels as in "
              + file
              + ", found "
              + images.rows()
              + "x"
              + images.columns()
              + " = "
              + images.imageSize()
              + ")");
    }
  }

  /** Finds fault with the first label that is none of the network's classes. */
  void checkLabels(Block block, String labelsName) {
    int[] labels = block.labels();
    for (int i = 0; i < block.count() && fault == null; i++) {
      if (labels[i] >= network.classes()) {
        fault =
            new InputException(
                labelsName,
                "label "
                    + labels[i]
                    + " of image "
                    + (block.first() + i)
                    + " is beyond the network's classes (expected 0 to "
                    + (network.classes() - 1)
                    + " as in "
                    + file
                    + ")");
      }
    }
  }
}

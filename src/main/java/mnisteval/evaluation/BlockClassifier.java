package mnisteval.evaluation;

import mnisteval.idx.Block;
import mnisteval.network.BlockPass;
import mnisteval.network.ForwardPass;
import mnisteval.network.Network;
import mnisteval.network.ScreenedPass;

/**
 * Classifies blocks of images with one network, in one thread, and tallies the results. Of the
 * three forward passes, it has the one that is fastest for the network.
 */
final class BlockClassifier {
  private final Prediction image;
  private final ForwardPass oneByOne;
  private final BlockPass together;
  private final ScreenedPass classesOnly;
  private final int[] classes;

  /**
   * Allocates the sums of a forward pass.
   *
   * @param many whether there is enough work for forward passes over many images at once
   * @param images how many images a block has at most
   */
  BlockClassifier(EvaluatedNetwork evaluated, boolean many, int images) {
    Network network = evaluated.network();
    boolean screened = many && evaluated.screened() != null;
    image = new Prediction(network.classes(), evaluated.order());
    oneByOne = many ? null : new ForwardPass(network);
    together = many && !screened ? new BlockPass(network, images) : null;
    classesOnly = screened ? new ScreenedPass(network, evaluated.screened(), images) : null;
    classes = evaluated.tally().classesOnly() ? new int[images] : null;
  }

  /** Classifies the images of a block and adds them to a tally. */
  void run(Block block, Tally tally) {
    double[][] logits = null;
    if (together != null) {
      logits =
          block.runs() == null
              ? together.logits(block.pixels(), block.count())
              : together.logits(block.runs(), block.runEnds(), block.count());
    } else if (classesOnly != null) {
      classesOnly.classify(block.pixels(), block.count(), classes);
    } else if (classes != null) {
      Prediction.classify(oneByOne, block, 0, block.count(), classes);
    }
    for (int i = 0; i < block.count(); i++) {
      if (logits != null) {
        image.set(block, i, logits);
      } else if (classes != null) {
        image.set(block, i, classes[i]);
      } else {
        image.set(block, i, Prediction.logits(oneByOne, block, i));
      }
      tally.add(image);
    }
  }
}

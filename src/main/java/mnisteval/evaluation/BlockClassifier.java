package mnisteval.evaluation;

import mnisteval.idx.Block;
import mnisteval.network.BlockPass;
import mnisteval.network.ForwardPass;
import mnisteval.network.Network;
import mnisteval.network.ScreenedPass;

/** Classifies blocks of images with one network, in one thread, and tallies the results. */
abstract class BlockClassifier {
  final Prediction image;

  private BlockClassifier(Network network) {
    image = new Prediction(network.classes());
  }

  /** Classifies the images of a block and adds them to a tally. */
  abstract void run(Block block, Tally tally);

  /**
   * Returns the classifier that is fastest for a network.
   *
   * @param many whether there is enough work for forward passes over many images at once
   * @param images how many images a block has at most
   */
  static BlockClassifier of(EvaluatedNetwork evaluated, boolean many, int images) {
    Network network = evaluated.network();
    if (!many) {
      return new OneByOne(network);
    }
    return evaluated.screened() == null
        ? new Together(network, images)
        : new ClassesOnly(evaluated, images);
  }

  private static final class OneByOne extends BlockClassifier {
    private final ForwardPass pass;

    OneByOne(Network network) {
      super(network);
      pass = new ForwardPass(network);
    }

    @Override
    void run(Block block, Tally tally) {
      for (int i = 0; i < block.count(); i++) {
        image.set(block, i, pass.logits(block.pixels(), i * block.imageSize()));
        tally.add(image);
      }
    }
  }

  private static final class Together extends BlockClassifier {
    private final BlockPass pass;

    Together(Network network, int images) {
      super(network);
      pass = new BlockPass(network, images);
    }

    @Override
    void run(Block block, Tally tally) {
      double[][] logits = pass.logits(block.pixels(), block.count());
      for (int i = 0; i < block.count(); i++) {
        image.set(block, i, logits);
        tally.add(image);
      }
    }
  }

  private static final class ClassesOnly extends BlockClassifier {
    private final ScreenedPass pass;
    private final int[] classes;

    ClassesOnly(EvaluatedNetwork evaluated, int images) {
      super(evaluated.network());
      pass = new ScreenedPass(evaluated.network(), evaluated.screened(), images);
      classes = new int[images];
    }

    @Override
    void run(Block block, Tally tally) {
      pass.classify(block.pixels(), block.count(), classes);
      for (int i = 0; i < block.count(); i++) {
        image.set(block, i, classes[i]);
        tally.add(image);
      }
    }
  }
}

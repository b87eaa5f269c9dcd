package mnisteval.evaluation;

import mnisteval.idx.Block;
import mnisteval.network.BlockPass;
import mnisteval.network.ForwardPass;
import mnisteval.network.Network;
import mnisteval.network.ScreenedPass;

/** How one thread puts blocks of images through one network, and tallies what comes of them. */
abstract class BlockClassifier {
  final Prediction image;

  private BlockClassifier(Network network) {
    image = new Prediction(network.classes());
  }

  /** Adds the images of a block to a tally. */
  abstract void run(Block block, Tally tally);

  /**
   * The way that suits a subject best.
   *
   * @param many whether there is so much to do that passes over many images at once pay
   * @param images in a block, at most
   */
  static BlockClassifier of(EvaluatedNetwork subject, boolean many, int images) {
    Network network = subject.network();
    if (!many) {
      return new OneByOne(network);
    }
    return subject.screened() == null
        ? new Together(network, images)
        : new ClassesOnly(subject, images);
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

    ClassesOnly(EvaluatedNetwork subject, int images) {
      super(subject.network());
      pass = new ScreenedPass(subject.network(), subject.screened(), images);
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

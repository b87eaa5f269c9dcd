package mnisteval.evaluation.settings;

import mnisteval.evaluation.ClassOrder;
import mnisteval.evaluation.Prediction;
import mnisteval.evaluation.metrics.Comparison;
import mnisteval.idx.Block;
import mnisteval.network.ForwardPass;
import mnisteval.network.Network;

/** A network with certain settings, tried on the first images of a sample. */
public final class Trial {
  /** The largest p at which a less common setting is taken rather than a more common one. */
  private static final double LESS_COMMON = 0.02;

  private final Network network;
  private final boolean transposed;
  private final ClassOrder order;
  private final Block sample;

  /** The trial that has the outputs: this one, or one that differs in the order of classes. */
  private final Trial source;

  /** The most probable output of each image that was tried. */
  private final int[] outputs;

  private int images;

  /**
   * Makes a trial that has seen no image.
   *
   * @param transposed whether the sample's images are stored by columns
   * @param order the labels of the outputs, or null if output k is label k
   * @param sample images as this network takes them: by rows
   */
  Trial(Network network, boolean transposed, ClassOrder order, Block sample) {
    this.network = network;
    this.transposed = transposed;
    this.order = order;
    this.sample = sample;
    source = this;
    outputs = new int[sample.count()];
  }

  private Trial(Trial source, ClassOrder order) {
    network = source.network;
    transposed = source.transposed;
    this.order = order;
    sample = source.sample;
    this.source = source;
    outputs = source.outputs;
  }

  /** Returns a trial of the same images with another network. */
  Trial with(Network other) {
    return new Trial(other, transposed, order, sample);
  }

  /** Returns this trial with other labels for the outputs, which are computed once for both. */
  Trial with(ClassOrder other) {
    return new Trial(source, other);
  }

  /** Returns the network with the settings of this trial. */
  public Network network() {
    return network;
  }

  /** Returns whether the images were taken for stored by columns. */
  public boolean transposed() {
    return transposed;
  }

  /** Returns the labels of the outputs, or null if output k was taken for label k. */
  public ClassOrder order() {
    return order;
  }

  /** Returns how many images were tried. */
  public int images() {
    return source.images;
  }

  /** Returns how many of the images that were tried the network got right. */
  public int correct() {
    return correct(images());
  }

  /** Returns how many of the first images, of those that were tried, the network got right. */
  int correct(int first) {
    int correct = 0;
    for (int i = 0; i < first; i++) {
      correct += isRight(i) ? 1 : 0;
    }
    return correct;
  }

  /** Returns whether the network got an image right, one of those that were tried. */
  boolean isRight(int image) {
    int output = outputs[image];
    int label = order == null ? output : order.labelOfOutput(output);
    return label == sample.labels()[image];
  }

  /** Returns how many images more than another trial this one gets right, of those it tried. */
  int lead(Trial other) {
    other.run(images());
    return correct() - other.correct(images());
  }

  /**
   * Returns the two-sided p of McNemar's exact test over the images that only one of two trials
   * gets right, or 1 if this one does not lead.
   */
  double chance(Trial other) {
    other.run(images());
    int onlyThis = 0;
    int onlyOther = 0;
    for (int i = 0; i < images(); i++) {
      boolean right = isRight(i);
      if (right != other.isRight(i)) {
        onlyThis += right ? 1 : 0;
        onlyOther += right ? 0 : 1;
      }
    }
    return onlyThis > onlyOther ? Comparison.mcnemar(onlyThis, onlyOther) : 1;
  }

  /**
   * Returns whether these may be a network's own settings: it gets half of the images right, and
   * more, beyond chance, than with the best of more common settings, if that is not null.
   */
  boolean isTakenRatherThan(Trial best) {
    return 2 * correct() >= images() && (best == null || chance(best) <= LESS_COMMON);
  }

  /** Tries more images, until there are so many, or all of the sample. */
  void run(int most) {
    int end = Math.min(most, outputs.length);
    if (images() < end) {
      // Not a field: of a hundred trials, the sums of large layers would fill the memory.
      ForwardPass pass = new ForwardPass(network);
      Prediction.classify(pass, sample, images(), end, outputs);
      source.images = end;
    }
  }
}

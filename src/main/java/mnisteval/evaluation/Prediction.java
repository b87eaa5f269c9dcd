package mnisteval.evaluation;

import mnisteval.idx.Block;
import mnisteval.network.ForwardPass;

/** An image and the class that a network gives it. One object is reused for all images. */
public final class Prediction {
  private Block block;
  private int index;
  private int predicted;
  private final ClassOrder order;
  private final double[] logits;
  private final double[] softmax;
  private final double[] probabilities;
  private boolean normalised;

  /**
   * Makes an object for all images of a network.
   *
   * @param classes how many the network has, from 1
   * @param order the classes of its outputs, or null if output k is class k
   * @hidden not part of the API
   */
  public Prediction(int classes, ClassOrder order) {
    this.order = order;
    logits = new double[classes];
    softmax = new double[classes];
    probabilities = order == null ? softmax : new double[classes];
  }

  /**
   * Computes the logits of an image of a block, by its runs of zeros if it has them.
   *
   * @return a finite number for each output, in an array that the next call overwrites
   * @hidden not part of the API
   */
  public static double[] logits(ForwardPass pass, Block block, int image) {
    byte[] runs = block.runs();
    return runs == null
        ? pass.logits(block.pixels(), image * block.imageSize())
        : pass.logits(runs, block.runsStart(image), block.runEnds()[image]);
  }

  /**
   * Computes the classes of images of a block, by their runs of zeros if it has them.
   *
   * @param first the number of the first image in the block
   * @param to the number after the last
   * @param classes receives the class of each image, at its number
   * @hidden not part of the API
   */
  public static void classify(ForwardPass pass, Block block, int first, int to, int[] classes) {
    byte[] runs = block.runs();
    if (runs == null) {
      pass.classify(block.pixels(), first, to, classes);
    } else {
      pass.classify(runs, block.runEnds(), first, to, classes);
    }
  }

  /** Sets the image and its column of logits of shape (outputs, images). */
  void set(Block newBlock, int newIndex, double[][] newLogits) {
    for (int j = 0; j < logits.length; j++) {
      logits[j] = newLogits[j][newIndex];
    }
    set(newBlock, newIndex, logits);
  }

  /**
   * Sets the image and its logits, one an output.
   *
   * @hidden not part of the API
   */
  public void set(Block newBlock, int newIndex, double[] newLogits) {
    block = newBlock;
    index = newIndex;
    System.arraycopy(newLogits, 0, logits, 0, logits.length);
    predicted = classOf(ForwardPass.argmax(logits));
    normalised = false;
  }

  /** Sets the image and its most probable output alone; the logits are undefined then. */
  void set(Block newBlock, int newIndex, int output) {
    block = newBlock;
    index = newIndex;
    predicted = classOf(output);
  }

  private int classOf(int output) {
    return order == null ? output : order.classOfOutput(output);
  }

  /** Returns the number of the image in its file, from 0. */
  public long number() {
    return block.first() + index;
  }

  /** Returns the true class, from 0 to the number of classes - 1. */
  public int label() {
    int label = block.labels()[index];
    return order == null ? label : order.classOf(label);
  }

  /** Returns the most probable class; of equally probable ones, that of the first output. */
  public int predicted() {
    return predicted;
  }

  /** Returns whether the predicted class is the label. */
  public boolean correct() {
    return predicted == label();
  }

  /**
   * Returns how many classes the network ranks above the true one, from 0: those with a larger
   * logit, or with an equal one of an earlier output.
   */
  public int rank() {
    int output = order == null ? label() : order.output(label());
    int rank = 0;
    for (int j = 0; j < logits.length; j++) {
      if (logits[j] > logits[output] || (logits[j] == logits[output] && j < output)) {
        rank++;
      }
    }
    return rank;
  }

  /** Returns the softmax of the logits, one number a class; the next image overwrites it. */
  public double[] probabilities() {
    if (!normalised) {
      System.arraycopy(logits, 0, softmax, 0, softmax.length);
      ForwardPass.softmax(softmax);
      if (order != null) {
        for (int k = 0; k < softmax.length; k++) {
          probabilities[k] = softmax[order.output(k)];
        }
      }
      normalised = true;
    }
    return probabilities;
  }

  /** Returns a copy of the image's unsigned bytes, row by row. */
  public byte[] pixels() {
    return block.pixels(index);
  }
}

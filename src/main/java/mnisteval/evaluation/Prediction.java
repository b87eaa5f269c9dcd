package mnisteval.evaluation;

import mnisteval.idx.Block;
import mnisteval.network.ForwardPass;

/** An image and what a network made of it. One object is filled again and again. */
public final class Prediction {
  private Block block;
  private int index;
  private int predicted;
  private final double[] logits;
  private final double[] probabilities;
  private boolean normalised;

  public Prediction(int classes) {
    logits = new double[classes];
    probabilities = new double[classes];
  }

  /** Takes the image's column of logits of shape (classes, images). */
  void set(Block newBlock, int newIndex, double[][] newLogits) {
    for (int j = 0; j < logits.length; j++) {
      logits[j] = newLogits[j][newIndex];
    }
    set(newBlock, newIndex, logits);
  }

  /** Takes the image's logits. */
  public void set(Block newBlock, int newIndex, double[] newLogits) {
    block = newBlock;
    index = newIndex;
    System.arraycopy(newLogits, 0, logits, 0, logits.length);
    predicted = ForwardPass.argmax(logits);
    normalised = false;
  }

  /** Takes the image's class where nothing else is asked for: its logits mean nothing. */
  void set(Block newBlock, int newIndex, int newPredicted) {
    block = newBlock;
    index = newIndex;
    predicted = newPredicted;
  }

  /** The number of the image, from 0, in the order of the file. */
  public long number() {
    return block.first() + index;
  }

  /** The true class, from 0 to the number of classes - 1. */
  public int label() {
    return block.labels()[index];
  }

  /** The class the network gives: the first of the most probable. */
  public int predicted() {
    return predicted;
  }

  /** Whether the network is right. */
  public boolean correct() {
    return predicted == label();
  }

  /** One finite number a class, before softmax; overwritten by the next image. */
  public double[] logits() {
    return logits;
  }

  /**
   * One number from 0 to 1 a class, computed when first asked for; overwritten by the next image.
   */
  public double[] probabilities() {
    if (!normalised) {
      System.arraycopy(logits, 0, probabilities, 0, probabilities.length);
      ForwardPass.softmax(probabilities);
      normalised = true;
    }
    return probabilities;
  }

  /** A copy of the image's unsigned bytes, row by row. */
  public byte[] pixels() {
    byte[] pixels = new byte[block.imageSize()];
    System.arraycopy(block.pixels(), index * pixels.length, pixels, 0, pixels.length);
    return pixels;
  }
}

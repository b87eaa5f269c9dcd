package mnisteval.evaluation;

import mnisteval.idx.Block;
import mnisteval.network.ForwardPass;

/** An image and the class that a network gives it. One object is reused for all images. */
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

  /** Sets the image and its column of logits of shape (classes, images). */
  void set(Block newBlock, int newIndex, double[][] newLogits) {
    for (int j = 0; j < logits.length; j++) {
      logits[j] = newLogits[j][newIndex];
    }
    set(newBlock, newIndex, logits);
  }

  /** Sets the image and its logits. */
  public void set(Block newBlock, int newIndex, double[] newLogits) {
    block = newBlock;
    index = newIndex;
    System.arraycopy(newLogits, 0, logits, 0, logits.length);
    predicted = ForwardPass.argmax(logits);
    normalised = false;
  }

  /** Sets the image and its class alone; the logits are undefined then. */
  void set(Block newBlock, int newIndex, int newPredicted) {
    block = newBlock;
    index = newIndex;
    predicted = newPredicted;
  }

  /** Returns the number of the image in its file, from 0. */
  public long number() {
    return block.first() + index;
  }

  /** Returns the true class, from 0 to the number of classes - 1. */
  public int label() {
    return block.labels()[index];
  }

  /** Returns the most probable class; of equally probable ones, the first. */
  public int predicted() {
    return predicted;
  }

  /** Returns whether the predicted class is the label. */
  public boolean correct() {
    return predicted == label();
  }

  /** Returns a finite number for each class, before softmax; the next image overwrites them. */
  public double[] logits() {
    return logits;
  }

  /** Returns the softmax of the logits; the next image overwrites it. */
  public double[] probabilities() {
    if (!normalised) {
      System.arraycopy(logits, 0, probabilities, 0, probabilities.length);
      ForwardPass.softmax(probabilities);
      normalised = true;
    }
    return probabilities;
  }

  /** Returns a copy of the image's unsigned bytes, row by row. */
  public byte[] pixels() {
    byte[] pixels = new byte[block.imageSize()];
    System.arraycopy(block.pixels(), index * pixels.length, pixels, 0, pixels.length);
    return pixels;
  }
}

package mnisteval.evaluation;

import java.io.IOException;
import mnisteval.idx.Block;
import mnisteval.idx.ImageSet;
import mnisteval.idx.LabeledImages;
import mnisteval.input.InputException;
import mnisteval.network.ForwardPass;
import mnisteval.network.Network;

/**
 * Evaluates a network: threads take turns at reading the next block, and work on their blocks side
 * by side, so that unzipping overlaps with arithmetic. Faults are found while reading, in the
 * file's order, so that the first one is told whatever the number of threads.
 */
public final class Evaluator {
  private final Network network;
  private final LabeledImages images;
  private Evaluation evaluation = Evaluation.EMPTY;
  private IOException fault;
  private Throwable defect;

  private Evaluator(Network network, LabeledImages images) {
    this.network = network;
    this.images = images;
  }

  /**
   * Evaluates a network on an image set.
   *
   * @param threads how many threads work at most, from 1
   * @return the same, whatever the number of threads
   * @throws InputException if the images or labels are malformed, or don't fit the network
   */
  public static Evaluation evaluate(Network network, ImageSet set, int threads) throws IOException {
    try (LabeledImages images = set.open()) {
      network.requireInputs(images);
      return new Evaluator(network, images).run(threads);
    }
  }

  private Evaluation run(int threads) throws IOException {
    Thread[] others = new Thread[Math.min(threads, images.blocks()) - 1];
    for (int i = 0; i < others.length; i++) {
      others[i] = new Thread(worker(), "evaluator-" + (i + 1));
      others[i].setDaemon(true);
      others[i].start();
    }
    work();
    for (Thread other : others) {
      join(other);
    }
    if (defect instanceof Error error) {
      throw error;
    }
    if (defect instanceof RuntimeException exception) {
      throw exception;
    }
    if (fault != null) {
      throw fault;
    }
    return evaluation;
  }

  private Runnable worker() {
    // Not a lambda: the first one of a program costs it more than a block of images.
    return new Runnable() {
      @Override
      public void run() {
        work();
      }
    };
  }

  private static void join(Thread thread) throws IOException {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private void work() {
    try {
      Block block = images.newBlock();
      ForwardPass pass = new ForwardPass(network);
      Evaluation own = Evaluation.EMPTY;
      while (read(block)) {
        own = own.merge(evaluate(pass, block));
      }
      merge(own);
    } catch (RuntimeException | Error e) {
      // An error ends this thread alone: without its images, the others would count too few.
      fail(e);
    }
  }

  /** Reads and checks the next block, unless there is none or a fault was found. */
  private synchronized boolean read(Block block) {
    if (fault != null || defect != null) {
      return false;
    }
    try {
      boolean found = images.next(block);
      if (found) {
        checkLabels(block);
      }
      return found;
    } catch (IOException e) {
      fault = e;
      return false;
    }
  }

  private void checkLabels(Block block) throws InputException {
    int[] labels = block.labels();
    for (int i = 0; i < block.count(); i++) {
      if (labels[i] >= network.classes()) {
        throw new InputException(
            images.labelsName(),
            "label "
                + labels[i]
                + " of image "
                + (block.first() + i)
                + " is beyond the network's classes (expected 0 to "
                + (network.classes() - 1)
                + " as in "
                + network.file()
                + ")");
      }
    }
  }

  private static Evaluation evaluate(ForwardPass pass, Block block) {
    int correct = 0;
    for (int i = 0; i < block.count(); i++) {
      if (pass.classify(block.pixels(), i * block.imageSize()) == block.labels()[i]) {
        correct++;
      }
    }
    return new Evaluation(correct, block.count());
  }

  private synchronized void merge(Evaluation other) {
    evaluation = evaluation.merge(other);
  }

  private synchronized void fail(Throwable e) {
    defect = e;
  }
}

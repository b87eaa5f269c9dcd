package mnisteval.evaluation;

import java.io.IOException;
import java.util.function.IntConsumer;
import mnisteval.idx.Block;
import mnisteval.idx.LabeledImages;

/**
 * One run over the images: each worker takes the next block, classifies its images and returns a
 * tally of them. Blocks are read, and tallies merged, in the order of the images and under one
 * lock.
 *
 * <p>The first error in that order is reported, whatever the number of threads: when a block cannot
 * be read, the blocks before it are still merged, and may bring errors of their own.
 */
final class BlockScheduler implements Thread.UncaughtExceptionHandler {
  private final EvaluatedNetwork network;
  private final LabeledImages images;
  private final boolean many;
  private final IntConsumer done;

  /** Tallies that wait for an earlier block: the one of block n is at n % length. */
  private final Tally[] waiting;

  private long read;
  private long merged;
  private boolean stopped;
  private IOException error;
  private Throwable defect;

  /**
   * Makes a run that has not started.
   *
   * @param many whether there is enough work for forward passes over many images at once
   * @param most how many blocks are in work or waiting at most, from 1
   * @param done receives the number of images of each block that is done, or null
   */
  BlockScheduler(
      EvaluatedNetwork network, LabeledImages images, boolean many, int most, IntConsumer done) {
    this.network = network;
    this.images = images;
    this.many = many;
    this.done = done;
    waiting = new Tally[most];
  }

  /**
   * Runs all images through the network; the calling thread is one of the workers.
   *
   * @param workers how many threads work, from 1
   * @throws IOException if images cannot be read, or tallies cannot be merged
   */
  void run(int workers) throws IOException {
    Thread[] others = new Thread[workers - 1];
    boolean ended = false;
    try {
      for (int i = 0; i < others.length; i++) {
        others[i] = new Thread(new Worker(), "evaluator-" + (i + 1));
        others[i].setDaemon(true);
        others[i].setUncaughtExceptionHandler(this);
        others[i].start();
      }
      new Worker().run();
      ended = true;
    } finally {
      if (!ended) {
        stop();
      }
      join(others);
    }
    check();
  }

  private void join(Thread[] threads) throws IOException {
    try {
      for (Thread thread : threads) {
        if (thread != null) {
          thread.join();
        }
      }
    } catch (InterruptedException e) {
      stop();
      throw interrupted(e);
    }
  }

  private static IOException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new IOException("interrupted", e);
  }

  /** Takes blocks and classifies their images, until there are none. */
  private final class Worker implements Runnable {
    private Block block;
    private long number;
    private Tally tally;
    private BlockClassifier classifier;

    @Override
    public void run() {
      while (begin(this)) {
        if (classifier == null) {
          // Not before there is a block: a network that does not fit needs no memory.
          classifier = new BlockClassifier(network, many, block.labels().length);
        }
        classifier.run(block, tally);
        end(this);
      }
    }
  }

  /** Gives a worker the next block and an empty tally, or returns false if there is none. */
  private synchronized boolean begin(Worker worker) {
    try {
      while (!ended() && read - merged == waiting.length) {
        wait();
      }
      if (ended()) {
        return false;
      }
      if (worker.block == null) {
        worker.block = images.newBlock();
      }
      if (!images.next(worker.block)) {
        return false;
      }
    } catch (IOException e) {
      error = e;
      return false;
    } catch (InterruptedException e) {
      error = interrupted(e);
      return false;
    }
    network.checkLabels(worker.block, images.labelsName());
    if (network.error() != null) {
      return false;
    }
    worker.tally = network.tally().empty();
    worker.number = read++;
    return true;
  }

  private boolean ended() {
    return stopped || error != null || network.error() != null;
  }

  /** Takes the tally of a worker's block, and merges all that no earlier block holds up. */
  private synchronized void end(Worker worker) {
    waiting[(int) (worker.number % waiting.length)] = worker.tally;
    if (done != null) {
      done.accept(worker.block.count());
    }
    try {
      while (!stopped && mergeNext()) {
        merged++;
      }
    } catch (IOException e) {
      // It is of an earlier block than any error in reading.
      error = e;
      stopped = true;
    }
    notifyAll();
  }

  private boolean mergeNext() throws IOException {
    int slot = (int) (merged % waiting.length);
    Tally tally = waiting[slot];
    if (tally == null) {
      return false;
    }
    waiting[slot] = null;
    network.tally().merge(tally);
    return true;
  }

  /** Makes every worker end after the block that it has. */
  private synchronized void stop() {
    stopped = true;
    notifyAll();
  }

  /** Stops the run when a worker's thread dies: without its block, no result is right. */
  @Override
  public synchronized void uncaughtException(Thread thread, Throwable e) {
    defect = e;
    stop();
  }

  private synchronized void check() throws IOException {
    if (defect instanceof Error problem) {
      throw problem;
    }
    if (defect instanceof RuntimeException exception) {
      throw exception;
    }
    if (error != null) {
      throw error;
    }
  }
}

package mnisteval.evaluation;

import java.io.IOException;
import java.util.List;
import java.util.function.IntConsumer;
import mnisteval.idx.LabeledImages;

/**
 * One pass over the images: workers come for a block, and bring the tallies of it. Blocks are read
 * and tallies merged in the order of the images, by whichever worker is there, under one lock.
 *
 * <p>The first fault in that order is the one that is told, whatever the number of threads: after a
 * block that can't be read, those before it are still merged, and may be at fault themselves.
 */
final class BlockScheduler implements Thread.UncaughtExceptionHandler {
  private final List<EvaluatedNetwork> subjects;
  private final LabeledImages images;

  private final IntConsumer done;

  /** Tallies that wait for those of an earlier block: those of block n at n % length. */
  private final Tally[][] waiting;

  private long read;
  private long merged;
  private boolean stopped;
  private IOException fault;
  private Throwable defect;

  /**
   * A pass that has not begun.
   *
   * @param most how many blocks are in work or waiting at once at most, from 1
   * @param done hears how many images a block had that has been through, or null
   */
  BlockScheduler(
      List<EvaluatedNetwork> subjects, LabeledImages images, int most, IntConsumer done) {
    this.done = done;
    this.subjects = subjects;
    this.images = images;
    this.waiting = new Tally[most][];
  }

  /**
   * Gives a worker the next block, and an empty tally for each subject that has no fault so far.
   *
   * @return false if there is nothing left to do
   */
  synchronized boolean begin(Worker worker) {
    try {
      while (!ended() && read - merged == waiting.length) {
        wait();
      }
      if (ended() || !anySound()) {
        return false;
      }
      if (worker.block == null) {
        worker.block = images.newBlock();
      }
      if (!images.next(worker.block)) {
        return false;
      }
    } catch (IOException e) {
      fault = e;
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      fault = new IOException("interrupted", e);
      return false;
    }
    for (int i = 0; i < worker.tallies.length; i++) {
      EvaluatedNetwork subject = subjects.get(i);
      subject.checkLabels(worker.block, images.labelsName());
      worker.tallies[i] = subject.fault() == null ? subject.tally().empty() : null;
    }
    worker.number = read++;
    return true;
  }

  private boolean ended() {
    return stopped || fault != null;
  }

  private boolean anySound() {
    for (EvaluatedNetwork subject : subjects) {
      if (subject.fault() == null) {
        return true;
      }
    }
    return false;
  }

  /** Takes the tallies of a worker's block, and merges what follows on what was merged. */
  synchronized void end(Worker worker) {
    waiting[(int) (worker.number % waiting.length)] = worker.tallies.clone();
    if (done != null) {
      done.accept(worker.block.count());
    }
    try {
      while (!stopped && mergeNext()) {
        merged++;
      }
    } catch (IOException e) {
      // Takes the place of a fault in a later block.
      fault = e;
      stopped = true;
    }
    notifyAll();
  }

  private boolean mergeNext() throws IOException {
    int slot = (int) (merged % waiting.length);
    Tally[] tallies = waiting[slot];
    if (tallies == null) {
      return false;
    }
    waiting[slot] = null;
    for (int i = 0; i < tallies.length; i++) {
      if (tallies[i] != null) {
        subjects.get(i).tally().merge(tallies[i]);
      }
    }
    return true;
  }

  /** Lets every worker end after the block it has. */
  synchronized void stop() {
    stopped = true;
    notifyAll();
  }

  /** Stops when a worker's thread dies: without its block, nothing would be right. */
  @Override
  public synchronized void uncaughtException(Thread thread, Throwable e) {
    defect = e;
    stop();
  }

  /**
   * Throws what went wrong, if anything did.
   *
   * @throws IOException if images can't be read, or tallies not be merged
   */
  synchronized void check() throws IOException {
    if (defect instanceof Error error) {
      throw error;
    }
    if (defect instanceof RuntimeException exception) {
      throw exception;
    }
    if (fault != null) {
      throw fault;
    }
  }
}

package mnisteval.evaluation;

import java.io.IOException;
import java.util.List;
import java.util.function.IntConsumer;
import mnisteval.idx.ImageSet;
import mnisteval.idx.LabeledImages;
import mnisteval.input.HeapShares;
import mnisteval.input.InputException;
import mnisteval.network.Network;

/**
 * Evaluates networks: threads take turns at reading the next block, and work on their blocks side
 * by side, so that unzipping overlaps with arithmetic. Faults are found while reading, in the
 * file's order, so that the first one is told whatever the number of threads.
 */
public final class Evaluator {
  /** Enough for a thread that was held up not to hold up the others, few enough for memory. */
  private static final int BLOCKS_A_THREAD = 4;

  /**
   * From how many images times weights on {@link mnisteval.network.ScreenedPass} pays for counting
   * alone: 30,000 images of the book's network. With less to do, the plain loops of a {@link
   * mnisteval.network.ForwardPass} are done before the JVM has compiled the others.
   */
  private static final long MUCH_WORK = 30_000L * 45_360;

  private Evaluator() {}

  /**
   * Evaluates a network on an image set.
   *
   * @param file the name of its file in messages
   * @param threads how many threads work at most, from 1
   * @return the same, whatever the number of threads
   * @throws InputException if the images or labels are malformed, or don't fit the network
   */
  public static Accuracy evaluate(String file, Network network, ImageSet set, int threads)
      throws IOException {
    try (LabeledImages images = set.open()) {
      return evaluate(file, network, images, threads, null);
    }
  }

  /**
   * Evaluates a network on images that have been opened.
   *
   * @param file the name of its file in messages
   * @param images not closed
   * @param threads how many threads work at most, from 1
   * @param done hears how many images each block had, in their order, or null
   * @return the same, whatever the number of threads
   * @throws InputException if the images or labels are malformed, or don't fit the network
   */
  public static Accuracy evaluate(
      String file, Network network, LabeledImages images, int threads, IntConsumer done)
      throws IOException {
    AccuracyTally tally = new AccuracyTally();
    EvaluatedNetwork subject = new EvaluatedNetwork(file, network, tally);
    boolean many = images.remaining() >= MUCH_WORK / network.parameters();
    evaluate(List.of(subject), images, threads, done, many);
    if (subject.fault() != null) {
      throw subject.fault();
    }
    return tally.evaluation();
  }

  /**
   * Evaluates networks on the same images, all in one pass over them, from the first image on. A
   * network that doesn't fit the images is at fault alone, which its subject tells; the others are
   * evaluated all the same.
   *
   * @param subjects the networks, each with a tally of its own; the tallies come out the same,
   *     whatever the number of threads, and so do faults
   * @param images not closed; memory does not depend on how many there are
   * @param threads how many threads work at most, from 1
   * @param done hears how many images each block had, or null
   * @throws InputException if the images or labels are malformed
   * @throws IOException if a tally can't be merged
   * @throws IllegalStateException if images were read before that are not kept
   */
  public static void evaluate(
      List<EvaluatedNetwork> subjects, LabeledImages images, int threads, IntConsumer done)
      throws IOException {
    // Whatever the number of images: sums of one pass and of the other differ in their last bit.
    evaluate(subjects, images, threads, done, true);
  }

  private static void evaluate(
      List<EvaluatedNetwork> subjects,
      LabeledImages images,
      int threads,
      IntConsumer done,
      boolean pays)
      throws IOException {
    images.rewind();
    for (EvaluatedNetwork subject : subjects) {
      subject.checkInputs(images);
      if (pays) {
        subject.screen();
      }
    }
    long imagesAtOnce = images.blockBytes() / images.imageSize();
    // Whatever is tallied: the sums must be the same.
    boolean many = pays && fitting(threadBytes(subjects, images, imagesAtOnce)) > 0;
    long each = threadBytes(subjects, images, many ? imagesAtOnce : 1);
    int fitting = Math.max(1, fitting(each + waitingBytes(subjects, images)));
    int workers = Math.min(Math.min(threads, fitting), images.blocks());
    BlockScheduler pass = new BlockScheduler(subjects, images, workers * BLOCKS_A_THREAD, done);
    Thread[] others = new Thread[workers - 1];
    boolean ended = false;
    try {
      for (int i = 0; i < others.length; i++) {
        others[i] = new Thread(new Worker(pass, subjects, many), "evaluator-" + (i + 1));
        others[i].setDaemon(true);
        others[i].setUncaughtExceptionHandler(pass);
        others[i].start();
      }
      new Worker(pass, subjects, many).run();
      ended = true;
    } finally {
      if (!ended) {
        pass.stop();
      }
      join(others, pass);
    }
    pass.check();
  }

  /** The same without word of how far it is. */
  public static void evaluate(List<EvaluatedNetwork> subjects, LabeledImages images, int threads)
      throws IOException {
    evaluate(subjects, images, threads, null);
  }

  /** How many threads that take so many bytes each fit into their share of the heap. */
  private static int fitting(long each) {
    return (int) Math.min(Integer.MAX_VALUE, HeapShares.threads() / each);
  }

  /** What a thread works on: a block, and sums of images. */
  private static long threadBytes(
      List<EvaluatedNetwork> subjects, LabeledImages images, long atOnce) {
    long bytes = images.blockBytes();
    for (EvaluatedNetwork subject : subjects) {
      bytes += subject.network().passBytes() * atOnce;
    }
    return bytes;
  }

  /** The tallies of as many blocks as a thread may be ahead of the others. */
  private static long waitingBytes(List<EvaluatedNetwork> subjects, LabeledImages images) {
    int pixels = images.imageSize();
    long bytes = 0;
    for (EvaluatedNetwork subject : subjects) {
      bytes += subject.tally().bytes(images.blockBytes() / pixels, pixels);
    }
    return BLOCKS_A_THREAD * bytes;
  }

  private static void join(Thread[] threads, BlockScheduler pass) throws IOException {
    try {
      for (Thread thread : threads) {
        if (thread != null) {
          thread.join();
        }
      }
    } catch (InterruptedException e) {
      pass.stop();
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}

package mnisteval.evaluation;

import java.io.IOException;
import java.util.function.IntConsumer;
import mnisteval.evaluation.Accuracy.AccuracyTally;
import mnisteval.idx.ImageSet;
import mnisteval.idx.LabeledImages;
import mnisteval.input.HeapShares;
import mnisteval.input.InputException;
import mnisteval.network.Network;

/**
 * Evaluates networks. Threads take turns at reading the next block and classify their blocks at the
 * same time, so that decompressing overlaps with arithmetic. Results and errors are the same for
 * every number of threads.
 */
public final class Evaluator {
  /** Enough that one slow thread does not hold up the others, few enough for memory. */
  private static final int BLOCKS_A_THREAD = 4;

  /**
   * From how many images times weights on {@link mnisteval.network.ScreenedPass} pays for counting
   * alone: 120,000 images of the book's network. With less to do, the plain loops of a {@link
   * mnisteval.network.ForwardPass} are done before the JVM has compiled the others.
   */
  private static final long MUCH_WORK = 120_000L * 45_360;

  private Evaluator() {}

  /**
   * Evaluates a network whose output k is label k on an image set.
   *
   * @param file the file's name in messages
   * @param threads how many threads work at most, from 1
   * @return the same for every number of threads
   * @throws InputException if the images or labels are malformed, or don't fit the network
   */
  public static Accuracy evaluate(String file, Network network, ImageSet set, int threads)
      throws IOException {
    try (LabeledImages images = set.open()) {
      return evaluate(file, network, null, images, threads, null);
    }
  }

  /**
   * Evaluates a network whose output k is label k on an image set, with a tally of its own.
   *
   * @param file the file's name in messages
   * @param threads how many threads work at most, from 1
   * @param tally an empty one, which counts all images; the same for every number of threads
   * @throws InputException if the images or labels are malformed, or don't fit the network
   */
  public static void evaluate(String file, Network network, ImageSet set, int threads, Tally tally)
      throws IOException {
    EvaluatedNetwork counted = new EvaluatedNetwork(file, network, tally);
    try (LabeledImages images = set.open()) {
      evaluate(counted, images, threads, null);
    }
    if (counted.error() != null) {
      throw counted.error();
    }
  }

  /**
   * Evaluates a network on images that are open.
   *
   * @param file the file's name in messages
   * @param order the labels of the outputs, or null if output k is label k
   * @param images not closed
   * @param threads how many threads work at most, from 1
   * @param done receives the number of images of each block that is done, or null
   * @return the same for every number of threads
   * @throws InputException if the images or labels are malformed, or don't fit the network
   */
  public static Accuracy evaluate(
      String file,
      Network network,
      ClassOrder order,
      LabeledImages images,
      int threads,
      IntConsumer done)
      throws IOException {
    AccuracyTally tally = new AccuracyTally();
    EvaluatedNetwork counted = new EvaluatedNetwork(file, network, order, tally);
    boolean much = images.remaining() >= MUCH_WORK / network.parameters();
    evaluate(counted, images, threads, done, much);
    if (counted.error() != null) {
      throw counted.error();
    }
    return tally.accuracy();
  }

  /**
   * Evaluates a network with a tally of its own, from the first image on. If the network does not
   * fit the images, that is its {@link EvaluatedNetwork#error}, and nothing is thrown.
   *
   * @param images not closed; memory does not depend on how many there are
   * @param threads how many threads work at most, from 1; the tally is the same for every number
   * @param done receives the number of images of each block that is done, or null
   * @throws InputException if the images or labels are malformed
   * @throws IOException if a tally can't be merged
   * @throws IllegalStateException if images were read before that are not kept
   */
  public static void evaluate(
      EvaluatedNetwork network, LabeledImages images, int threads, IntConsumer done)
      throws IOException {
    // Whatever the number of images: sums of different forward passes differ in their last bit.
    evaluate(network, images, threads, done, true);
  }

  private static void evaluate(
      EvaluatedNetwork evaluated, LabeledImages images, int threads, IntConsumer done, boolean pays)
      throws IOException {
    images.rewind();
    evaluated.checkSizes(images);
    if (evaluated.error() != null) {
      return;
    }
    if (pays) {
      evaluated.screen();
    }
    long block = images.blockBytes();
    long imagesAtOnce = block / images.imageSize();
    long sums = evaluated.network().passBytes();
    // Not by the tally: the sums must be the same for every tally.
    boolean many = pays && fitting(block + sums * imagesAtOnce) > 0;
    long waiting = BLOCKS_A_THREAD * evaluated.tally().bytes(imagesAtOnce, images.imageSize());
    int fitting = Math.max(1, fitting(block + sums * (many ? imagesAtOnce : 1) + waiting));
    int workers = Math.min(Math.min(threads, fitting), images.blocks());
    new BlockScheduler(evaluated, images, many, workers * BLOCKS_A_THREAD, done).run(workers);
  }

  /** Returns how many threads that take so many bytes each fit into their share of the heap. */
  private static int fitting(long each) {
    return (int) Math.min(Integer.MAX_VALUE, HeapShares.threads() / each);
  }
}

package mnisteval.network;

import java.util.List;

/**
 * Runs a network of zeros while another thread still reads the real one, so that the JVM has
 * compiled the loops when they are needed: a short run spends most of its time in loops that are
 * not compiled yet.
 *
 * @hidden not part of the API
 */
public final class Rehearsal implements Runnable, Thread.UncaughtExceptionHandler {
  /** As many as it takes for the last loop to be compiled; with more, it is in the way. */
  private static final int IMAGES = 700;

  /** How many are run together: few, since the first loops are slow. */
  private static final int TOGETHER = 20;

  private final boolean logits;

  private Rehearsal(boolean logits) {
    this.logits = logits;
  }

  /**
   * Starts one, which ends by itself.
   *
   * @param logits whether it runs a {@link BlockPass}, otherwise a {@link ForwardPass}; images have
   *     their pixels as runs of zeros
   */
  public static void start(boolean logits) {
    Rehearsal rehearsal = new Rehearsal(logits);
    Thread thread = new Thread(rehearsal, "rehearsal");
    thread.setDaemon(true);
    thread.setUncaughtExceptionHandler(rehearsal);
    thread.start();
  }

  @Override
  public void run() {
    // The widths of the book's network: C2 chooses vectors by how long the loops were.
    Network network =
        Network.of(
            List.of(zeros(784, 50), zeros(50, 100), zeros(100, 10)),
            Activation.SIGMOID,
            PixelScale.UNIT);
    byte[] runs = new byte[TOGETHER * 300];
    int[] ends = new int[TOGETHER];
    draw(runs, ends);
    if (logits) {
      BlockPass pass = new BlockPass(network, TOGETHER);
      for (int image = 0; image < IMAGES; image += TOGETHER) {
        pass.logits(runs, ends, TOGETHER);
      }
    } else {
      ForwardPass pass = new ForwardPass(network);
      int[] classes = new int[TOGETHER];
      for (int image = 0; image < IMAGES; image += TOGETHER) {
        pass.classify(runs, ends, 0, TOGETHER, classes);
      }
    }
  }

  /** Says nothing: where memory runs out, the run itself says so. */
  @Override
  public void uncaughtException(Thread thread, Throwable e) {}

  private static Layer zeros(int inputs, int outputs) {
    return new Layer(new double[inputs][outputs], new double[outputs]);
  }

  /**
   * Draws images with as many pixels as digits have, and as unlike: C2 leaves out of a loop what it
   * has not seen, and has to compile it again.
   */
  private static void draw(byte[] runs, int[] ends) {
    int end = 0;
    for (int image = 0; image < ends.length; image++) {
      for (int pixel = 0; pixel < 130 + image; pixel++) {
        runs[end++] = (byte) (pixel % 6 == 0 ? 20 : 0);
        runs[end++] = (byte) (pixel % 50);
      }
      ends[image] = end;
    }
  }
}

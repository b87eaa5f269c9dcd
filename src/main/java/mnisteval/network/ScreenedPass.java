package mnisteval.network;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The forward pass over many images where only their classes are asked for: those of {@link
 * BlockPass}, in four fifths of the time. One for each thread.
 *
 * <p>They go through {@link Float32Pass}, whose error has a bound. Where the largest logit leads by
 * more than that, the class is certain; the few other images go through {@link BlockPass}. If they
 * are not few, as with very deep networks, all do.
 */
public final class ScreenedPass {
  /** Enough for C2's widest vectors, as {@link RowSums} says, few enough for a core's cache. */
  private static final int AT_ONCE = 200;

  /** From so many images on, float32 is given up where it leaves a quarter of them unsure. */
  private static final int ENOUGH = 400;

  private static final int UNSURE = -1;

  private final int inputs;
  private final int atOnce;

  /** A lead of the largest logit over the second that float32 can't have made up. */
  private final double lead;

  private final Float32Pass pass;
  private final float[] best;
  private final float[] second;
  private final BlockPass exact;
  private final byte[] unsurePixels;
  private final int[] unsureImages;
  private final double[] logits;
  private long seen;
  private long unsure;

  /**
   * Makes a pass through this network.
   *
   * @param screen the same network in float32
   * @param images how many images there are in one go at most
   */
  public ScreenedPass(Network network, Float32Network screen, int images) {
    atOnce = Math.min(AT_ONCE, images);
    inputs = network.inputs();
    lead = 2 * screen.error();
    pass = new Float32Pass(screen, atOnce);
    best = new float[atOnce];
    second = new float[atOnce];
    exact = new BlockPass(network, atOnce);
    unsurePixels = new byte[atOnce * inputs];
    unsureImages = new int[atOnce];
    logits = new double[network.classes()];
  }

  /**
   * Runs images through the network.
   *
   * @param pixels images of unsigned bytes, row by row, from the start
   * @param images how many
   * @param classes receives for each the first of the largest logits
   */
  public void classify(byte[] pixels, int images, int[] classes) {
    ByteBuffer bytes = NonZeroPixels.littleEndian(pixels);
    int waiting = 0;
    for (int from = 0; from < images; from += atOnce) {
      int count = Math.min(atOnce, images - from);
      screen(pixels, bytes, from, count, classes);
      for (int image = from; image < from + count; image++) {
        if (classes[image] == UNSURE) {
          System.arraycopy(pixels, image * inputs, unsurePixels, waiting * inputs, inputs);
          unsureImages[waiting++] = image;
          if (waiting == atOnce) {
            settle(waiting, classes);
            waiting = 0;
          }
        }
      }
    }
    if (waiting > 0) {
      settle(waiting, classes);
    }
  }

  /** Tells the classes that float32 is sure of. */
  private void screen(byte[] pixels, ByteBuffer bytes, int from, int count, int[] classes) {
    if (seen >= ENOUGH && unsure > seen / 4) {
      Arrays.fill(classes, from, from + count, UNSURE);
      return;
    }
    float[][] found = pass.logits(pixels, bytes, from, count);
    findLargestTwo(found, count);
    for (int i = 0; i < count; i++) {
      int largest = UNSURE;
      if ((double) best[i] - second[i] > lead) {
        largest = 0;
        while (found[largest][i] != best[i]) {
          largest++;
        }
      } else {
        unsure++;
      }
      classes[from + i] = largest;
    }
    seen += count;
  }

  private void findLargestTwo(float[][] found, int count) {
    System.arraycopy(found[0], 0, best, 0, count);
    Arrays.fill(second, Float.NEGATIVE_INFINITY);
    for (int j = 1; j < found.length; j++) {
      float[] row = found[j];
      for (int i = 0; i < count; i++) {
        second[i] = Math.max(second[i], Math.min(best[i], row[i]));
      }
      for (int i = 0; i < count; i++) {
        best[i] = Math.max(best[i], row[i]);
      }
    }
  }

  private void settle(int count, int[] classes) {
    double[][] found = exact.logits(unsurePixels, count);
    for (int i = 0; i < count; i++) {
      for (int j = 0; j < logits.length; j++) {
        logits[j] = found[j][i];
      }
      classes[unsureImages[i]] = ForwardPass.argmax(logits);
    }
  }

  /** How many images float32 was not sure of, of those that it was asked about. */
  long unsure() {
    return unsure;
  }
}

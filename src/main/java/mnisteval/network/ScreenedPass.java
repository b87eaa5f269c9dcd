package mnisteval.network;

import java.util.Arrays;

/**
 * Computes only the classes of images: the same as {@link BlockPass}, in four fifths of the time.
 * One for each thread.
 *
 * <p>All images go through {@link Float32Pass}, whose error has a bound. If the largest logit leads
 * by more than that, the class is certain; the few other images go through {@link BlockPass}. If
 * they are not few, as with very deep networks, all images do.
 *
 * @hidden not part of the API
 */
public final class ScreenedPass {
  /** From so many images on, float32 is given up if it leaves a quarter of them unsure. */
  private static final int ENOUGH = 400;

  private static final int UNSURE = -1;

  private final int inputs;

  /** The lead of the largest logit over the second that float32's error cannot have caused. */
  private final double lead;

  private final Float32Pass screen;
  private final float[] best;
  private final float[] second;
  private final BlockPass exact;
  private final byte[] unsurePixels;
  private final int[] unsureImages;
  private final double[] logits;

  /** How many images went through float32 so far, and of how many of them it was not sure. */
  private long seen;

  long unsure;

  /**
   * Allocates the sums of both forward passes.
   *
   * @param rounded the same network in float32
   * @param images the largest number of images in one call
   */
  public ScreenedPass(Network network, Float32Network rounded, int images) {
    inputs = network.inputs();
    lead = 2 * rounded.error;
    screen = new Float32Pass(rounded, images);
    best = new float[images];
    second = new float[images];
    exact = new BlockPass(network, images);
    unsurePixels = new byte[images * inputs];
    unsureImages = new int[images];
    logits = new double[network.classes()];
  }

  /**
   * Computes the classes of images.
   *
   * @param pixels unsigned bytes of shape (images, inputs)
   * @param images at most as many as the constructor was given
   * @param classes receives for each image the first of the largest logits
   */
  public void classify(byte[] pixels, int images, int[] classes) {
    if (seen >= ENOUGH && unsure > seen / 4) {
      Arrays.fill(classes, 0, images, UNSURE);
    } else {
      screen(pixels, images, classes);
    }
    int waiting = 0;
    for (int image = 0; image < images; image++) {
      if (classes[image] == UNSURE) {
        System.arraycopy(pixels, image * inputs, unsurePixels, waiting * inputs, inputs);
        unsureImages[waiting++] = image;
      }
    }
    if (waiting > 0) {
      settle(waiting, classes);
    }
  }

  /** Computes the classes that float32 is sure of; the others become {@link #UNSURE}. */
  private void screen(byte[] pixels, int images, int[] classes) {
    float[][] found = screen.logits(pixels, images);
    findLargestTwo(found, images);
    for (int i = 0; i < images; i++) {
      int largest = UNSURE;
      if ((double) best[i] - second[i] > lead) {
        largest = 0;
        while (found[largest][i] != best[i]) {
          largest++;
        }
      } else {
        unsure++;
      }
      classes[i] = largest;
    }
    seen += images;
  }

  /** Finds the two largest of the logits (classes, images) of each image, without a branch. */
  private void findLargestTwo(float[][] found, int images) {
    System.arraycopy(found[0], 0, best, 0, images);
    Arrays.fill(second, Float.NEGATIVE_INFINITY);
    for (int j = 1; j < found.length; j++) {
      float[] row = found[j];
      for (int i = 0; i < images; i++) {
        second[i] = Math.max(second[i], Math.min(best[i], row[i]));
      }
      for (int i = 0; i < images; i++) {
        best[i] = Math.max(best[i], row[i]);
      }
    }
  }

  /** Computes the classes of the first {@code count} images that wait in float64. */
  private void settle(int count, int[] classes) {
    double[][] found = exact.logits(unsurePixels, count);
    for (int i = 0; i < count; i++) {
      for (int j = 0; j < logits.length; j++) {
        logits[j] = found[j][i];
      }
      classes[unsureImages[i]] = ForwardPass.argmax(logits);
    }
  }
}

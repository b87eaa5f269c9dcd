package mnisteval.picture;

import java.util.stream.LongStream;

/**
 * Separates what is drawn in an image from its background.
 *
 * <p>The background's level is the median of the border, a frame of one pixel; how far the border's
 * pixels are from it tells the noise. Ink is dark where the background is lighter than the mean of
 * the image, or as light; otherwise light.
 */
final class Ink {
  /** Less than this from the background, of 255, is no ink: the eye hardly sees it. */
  private static final int LEAST_CONTRAST = 16;

  /** A sixteenth of the strongest ink: JPEG leaves fainter traces around strokes. */
  private static final int FAINTEST_SHARE = 16;

  /** Times the upper quartile, 1.15 sigma of Gaussian noise: one pixel of 500,000 is past that. */
  private static final int NOISE_FACTOR = 4;

  private Ink() {}

  /**
   * Returns the ink in the smallest box around all of it, or null if there is none.
   *
   * @return 0 where there is no ink or it is as faint as noise, and 255 for the strongest possible
   */
  static GreyImage of(GreyImage image) {
    long[] border = new long[256];
    long[] all = new long[256];
    for (int y = 0; y < image.height(); y++) {
      for (int x = 0; x < image.width(); x++) {
        int light = image.at(x, y);
        all[light]++;
        if (x == 0 || y == 0 || x == image.width() - 1 || y == image.height() - 1) {
          border[light]++;
        }
      }
    }
    int background = quantile(border, 0.5);
    boolean dark = background >= mean(all);
    int strongest = dark ? background - quantile(all, 0) : quantile(all, 1) - background;
    if (strongest < LEAST_CONTRAST) {
      return null;
    }
    // Ink that runs over the border is no noise: hence the half.
    int noise = Math.min(NOISE_FACTOR * spread(border, background), strongest / 2);
    byte[] ink = new byte[256];
    for (int light = 0; light < 256; light++) {
      int strength = dark ? background - light : light - background;
      ink[light] = (byte) (strength > Math.max(strongest / FAINTEST_SHARE, noise) ? strength : 0);
    }
    return box(image, ink);
  }

  /** Returns the smallest box around all ink, given how much of it each level of light is. */
  private static GreyImage box(GreyImage image, byte[] ink) {
    int left = image.width();
    int top = image.height();
    int right = 0;
    int bottom = 0;
    for (int y = 0; y < image.height(); y++) {
      for (int x = 0; x < image.width(); x++) {
        if (ink[image.at(x, y)] != 0) {
          left = Math.min(left, x);
          right = Math.max(right, x);
          top = Math.min(top, y);
          bottom = y;
        }
      }
    }
    int width = right - left + 1;
    byte[] box = new byte[width * (bottom - top + 1)];
    for (int i = 0; i < box.length; i++) {
      box[i] = ink[image.at(left + i % width, top + i / width)];
    }
    return new GreyImage(width, box.length / width, box);
  }

  /** Returns the upper quartile of the distances of the border's pixels from the background. */
  private static int spread(long[] border, int background) {
    long[] distances = new long[256];
    for (int light = 0; light < border.length; light++) {
      distances[Math.abs(light - background)] += border[light];
    }
    return quantile(distances, 0.75);
  }

  private static double mean(long[] histogram) {
    double sum = 0;
    for (int value = 0; value < histogram.length; value++) {
      sum += (double) value * histogram[value];
    }
    return sum / LongStream.of(histogram).sum();
  }

  /** Returns the least value of all that at least this share of all, and one, does not exceed. */
  private static int quantile(long[] histogram, double share) {
    double wanted = Math.max(1, share * LongStream.of(histogram).sum());
    int value = 0;
    for (long seen = histogram[0]; seen < wanted; seen += histogram[value]) {
      value++;
    }
    return value;
  }
}

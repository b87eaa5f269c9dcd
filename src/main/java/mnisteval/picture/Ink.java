package mnisteval.picture;

/**
 * What is drawn in an image, told from what it is drawn on: for each pixel how much ink there is,
 * and the smallest box around all of it.
 *
 * <p>The border, a frame of one pixel, is taken for background where most of it agrees: its median
 * is the level of the background, and how far its pixels stray from that tells the noise. Ink is
 * dark where the background is lighter than the image on the average, or as light; otherwise light.
 */
final class Ink {
  /** Less than this from the background, of 255, is no ink: the eye hardly sees it. */
  private static final int LEAST_CONTRAST = 16;

  /** Of the strongest ink: what is fainter, JPEG leaves around strokes, and it widens the box. */
  private static final int FAINTEST_SHARE = 16;

  /** Of the upper quartile, 1.15 sigma of Gaussian noise: 4.6 sigma, past which is one of 5e5. */
  private static final int NOISE_FACTOR = 4;

  private final GreyImage image;
  private final boolean dark;
  private final int background;
  private int floor;
  private int left;
  private int top;
  private int right;
  private int bottom;

  private Ink(GreyImage image, boolean dark, int background) {
    this.image = image;
    this.dark = dark;
    this.background = background;
  }

  /** The ink of an image, or null if there is none. */
  static Ink of(GreyImage image) {
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
    Ink ink = new Ink(image, background >= mean(all), background);
    int strongest = ink.strongest();
    if (strongest < LEAST_CONTRAST) {
      return null;
    }
    // Ink that runs over the border is no noise: hence the half.
    int noise = Math.min(NOISE_FACTOR * ink.spread(border), strongest / 2);
    ink.floor = Math.max(strongest / FAINTEST_SHARE, noise);
    ink.findBox();
    return ink;
  }

  /** How much ink there is at a place, from 0 to 255; 0 for what is as faint as noise. */
  int at(int x, int y) {
    int strength = strength(x, y);
    return strength > floor ? strength : 0;
  }

  /** The first column with ink. */
  int left() {
    return left;
  }

  /** The first row with ink. */
  int top() {
    return top;
  }

  /** Columns from the first with ink to the last. */
  int width() {
    return right - left + 1;
  }

  /** Rows from the first with ink to the last. */
  int height() {
    return bottom - top + 1;
  }

  private int strength(int x, int y) {
    int light = image.at(x, y);
    return dark ? background - light : light - background;
  }

  private int strongest() {
    int strongest = 0;
    for (int y = 0; y < image.height(); y++) {
      for (int x = 0; x < image.width(); x++) {
        strongest = Math.max(strongest, strength(x, y));
      }
    }
    return strongest;
  }

  private void findBox() {
    left = image.width();
    top = image.height();
    for (int y = 0; y < image.height(); y++) {
      for (int x = 0; x < image.width(); x++) {
        if (strength(x, y) > floor) {
          left = Math.min(left, x);
          right = Math.max(right, x);
          top = Math.min(top, y);
          bottom = y;
        }
      }
    }
  }

  /** The upper quartile of the distances of the border's pixels from the background. */
  private int spread(long[] border) {
    long[] distances = new long[256];
    for (int light = 0; light < border.length; light++) {
      distances[Math.abs(light - background)] += border[light];
    }
    return quantile(distances, 0.75);
  }

  private static long count(long[] histogram) {
    long count = 0;
    for (long n : histogram) {
      count += n;
    }
    return count;
  }

  private static double mean(long[] histogram) {
    double sum = 0;
    for (int value = 0; value < histogram.length; value++) {
      sum += (double) value * histogram[value];
    }
    return sum / count(histogram);
  }

  /** The least value that at least this share of all does not exceed. */
  private static int quantile(long[] histogram, double share) {
    double wanted = share * count(histogram);
    int value = 0;
    for (long seen = histogram[0]; seen < wanted; seen += histogram[value]) {
      value++;
    }
    return value;
  }
}

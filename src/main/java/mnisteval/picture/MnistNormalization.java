package mnisteval.picture;

import java.util.stream.LongStream;
import mnisteval.input.InputException;

/**
 * Makes any image of a digit look like those of MNIST, light on dark. MNIST's makers say of theirs:
 * the images "were size normalized to fit in a 20x20 pixel box while preserving their aspect ratio.
 * The resulting images contain grey levels as a result of the anti-aliasing technique used by the
 * normalization algorithm. The images were centered in a 28x28 image by computing the center of
 * mass of the pixels, and translating the image so as to position this point at the center of the
 * 28x28 field."
 *
 * <p>Here the box around the ink is scaled so that its longer side is 20 pixels, the other rounded
 * to whole pixels; each new pixel is the mean of the area it covers, and the strongest becomes 255.
 * The image is moved by whole pixels until the centre of mass lies from 13.5 to 14.5, columns and
 * rows counted from 0, as it does in all images of MNIST's test set; but not beyond the edge.
 *
 * @see <a href="https://yann.lecun.org/exdb/mnist/">The MNIST database</a>
 */
public final class MnistNormalization {
  /** MNIST's box in MNIST's image; other sizes of image get a box in the same proportion. */
  private static final double BOX_OF_SIDE = 20 / 28.0;

  /** Less than this from the background, of 255, is no ink: the eye hardly sees it. */
  private static final int LEAST_CONTRAST = 16;

  /** A sixteenth of the strongest ink: JPEG leaves fainter traces around strokes. */
  private static final int FAINTEST_SHARE = 16;

  /** Times the upper quartile, 1.15 sigma of Gaussian noise: one pixel of 500,000 is past that. */
  private static final int NOISE_FACTOR = 4;

  private MnistNormalization() {}

  /**
   * Returns the side of the square image that a network takes.
   *
   * @param inputs of the network, such as 784 for 28
   * @param file the network's file in messages
   * @throws InputException if it takes no square
   */
  public static int side(int inputs, String file) throws InputException {
    int side = (int) Math.sqrt(inputs);
    if (side * side != inputs) {
      throw InputException.of(
          file,
          "takes no square images (expected such as 784 = 28x28 inputs, found %d;"
              + " --as-is gives it others)",
          inputs);
    }
    return side;
  }

  /**
   * Makes the input of a network.
   *
   * @param image dark on light or light on dark
   * @param side pixels across and down that the network takes, from 1; 28 for MNIST
   * @param file the image's name in messages
   * @return side x side pixels: 0 background, 255 the strongest ink
   * @throws InputException if nothing is drawn in the image
   */
  public static GreyImage of(GreyImage image, int side, String file) throws InputException {
    GreyImage ink = ink(image);
    if (ink == null) {
      throw new InputException(
          file, "is blank (expected a digit that is darker or lighter than the border)");
    }
    long box = Math.max(1, Math.round(side * BOX_OF_SIDE));
    long longer = Math.max(ink.width(), ink.height());
    int width = scaled(ink.width(), box, longer);
    int height = scaled(ink.height(), box, longer);
    return new GreyImage(side, side, centred(areaSums(ink, width, height), width, side));
  }

  /**
   * Separates what is drawn from the background, whose level is the median of the border, a frame
   * of one pixel; how far the border's pixels are from it tells the noise. Ink is dark where the
   * background is lighter than the mean of the image, or as light; otherwise light.
   *
   * @return the smallest box around all ink, or null if there is none: 0 where there is no ink or
   *     it is as faint as noise, and 255 for the strongest possible
   */
  private static GreyImage ink(GreyImage image) {
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

  /** Returns {@code length * box / longer}, rounded, and 1 at least. */
  private static int scaled(int length, long box, long longer) {
    return (int) Math.max(1, (2 * length * box + longer) / (2 * longer));
  }

  /**
   * Scales ink to other numbers of pixels, each the sum of ink times the area covered. The unit of
   * length is such that an old pixel is {@code width} units wide and a new one {@code ink.width()},
   * and likewise in height, so that all sums are exact.
   *
   * @return height rows of width, the same multiple of the means everywhere
   */
  private static long[][] areaSums(GreyImage ink, int width, int height) {
    long[][] sums = new long[height][width];
    for (int y = 0; y < ink.height(); y++) {
      long[] row = new long[width];
      for (int x = 0; x < ink.width(); x++) {
        long strength = ink.at(x, y);
        for (int j = first(x, ink.width(), width); covers(j, x, ink.width(), width); j++) {
          row[j] += strength * overlap(x, ink.width(), j, width);
        }
      }
      for (int i = first(y, ink.height(), height); covers(i, y, ink.height(), height); i++) {
        long covered = overlap(y, ink.height(), i, height);
        for (int j = 0; j < width; j++) {
          sums[i][j] += covered * row[j];
        }
      }
    }
    return sums;
  }

  /** Returns the first of {@code newCount} pixels, as long together as {@code count}, over i. */
  private static int first(int i, int count, int newCount) {
    return (int) ((long) i * newCount / count);
  }

  private static boolean covers(int newPixel, int i, int count, int newCount) {
    return (long) newPixel * count < (i + 1L) * newCount;
  }

  /** Returns how much of pixel i a new pixel covers, of {@code count * newCount} in all. */
  private static long overlap(int i, int count, int newPixel, int newCount) {
    return Math.min((i + 1L) * newCount, (newPixel + 1L) * count)
        - Math.max((long) i * newCount, (long) newPixel * count);
  }

  private static byte[] centred(long[][] sums, int width, int side) {
    double mass = 0;
    double moved = 0;
    double lowered = 0;
    long strongest = 0;
    for (int i = 0; i < sums.length; i++) {
      for (int j = 0; j < width; j++) {
        mass += sums[i][j];
        moved += (double) j * sums[i][j];
        lowered += (double) i * sums[i][j];
        strongest = Math.max(strongest, sums[i][j]);
      }
    }
    int left = margin(moved / mass, width, side);
    int top = margin(lowered / mass, sums.length, side);
    byte[] pixels = new byte[side * side];
    for (int i = 0; i < sums.length; i++) {
      for (int j = 0; j < width; j++) {
        long rounded = (2 * 255 * sums[i][j] + strongest) / (2 * strongest);
        pixels[(top + i) * side + left + j] = (byte) rounded;
      }
    }
    return pixels;
  }

  /** Returns how many empty pixels go before a drawing of this length and centre of mass. */
  private static int margin(double centre, int length, int side) {
    int margin = (int) Math.ceil((side - 1) / 2.0 - centre);
    return Math.max(0, Math.min(side - length, margin));
  }
}

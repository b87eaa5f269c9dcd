package mnisteval.picture;

import mnisteval.input.InputException;

/**
 * Makes any image of a digit look like those of MNIST, light on dark. MNIST's makers say of theirs:
 * the images "were size normalized to fit in a 20x20 pixel box while preserving their aspect ratio.
 * The resulting images contain grey levels as a result of the anti-aliasing technique used by the
 * normalization algorithm. The images were centered in a 28x28 image by computing the center of
 * mass of the pixels, and translating the image so as to position this point at the center of the
 * 28x28 field."
 *
 * <p>Here the box around the {@link Ink} is scaled so that its longer side is 20 pixels, the other
 * rounded to whole pixels; each new pixel is the mean of the area it covers, and the strongest
 * becomes 255. The image is moved by whole pixels until the centre of mass lies from 13.5 to 14.5,
 * columns and rows counted from 0, as it does in all images of MNIST's test set; but not beyond the
 * edge.
 *
 * @see <a href="https://yann.lecun.org/exdb/mnist/">The MNIST database</a>
 */
public final class MnistNormalization {
  /** MNIST's box in MNIST's image; other sizes of image get a box in the same proportion. */
  private static final double BOX_OF_SIDE = 20 / 28.0;

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
    GreyImage ink = Ink.of(image);
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

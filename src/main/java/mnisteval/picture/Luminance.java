package mnisteval.picture;

import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.Raster;

/**
 * Colours to grey: the luma of ITU-R BT.601, {@code 0.299 R + 0.587 G + 0.114 B}, of the numbers in
 * the file, over white where they are transparent.
 *
 * <p>The numbers are taken as they are, and not through their colour profile: the JDK takes grey
 * for linear light and would make it lighter than any viewer shows it.
 */
final class Luminance {
  private Luminance() {}

  static GreyImage of(BufferedImage image) {
    int width = image.getWidth();
    int height = image.getHeight();
    byte[] grey = new byte[width * height];
    boolean samples = image.getColorModel() instanceof ComponentColorModel;
    for (int y = 0; y < height; y++) {
      if (samples) {
        addSamples(image, y, grey);
      } else {
        addColours(image, y, grey);
      }
    }
    return new GreyImage(width, height, grey);
  }

  /** A row of grey or of red, green and blue, each perhaps followed by alpha, of 8 or 16 bits. */
  private static void addSamples(BufferedImage image, int y, byte[] grey) {
    ColorModel model = image.getColorModel();
    Raster raster = image.getRaster();
    int width = raster.getWidth();
    int bands = raster.getNumBands();
    double most = (1 << model.getComponentSize(0)) - 1;
    int[] row = raster.getPixels(0, y, width, 1, (int[]) null);
    for (int x = 0; x < width; x++) {
      int at = x * bands;
      double light = bands < 3 ? row[at] : luma(row[at], row[at + 1], row[at + 2]);
      double alpha = model.hasAlpha() ? row[at + bands - 1] / most : 1;
      grey[y * width + x] = overWhite(light / most, alpha);
    }
  }

  /** A row of a palette, or of colours packed into words. */
  private static void addColours(BufferedImage image, int y, byte[] grey) {
    int width = image.getWidth();
    int[] row = image.getRGB(0, y, width, 1, null, 0, width);
    for (int x = 0; x < width; x++) {
      int argb = row[x];
      double light = luma(argb >> 16 & 0xff, argb >> 8 & 0xff, argb & 0xff);
      grey[y * width + x] = overWhite(light / 255, (argb >>> 24) / 255.0);
    }
  }

  private static double luma(int red, int green, int blue) {
    // Of integers: so grey stays exactly as it is.
    return (299.0 * red + 587.0 * green + 114.0 * blue) / 1000;
  }

  private static byte overWhite(double light, double alpha) {
    return (byte) Math.round(255 * (light * alpha + 1 - alpha));
  }
}

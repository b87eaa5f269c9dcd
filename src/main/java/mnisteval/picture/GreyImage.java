package mnisteval.picture;

import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.Raster;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import mnisteval.input.InputException;

/**
 * An image without colour.
 *
 * @param width pixels across, from 1
 * @param height pixels down, from 1
 * @param pixels unsigned bytes, row by row: 0 black, 255 white
 */
public record GreyImage(int width, int height, byte[] pixels) {
  /** From empty to full: 0, then a quarter each of the other 255 values. */
  private static final String[] SHADES = {"  ", "░░", "▒▒", "▓▓", "██"};

  /** Rows and columns, two characters each: no terminal is wider, and 2^24 would fill the heap. */
  private static final int MAX_DRAWN = 256;

  /**
   * Turns colours to grey: the luma of ITU-R BT.601, {@code 0.299 R + 0.587 G + 0.114 B}, of the
   * numbers in the file, over white where they are transparent. The numbers are not converted by
   * their colour profile: the JDK takes grey for linear light and would make it lighter than any
   * viewer shows it.
   */
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
    // Computed from integers, so that grey stays exactly as it is.
    return (299.0 * red + 587.0 * green + 114.0 * blue) / 1000;
  }

  private static byte overWhite(double light, double alpha) {
    return (byte) Math.round(255 * (light * alpha + 1 - alpha));
  }

  /** Returns how light the pixel in column {@code x} and row {@code y} is, from 0 to 255. */
  int at(int x, int y) {
    return pixels[y * width + x] & 0xff;
  }

  /**
   * Returns the image turned upright.
   *
   * @param orientation 1 to 8, as Exif counts them: where row 0 and column 0 of the stored image
   *     are when it is viewed. 1 top left, 2 top right, 3 bottom right, 4 bottom left; 5 to 8 the
   *     same with rows and columns exchanged: left top, right top, right bottom, left bottom
   */
  GreyImage upright(int orientation) {
    if (orientation == 1) {
      return this;
    }
    boolean exchanged = orientation >= 5;
    boolean mirroredX = Set.of(2, 3, 7, 8).contains(orientation);
    boolean mirroredY = Set.of(3, 4, 6, 7).contains(orientation);
    int newWidth = exchanged ? height : width;
    int newHeight = exchanged ? width : height;
    byte[] upright = new byte[pixels.length];
    for (int y = 0; y < newHeight; y++) {
      for (int x = 0; x < newWidth; x++) {
        int column = exchanged ? y : x;
        int row = exchanged ? x : y;
        int fromX = mirroredX ? width - 1 - column : column;
        int fromY = mirroredY ? height - 1 - row : row;
        upright[y * newWidth + x] = pixels[fromY * width + fromX];
      }
    }
    return new GreyImage(newWidth, newHeight, upright);
  }

  /**
   * Draws the image in a frame for a terminal, in shades of one character, which need no colour; a
   * pixel is two characters wide, since these are taller than wide. 0 is drawn empty, 255 full.
   *
   * @param file the file's name in messages
   * @return a line for each row, one above and one below
   * @throws InputException if it is wider or taller than 256 pixels
   */
  public List<String> drawing(String file) throws InputException {
    if (width > MAX_DRAWN || height > MAX_DRAWN) {
      throw InputException.of(
          file,
          "images too large to be drawn (expected at most %1$dx%1$d pixels, found %2$dx%3$d)",
          MAX_DRAWN,
          width,
          height);
    }
    String edge = "─".repeat(2 * width);
    List<String> lines = new ArrayList<>();
    lines.add("┌" + edge + "┐");
    for (int y = 0; y < height; y++) {
      StringBuilder line = new StringBuilder("│");
      for (int x = 0; x < width; x++) {
        line.append(SHADES[(at(x, y) + 63) / 64]);
      }
      lines.add(line.append("│").toString());
    }
    lines.add("└" + edge + "┘");
    return lines;
  }
}

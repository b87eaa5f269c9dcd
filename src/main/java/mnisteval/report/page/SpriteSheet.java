package mnisteval.report.page;

import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import mnisteval.evaluation.metrics.KeptImages;

/**
 * Many small images as one picture, black on white (a pixel of 255 is black), and the style rules
 * that show each of them. Images larger than {@value #LARGEST} pixels a side are reduced.
 */
final class SpriteSheet {
  /** Images in a row of the sheet. */
  private static final int ACROSS = 40;

  private static final int LARGEST = 128;

  /** Small images are enlarged up to so many pixels a side. */
  private static final int SHOWN = 56;

  private final int rows;
  private final int columns;
  private final int factor;
  private final int height;
  private final int width;
  private final int across;
  private final int down;
  private final byte[] paper;

  /**
   * Draws the images side by side.
   *
   * @param rows height of each in pixels
   * @param columns width of each in pixels
   */
  SpriteSheet(int rows, int columns, List<KeptImages.Image> images) {
    this.rows = rows;
    this.columns = columns;
    factor = (Math.max(rows, columns) + LARGEST - 1) / LARGEST;
    height = (rows + factor - 1) / factor;
    width = (columns + factor - 1) / factor;
    across = across(images.size());
    down = Math.max(1, (images.size() + across - 1) / across);
    paper = new byte[across * width * down * height];
    Arrays.fill(paper, (byte) 255);
    for (int i = 0; i < images.size(); i++) {
      draw(images.get(i).pixels(), (i / across) * height, (i % across) * width);
    }
  }

  private void draw(byte[] pixels, int top, int left) {
    for (int y = 0; y < height; y++) {
      int at = (top + y) * across * width + left;
      for (int x = 0; x < width; x++) {
        int pixel = factor == 1 ? pixels[y * width + x] & 0xff : mean(pixels, y, x);
        paper[at + x] = (byte) (255 - pixel);
      }
    }
  }

  /** The mean of the pixels that one pixel of the sheet stands for, from 0 to 255. */
  private int mean(byte[] pixels, int y, int x) {
    int sum = 0;
    int count = 0;
    for (int r = y * factor; r < Math.min(rows, (y + 1) * factor); r++) {
      for (int c = x * factor; c < Math.min(columns, (x + 1) * factor); c++) {
        sum += pixels[r * columns + c] & 0xff;
        count++;
      }
    }
    return sum / count;
  }

  /** The classes of an element that shows image {@code i} of a sheet of so many. */
  static String position(int i, int images) {
    int across = across(images);
    return "x" + i % across + " y" + i / across;
  }

  private static int across(int images) {
    return Math.max(1, Math.min(ACROSS, images));
  }

  /**
   * The style rules for elements of class {@code ink} within a selector.
   *
   * @param selector such as {@code .n1}
   */
  String css(String selector) {
    int zoom = Math.max(1, SHOWN / Math.max(height, width));
    String png = Base64.getEncoder().encodeToString(GreyPng.of(across * width, paper));
    StringBuilder css = new StringBuilder();
    css.append(selector).append(" .ink{width:").append(zoom * width).append("px;height:");
    css.append(zoom * height).append("px;background-size:").append(zoom * width * across);
    css.append("px auto;background-image:url(data:image/png;base64,").append(png).append(")}\n");
    addOffsets(selector, 'x', across, zoom * width, css);
    addOffsets(selector, 'y', down, zoom * height, css);
    return css.toString();
  }

  private static void addOffsets(
      String selector, char axis, int count, int size, StringBuilder css) {
    for (int i = 0; i < count; i++) {
      css.append(selector).append(" .").append(axis).append(i).append("{background-position-");
      css.append(axis).append(":-").append(i * size).append("px}\n");
    }
  }
}

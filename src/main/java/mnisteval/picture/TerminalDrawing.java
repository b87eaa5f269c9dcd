package mnisteval.picture;

import java.util.ArrayList;
import java.util.List;
import mnisteval.input.InputException;

/** Draws images for a terminal, in shades of one character, which need no colour. */
public final class TerminalDrawing {
  /** From empty to full: 0, then a quarter each of the other 255 values. */
  private static final String[] SHADES = {"  ", "░░", "▒▒", "▓▓", "██"};

  /** Rows and columns, two characters each: no terminal is wider, and 2^24 would fill the heap. */
  private static final int MAX_SIDE = 256;

  private TerminalDrawing() {}

  /**
   * Draws an image in a frame; a pixel is two characters wide, since these are taller than wide.
   *
   * @param image 0 is drawn empty, 255 full
   * @param file the file's name in messages
   * @return a line for each row, one above and one below
   * @throws InputException if it is wider or taller than 256 pixels
   */
  public static List<String> of(GreyImage image, String file) throws InputException {
    if (image.width() > MAX_SIDE || image.height() > MAX_SIDE) {
      throw InputException.of(
          file,
          "images too large to be drawn (expected at most %dx%d pixels, found %dx%d)",
          MAX_SIDE,
          MAX_SIDE,
          image.width(),
          image.height());
    }
    String edge = "─".repeat(2 * image.width());
    List<String> lines = new ArrayList<>();
    lines.add("┌" + edge + "┐");
    for (int y = 0; y < image.height(); y++) {
      StringBuilder line = new StringBuilder("│");
      for (int x = 0; x < image.width(); x++) {
        line.append(SHADES[(image.at(x, y) + 63) / 64]);
      }
      lines.add(line.append("│").toString());
    }
    lines.add("└" + edge + "┘");
    return lines;
  }
}

package mnisteval.picture;

import java.util.ArrayList;
import java.util.List;
import mnisteval.input.InputException;

/** An image for a terminal: shades of one character, which need no colour. */
public final class TerminalDrawing {
  /** From none to full: 0, then a quarter each of the other 255. */
  private static final String[] SHADES = {"  ", "░░", "▒▒", "▓▓", "██"};

  /** Rows and columns, two characters each: no terminal is wider, and 2^24 fill the memory. */
  private static final int MAX_SIDE = 256;

  private TerminalDrawing() {}

  /**
   * Draws an image in a frame; a pixel is two characters wide, since these are taller than wide.
   *
   * @param image 0 is left empty, 255 is full
   * @param name what the message calls the file
   * @return a line for each row, one above and one below
   * @throws InputException if it is wider or taller than 256 pixels
   */
  public static List<String> of(GreyImage image, String name) throws InputException {
    if (image.width() > MAX_SIDE || image.height() > MAX_SIDE) {
      throw new InputException(
          name,
          "images too large to be drawn (expected at most "
              + MAX_SIDE
              + "x"
              + MAX_SIDE
              + " pixels, found "
              + image.width()
              + "x"
              + image.height()
              + ")");
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

package mnisteval.drawing;

import java.util.ArrayList;
import java.util.List;

/** An image for a terminal: shades of one character, which need no colour. */
public final class Shades {
  /** From none to full: 0, then a quarter each of the other 255. */
  private static final String[] SHADES = {"  ", "░░", "▒▒", "▓▓", "██"};

  private Shades() {}

  /**
   * Draws an image in a frame; a pixel is two characters wide, since these are taller than wide.
   *
   * @param image 0 is left empty, 255 is full
   * @return a line for each row, one above and one below
   */
  public static List<String> of(GreyImage image) {
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

package mnisteval.picture;

/**
 * An image without colour.
 *
 * @param width pixels across, from 1
 * @param height pixels down, from 1
 * @param pixels unsigned bytes, row by row: 0 black, 255 white
 */
public record GreyImage(int width, int height, byte[] pixels) {
  /** How light the pixel in column {@code x} and row {@code y} is, from 0 to 255. */
  int at(int x, int y) {
    return pixels[y * width + x] & 0xff;
  }

  /**
   * The image turned upright.
   *
   * @param orientation 1 to 8, as Exif counts them: where row 0 and column 0 lie when it is looked
   *     at. 1 top left, 2 top right, 3 bottom right, 4 bottom left; 5 to 8 the same with rows and
   *     columns exchanged: left top, right top, right bottom, left bottom
   */
  GreyImage upright(int orientation) {
    if (orientation == 1) {
      return this;
    }
    boolean exchanged = orientation >= 5;
    boolean mirroredX =
        orientation == 2 || orientation == 3 || orientation == 7 || orientation == 8;
    boolean mirroredY =
        orientation == 3 || orientation == 4 || orientation == 6 || orientation == 7;
    int newWidth = exchanged ? height : width;
    int newHeight = exchanged ? width : height;
    byte[] upright = new byte[pixels.length];
    for (int y = 0; y < newHeight; y++) {
      for (int x = 0; x < newWidth; x++) {
        int column = exchanged ? y : x;
        int row = exchanged ? x : y;
        int from =
            (mirroredY ? height - 1 - row : row) * width
                + (mirroredX ? width - 1 - column : column);
        upright[y * newWidth + x] = pixels[from];
      }
    }
    return new GreyImage(newWidth, newHeight, upright);
  }
}

package mnisteval.network;

/**
 * The number that enters the network for a pixel's byte, 0 to 255: {@code (pixel / divisor - mean)
 * / std}.
 *
 * @param name as it is given on the command line
 * @param std more than 0
 */
public record PixelScale(String name, double divisor, double mean, double std) {
  /** {@code pixel / 255}, from 0 to 1, as {@code load_mnist(normalize=True)} returns it. */
  public static final PixelScale UNIT = new PixelScale("unit", 255, 0, 1);

  /** The byte itself, from 0 to 255. */
  public static final PixelScale RAW = new PixelScale("raw", 1, 0, 1);

  /**
   * Returns {@code (pixel / 255 - mean) / std}, as torchvision's ToTensor and Normalize compute it.
   *
   * @param name as it is given on the command line
   */
  public static PixelScale normalized(String name, double mean, double std) {
    return new PixelScale(name, 255, mean, std);
  }

  /** Returns the number for byte 0. */
  double black() {
    return (0 - mean) / std;
  }

  /** Returns, for each of the 256 bytes, its number minus that of byte 0. */
  double[] differences() {
    double[] table = new double[256];
    for (int pixel = 0; pixel < table.length; pixel++) {
      table[pixel] = pixel / divisor / std;
    }
    return table;
  }

  /** Returns the name as it is given on the command line. */
  @Override
  public String toString() {
    return name;
  }
}

package mnisteval.network;

/**
 * What becomes of a pixel's byte, 0 to 255, before it enters the network: {@code (pixel / divisor -
 * mean) / std}.
 *
 * @param name as it is given on the command line
 * @param divisor what the byte is divided by
 * @param mean what is subtracted then
 * @param std what the rest is divided by, more than 0
 */
public record PixelScale(String name, double divisor, double mean, double std) {
  /** {@code pixel / 255}, from 0 to 1, as {@code load_mnist(normalize=True)} gives it. */
  public static final PixelScale UNIT = new PixelScale("unit", 255, 0, 1);

  /** The byte as it is, from 0 to 255. */
  public static final PixelScale RAW = new PixelScale("raw", 1, 0, 1);

  /**
   * {@code (pixel / 255 - mean) / std}, as torchvision's ToTensor and Normalize give it.
   *
   * @param name as it is given on the command line
   */
  public static PixelScale normalized(String name, double mean, double std) {
    return new PixelScale(name, 255, mean, std);
  }

  /** What each of the 256 bytes becomes. */
  double[] table() {
    double[] table = new double[256];
    for (int pixel = 0; pixel < table.length; pixel++) {
      table[pixel] = (pixel / divisor - mean) / std;
    }
    return table;
  }

  /** By how much what each byte becomes differs from what 0 becomes. */
  double[] differences() {
    double[] table = new double[256];
    for (int pixel = 0; pixel < table.length; pixel++) {
      table[pixel] = pixel / divisor / std;
    }
    return table;
  }

  /** The name as it is given on the command line. */
  @Override
  public String toString() {
    return name;
  }
}

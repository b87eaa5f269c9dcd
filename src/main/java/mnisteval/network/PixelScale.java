package mnisteval.network;

import java.util.List;

/**
 * The numbers that enter the network for a pixel's byte, 0 to 255, at equal distances: {@code low +
 * pixel * (high - low) / 255}.
 *
 * @param name as it is given on the command line
 * @param low the number for byte 0
 * @param high the number for byte 255; it may be less, which inverts the image
 */
public record PixelScale(String name, double low, double high) {
  /** {@code pixel / 255}, from 0 to 1, as {@code load_mnist(normalize=True)} returns it. */
  public static final PixelScale UNIT = new PixelScale("unit", 0, 1);

  /** The byte itself, from 0 to 255. */
  public static final PixelScale RAW = new PixelScale("raw", 0, 255);

  /** Those that networks are mostly trained with, the most common first. */
  public static final List<PixelScale> COMMON =
      List.of(
          UNIT,
          RAW,
          normalized("0.1307,0.3081", 0.1307, 0.3081),
          normalized("0.5,0.5", 0.5, 0.5),
          new PixelScale("0.01..1", 0.01, 1));

  /**
   * Returns {@code (pixel / 255 - mean) / std}, as torchvision's ToTensor and Normalize compute it.
   *
   * @param name as it is given on the command line
   * @param std more than 0
   */
  public static PixelScale normalized(String name, double mean, double std) {
    return new PixelScale(name, (0 - mean) / std, (1 - mean) / std);
  }

  /** Returns whether two scales give the same numbers, whatever their names. */
  public boolean isSameAs(PixelScale other) {
    return low == other.low && high == other.high;
  }

  /** Returns, for each of the 256 bytes, its number minus that of byte 0. */
  double[] differences() {
    double[] table = new double[256];
    for (int pixel = 0; pixel < table.length; pixel++) {
      table[pixel] = pixel * (high - low) / 255;
    }
    return table;
  }

  /** Returns the name as it is given on the command line. */
  @Override
  public String toString() {
    return name;
  }
}

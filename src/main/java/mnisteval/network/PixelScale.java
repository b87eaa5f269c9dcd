package mnisteval.network;

import java.util.Locale;

/** What becomes of a pixel's byte, 0 to 255, before it enters the network. */
public enum PixelScale {
  /** {@code pixel / 255}, from 0 to 1, as {@code load_mnist(normalize=True)} gives it. */
  UNIT(255),
  /** The byte as it is, from 0 to 255. */
  RAW(1);

  private final double divisor;

  PixelScale(double divisor) {
    this.divisor = divisor;
  }

  /** What each of the 256 bytes becomes. */
  double[] table() {
    double[] table = new double[256];
    for (int pixel = 0; pixel < table.length; pixel++) {
      table[pixel] = pixel / divisor;
    }
    return table;
  }

  /** The name as it is given on the command line. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}

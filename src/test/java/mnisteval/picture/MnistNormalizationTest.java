package mnisteval.picture;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.Random;
import mnisteval.input.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Shapes so simple that the place of every pixel can be found with paper and pencil. */
final class MnistNormalizationTest {
  /**
   * 10 x 5 becomes 20 x 10. Its centre is (9.5, 4.5) from its corner, and belongs to (13.5, 13.5):
   * so it lies in columns 4 to 23 and rows 9 to 18.
   */
  @ParameterizedTest
  @ValueSource(ints = {0, 255})
  void scalesAndCentresABar(int ink) throws InputException {
    GreyImage image = canvas(40, 30, 255 - ink);
    fill(image, 3, 2, 10, 5, ink);
    assertImage(expected(28, 4, 9, 20, 10, 255), MnistNormalization.of(image, 28, "x"));
  }

  /** 7 x 21 becomes 6.67, that is 7, x 20; the centre (3, 9.5) moves by 10.5, that is 11, and 4. */
  @Test
  void roundsTheShorterSideAndTheMove() throws InputException {
    GreyImage image = canvas(30, 30, 255);
    fill(image, 20, 5, 7, 21, 0);
    assertImage(expected(28, 11, 4, 7, 20, 255), MnistNormalization.of(image, 28, "x"));
  }

  /** A line of 60 x 1 becomes 20 x 0.33: a row of pixels is the least there can be. */
  @Test
  void keepsALineOfOnePixel() throws InputException {
    GreyImage image = canvas(80, 10, 255);
    fill(image, 10, 4, 60, 1, 0);
    assertImage(expected(28, 4, 14, 20, 1, 255), MnistNormalization.of(image, 28, "x"));
  }

  /**
   * An L of 20 x 20, its stroke 2 thick: 40 pixels stand, 36 lie. The mass is 76; that of the
   * columns is 40 * 0.5 + 36 * 10.5 = 398, at 5.237; that of the rows 40 * 9.5 + 36 * 18.5 = 1046,
   * at 13.763. Moves of 8.263, up to 9, and -0.263, up to 0: the L would end in column 28, so it
   * goes to 8 and stays inside.
   */
  @Test
  void centresByMassAndStaysInside() throws InputException {
    GreyImage image = canvas(30, 30, 255);
    fill(image, 5, 5, 2, 20, 0);
    fill(image, 7, 23, 18, 2, 0);
    byte[] pixels = expected(28, 8, 0, 2, 20, 255);
    fill(new GreyImage(28, 28, pixels), 10, 18, 18, 2, 255);
    assertImage(pixels, MnistNormalization.of(image, 28, "x"));
  }

  /**
   * A T of 20 x 20 with its bar of 20 x 4 above and a stem of 4 x 16: 80 pixels at row 1.5, 64 at
   * row 11.5, mass at 856 / 144 = 5.944. The move of 7.556 is rounded up to 8.
   */
  @Test
  void centresByMassAndNotByTheBox() throws InputException {
    GreyImage image = canvas(40, 40, 0);
    fill(image, 10, 10, 20, 4, 200);
    fill(image, 18, 14, 4, 16, 200);
    byte[] pixels = expected(28, 4, 8, 20, 4, 255);
    fill(new GreyImage(28, 28, pixels), 12, 12, 4, 16, 255);
    assertImage(pixels, MnistNormalization.of(image, 28, "x"));
  }

  /** 30 x 30 to 20 x 20: each new pixel covers 1.5 x 1.5 old ones. One corner has no ink. */
  @Test
  void takesTheMeanOfTheAreaThatAPixelCovers() throws InputException {
    GreyImage image = canvas(40, 40, 255);
    fill(image, 5, 5, 30, 30, 0);
    fill(image, 5, 5, 1, 1, 255);
    byte[] pixels = expected(28, 4, 4, 20, 20, 255);
    // The first pixel covers 2.25, of which the white one is 1: 255 * 1.25 / 2.25 = 141.67.
    pixels[4 * 28 + 4] = (byte) 142;
    assertImage(pixels, MnistNormalization.of(image, 28, "x"));
  }

  /** 2 x 2 to 20 x 20: an old pixel becomes 10 x 10 new ones; half the ink is half as strong. */
  @Test
  void enlargesWithoutSmoothing() throws InputException {
    GreyImage image = canvas(4, 4, 255);
    fill(image, 1, 1, 2, 2, 55);
    fill(image, 1, 1, 1, 1, 155);
    byte[] pixels = new byte[28 * 28];
    // Ink of 100 and thrice 200: 300 around 4.5, 400 around 14.5, so the mass is at 10.214; the
    // move of 3.286 is rounded up to 4, to the right as downwards.
    GreyImage all = new GreyImage(28, 28, pixels);
    fill(all, 4, 4, 20, 20, 255);
    fill(all, 4, 4, 10, 10, 128);
    assertImage(pixels, MnistNormalization.of(image, 28, "x"));
  }

  /** For 20 inputs across, the box is 20 * 20 / 28 = 14.29, that is 14; margins of 3. */
  @ParameterizedTest
  @CsvSource({"28, 20, 4", "20, 14, 3", "14, 10, 2", "56, 40, 8", "2, 1, 1", "1, 1, 0"})
  void keepsTheProportionOfTheBoxForOtherSizes(int side, int box, int margin)
      throws InputException {
    GreyImage image = canvas(100, 100, 255);
    fill(image, 20, 30, 40, 40, 0);
    assertImage(
        expected(side, margin, margin, box, box, 255), MnistNormalization.of(image, side, "x"));
  }

  @Test
  void makesTheStrongestInkWhite() throws InputException {
    GreyImage faint = canvas(40, 40, 120);
    fill(faint, 10, 10, 20, 20, 100);
    assertImage(expected(28, 4, 4, 20, 20, 255), MnistNormalization.of(faint, 28, "x"));
  }

  @Test
  void ignoresWhatIsAsFaintAsNoise() throws InputException {
    GreyImage image = canvas(40, 40, 200);
    Random random = new Random(7);
    for (int i = 0; i < image.pixels().length; i++) {
      image.pixels()[i] = (byte) (200 + Math.max(-15, Math.min(15, 5 * random.nextGaussian())));
    }
    fill(image, 10, 10, 20, 20, 20);
    assertImage(expected(28, 4, 4, 20, 20, 255), MnistNormalization.of(image, 28, "x"));
  }

  /**
   * Of 76 pixels of the border, 20 above and 6 on either side are ink: the background is what most
   * of it is. 20 x 7, with its centre at (9.5, 3), moves by 4 and 10.5, that is 11.
   */
  @ParameterizedTest
  @ValueSource(ints = {0, 255})
  void readsInkThatRunsOverTheBorder(int ink) throws InputException {
    GreyImage image = canvas(20, 20, 255 - ink);
    fill(image, 0, 0, 20, 7, ink);
    assertImage(expected(28, 4, 11, 20, 7, 255), MnistNormalization.of(image, 28, "x"));
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "255, 255", "128, 128", "200, 185", "20, 35"})
  void refusesABlank(int background, int ink) {
    GreyImage image = canvas(20, 20, background);
    fill(image, 5, 5, 5, 5, ink);
    assertBlank(image);
  }

  @Test
  void refusesASinglePixel() {
    assertBlank(canvas(1, 1, 0));
  }

  @Test
  void readsAnImageThatIsAllBorder() throws InputException {
    GreyImage image = Pictures.drawn("##", "# ");
    assertImage(expected(28, 4, 4, 20, 20, 255), MnistNormalization.of(image, 28, "x"));
  }

  private static void assertBlank(GreyImage image) {
    InputException e =
        assertThrows(InputException.class, () -> MnistNormalization.of(image, 28, "x.png"));
    assertEquals(
        "x.png: is blank (expected a digit that is darker or lighter than the border)",
        e.getMessage());
  }

  private static GreyImage canvas(int width, int height, int light) {
    byte[] pixels = new byte[width * height];
    Arrays.fill(pixels, (byte) light);
    return new GreyImage(width, height, pixels);
  }

  private static void fill(GreyImage image, int left, int top, int width, int height, int light) {
    for (int y = top; y < top + height; y++) {
      int from = y * image.width() + left;
      Arrays.fill(image.pixels(), from, from + width, (byte) light);
    }
  }

  private static byte[] expected(int side, int left, int top, int width, int height, int light) {
    GreyImage image = canvas(side, side, 0);
    fill(image, left, top, width, height, light);
    return image.pixels();
  }

  private static void assertImage(byte[] expected, GreyImage found) throws InputException {
    int side = (int) Math.sqrt(expected.length);
    String difference =
        String.join("\n", new GreyImage(side, side, expected).drawing("expected"))
            + "\n"
            + String.join("\n", found.drawing("found"));
    assertArrayEquals(expected, found.pixels(), difference);
  }
}

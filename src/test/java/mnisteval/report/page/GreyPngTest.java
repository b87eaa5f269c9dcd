package mnisteval.report.page;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Random;
import mnisteval.input.Source;
import mnisteval.picture.GreyImage;
import mnisteval.picture.PictureFile;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The pixels as the JDK's reader finds them in the file, whose checksums PictureFile checks. */
final class GreyPngTest {
  @ParameterizedTest
  @CsvSource({"1, 1, 256", "3, 2, 256", "1120, 112, 2", "200, 301, 256"})
  void holdsThePixelsThatItIsMadeOf(int width, int height, int shades) throws IOException {
    byte[] pixels = new byte[width * height];
    Random random = new Random(1);
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) random.nextInt(shades); // of 256 shades, larger deflated than before
    }
    byte[] png = GreyPng.of(width, pixels);
    GreyImage image = PictureFile.read(Source.stream("a.png", new ByteArrayInputStream(png)));
    assertEquals(width, image.width());
    assertEquals(height, image.height());
    assertArrayEquals(pixels, image.pixels());
  }
}

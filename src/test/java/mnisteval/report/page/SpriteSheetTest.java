package mnisteval.report.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import javax.imageio.ImageIO;
import mnisteval.evaluation.metrics.KeptImages.Image;
import org.junit.jupiter.api.Test;

/** What Java's own reader of PNG makes of the sheets. */
final class SpriteSheetTest {
  private static List<Image> images(int count, byte[] pixels) {
    List<Image> images = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      byte[] own = pixels.clone();
      own[0] = (byte) i;
      images.add(SamplePage.image(i, 0, 1, 0.5, own));
    }
    return images;
  }

  private static BufferedImage picture(String css) throws IOException {
    String start = "url(data:image/png;base64,";
    int from = css.indexOf(start) + start.length();
    byte[] png = Base64.getDecoder().decode(css.substring(from, css.indexOf(')', from)));
    return ImageIO.read(new ByteArrayInputStream(png));
  }

  private static int grey(BufferedImage picture, int x, int y) {
    return picture.getRaster().getSample(x, y, 0);
  }

  @Test
  void drawsInkOnPaper() throws IOException {
    // Two rows of three pixels.
    byte[] pixels = {0, 1, 2, 3, 4, (byte) 255};
    BufferedImage picture = picture(new SpriteSheet(2, 3, images(1, pixels)).css(".n"));
    assertEquals(8, picture.getColorModel().getPixelSize());
    assertEquals(3, picture.getWidth());
    assertEquals(2, picture.getHeight());
    assertEquals(255, grey(picture, 0, 0));
    assertEquals(253, grey(picture, 2, 0));
    assertEquals(252, grey(picture, 0, 1));
    assertEquals(0, grey(picture, 2, 1));
  }

  @Test
  void putsFortyInARow() throws IOException {
    String css = new SpriteSheet(2, 3, images(81, new byte[6])).css(".n");
    BufferedImage picture = picture(css);
    assertEquals(120, picture.getWidth());
    assertEquals(6, picture.getHeight());
    assertEquals("x0 y2", SpriteSheet.position(80, 81));
    assertEquals(255 - 80, grey(picture, 0, 4));
    assertEquals("x39 y1", SpriteSheet.position(79, 81));
    assertEquals(255 - 79, grey(picture, 117, 2));
    assertEquals(255, grey(picture, 119, 5), "paper where there is no image");
  }

  @Test
  void enlargesSmallImagesByAWholeNumber() {
    String css = new SpriteSheet(28, 28, images(41, new byte[784])).css(".n");
    assertTrue(css.startsWith(".n .ink{width:56px;height:56px;background-size:2240px auto;"), css);
    assertTrue(css.contains("\n.n .x39{background-position-x:-2184px}\n"), css);
    assertTrue(css.endsWith("\n.n .y1{background-position-y:-56px}\n"), css);
  }

  @Test
  void reducesLargeImages() throws IOException {
    // 130 x 129 pixels: a pixel of the sheet is the mean of 2 x 2, at the right edge of 2 x 1.
    byte[] pixels = new byte[130 * 129];
    pixels[1] = 100;
    pixels[129] = 100;
    pixels[130] = (byte) 200;
    Arrays.fill(pixels, pixels.length - 129, pixels.length, (byte) 255);
    SpriteSheet sheet = new SpriteSheet(130, 129, images(1, pixels));
    BufferedImage picture = picture(sheet.css(".n"));
    assertEquals(65, picture.getWidth());
    assertEquals(65, picture.getHeight());
    assertEquals(155, grey(picture, 0, 0));
    assertEquals(255, grey(picture, 1, 0));
    assertEquals(128, grey(picture, 64, 64));
  }
}

package mnisteval.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;
import java.util.zip.CRC32;
import mnisteval.input.InputException;
import mnisteval.input.Source;
import mnisteval.picture.GreyImage;
import mnisteval.picture.MnistNormalization;
import mnisteval.picture.PictureFile;

/** A picture of any bytes becomes the image that a network takes, or is refused in one line. */
final class PictureFuzzTest {
  private static final int PNG_SIGNATURE = 8;
  private static final int PNG_FRAME = 12;

  @FuzzTest
  void readsPicturesOrRefuses(byte[] bytes) {
    Promise promise = new Promise();
    byte[] picture = bytes.clone();
    mendPng(picture);
    try {
      GreyImage image = PictureFile.read(Source.inMemory("p", picture));
      GreyImage digit = MnistNormalization.of(image, 28, "p");
      assertEquals(28 * 28, digit.width() * digit.height());
    } catch (InputException e) {
      Promise.requireLine("p: ", e.getMessage());
    }
    promise.requireTime();
  }

  /** Corrects the checksums of a PNG, which would refuse every change. */
  private static void mendPng(byte[] bytes) {
    ByteBuffer file = ByteBuffer.wrap(bytes);
    int at = PNG_SIGNATURE;
    while (bytes.length - at >= PNG_FRAME && bytes[1] == 'P') {
      int length = file.getInt(at);
      if (length < 0 || length > bytes.length - at - PNG_FRAME) {
        return;
      }
      CRC32 crc = new CRC32();
      crc.update(bytes, at + 4, 4 + length);
      file.putInt(at + 8 + length, (int) crc.getValue());
      at += PNG_FRAME + length;
    }
  }
}

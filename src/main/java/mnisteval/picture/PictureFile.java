package mnisteval.picture;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import javax.imageio.ImageReader;
import javax.imageio.event.IIOReadWarningListener;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import mnisteval.input.HeapShares;
import mnisteval.input.InputException;
import mnisteval.input.Signature;
import mnisteval.input.Source;

/**
 * Reads image files: PNG, JPEG, GIF (its first frame) and BMP. Whatever the bytes are, the answer
 * is either an image or one {@link InputException}, and no more memory is taken than the limits
 * here allow.
 */
public final class PictureFile {
  /** A photo in the best quality has 20 MiB, an image without compression of 16 bits 128. */
  private static final int MAX_BYTES = 1 << 26;

  /** A photo of 4096 x 4096. A file of a few bytes can claim 2^62 pixels. */
  private static final int MAX_PIXELS = 1 << 24;

  /** Red, green, blue and alpha of 16 bits, their grey, and that turned upright. */
  private static final int BYTES_A_PIXEL = 10;

  private PictureFile() {}

  /**
   * Reads an image, in the orientation a JPEG file tells by Exif; of colours, their luma, over
   * white where they are transparent.
   *
   * @throws InputException if it can't be read, is no image of the four formats, or damaged, or
   *     larger than 64 MiB or 2^24 pixels
   */
  public static GreyImage read(Source source) throws InputException {
    String name = source.name();
    byte[] bytes = source.bytes((int) Math.min(MAX_BYTES, HeapShares.pictureFile()));
    ImageFormat format = ImageFormat.of(bytes);
    if (format == null) {
      throw notImage(bytes, name);
    }
    format.check(bytes, name);
    GreyImage image = Luminance.of(decode(format, bytes, name));
    return format == ImageFormat.JPEG ? image.upright(ExifOrientation.of(bytes)) : image;
  }

  private static InputException notImage(byte[] bytes, String name) {
    if (bytes.length == 0) {
      return new InputException(name, "is empty, expected an image");
    }
    Signature looks = Signature.of(bytes);
    return new InputException(
        name,
        "not an image (expected PNG, JPEG, GIF or BMP, found "
            + (looks == null ? "something else" : looks)
            + ")");
  }

  /** The one place where the exceptions of the JDK's readers become ours. */
  private static BufferedImage decode(ImageFormat format, byte[] bytes, String name)
      throws InputException {
    ImageReader reader = format.reader();
    try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes))) {
      reader.setInput(in, true, true);
      checkSize(reader.getWidth(0), reader.getHeight(0), name);
      Damage damage = new Damage();
      reader.addIIOReadWarningListener(damage);
      BufferedImage image = reader.read(0);
      if (damage.warning != null) {
        throw unreadable(format, damage.warning, null, name);
      }
      if (format == ImageFormat.JPEG && image.getRaster().getNumBands() > 3) {
        // The reader takes the black of inks for transparency.
        throw unreadable(format, "of four inks", null, name);
      }
      return image;
    } catch (InputException e) {
      throw e;
    } catch (IOException e) {
      throw unreadable(format, endsEarly(e) ? "it ends too early" : e.getMessage(), e, name);
    } catch (RuntimeException e) {
      throw unreadable(format, e.toString(), e, name);
    } finally {
      reader.dispose();
    }
  }

  private static void checkSize(int width, int height, String name) throws InputException {
    long most = Math.min(MAX_PIXELS, HeapShares.picturePixels() / BYTES_A_PIXEL);
    if ((long) width * height > most) {
      throw new InputException(
          name,
          "too large an image (expected at most "
              + most
              + " pixels, found "
              + width
              + "x"
              + height
              + ")");
    }
  }

  private static boolean endsEarly(Throwable fault) {
    return fault instanceof EOFException || fault.getCause() != null && endsEarly(fault.getCause());
  }

  /**
   * Damaged, or of a kind that the JDK doesn't know, such as a JPEG of cyan, magenta and yellow.
   */
  private static InputException unreadable(
      ImageFormat format, String why, Exception cause, String name) {
    return new InputException(name, "unreadable " + format + " image (" + why + ")", cause);
  }

  /** What the JPEG reader warns of while it reads pixels: it makes up those that are missing. */
  private static final class Damage implements IIOReadWarningListener {
    private String warning;

    @Override
    public void warningOccurred(ImageReader reader, String text) {
      // Of damage it says so; this is how it starts when the version of the format is unknown.
      if (!text.startsWith("Warning:")) {
        warning = text;
      }
    }
  }
}

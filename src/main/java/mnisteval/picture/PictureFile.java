package mnisteval.picture;

import java.awt.image.BufferedImage;
import java.io.EOFException;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.event.IIOReadUpdateListener;
import javax.imageio.stream.ImageInputStreamImpl;
import mnisteval.input.HeapShares;
import mnisteval.input.InputException;
import mnisteval.input.Signature;
import mnisteval.input.Source;

/**
 * Reads image files: PNG, JPEG, GIF (its first frame) and BMP. Whatever the bytes are, the result
 * is an image or one {@link InputException}, within a bounded heap and time.
 */
public final class PictureFile {
  /**
   * A photo in the best quality has 20 MiB, an uncompressed image of 16 bits 128. Without a limit,
   * an endless file or pipe would exhaust the heap.
   */
  private static final int MAX_BYTES = 1 << 26;

  /** The largest photo takes about one second. */
  private static final int MAX_DECODING_MILLIS = 3000;

  /** By these names, ImageIO knows them too. */
  private static final Set<Signature> FORMATS =
      EnumSet.of(Signature.PNG, Signature.JPEG, Signature.GIF, Signature.BMP);

  private static final int BMP_COMPRESSION = 30;

  /** A photo of 4096 x 4096. A file of a few bytes can claim 2^62 pixels, and exhaust the heap. */
  private static final int MAX_PIXELS = 1 << 24;

  /** Red, green, blue and alpha of 16 bits, their grey, and that turned upright. */
  private static final int BYTES_PER_PIXEL = 10;

  private PictureFile() {}

  /**
   * Reads an image as grey, turned upright as the Exif data of a JPEG file says.
   *
   * @throws InputException if it can't be read, is no image of the four formats, or damaged, larger
   *     than 64 MiB or 2^24 pixels, or takes too long to decode
   */
  public static GreyImage read(Source source) throws InputException {
    return read(source, HeapShares.pictureFile(), HeapShares.picturePixels());
  }

  /**
   * Reads an image that is one of a set, in less memory.
   *
   * @throws InputException as {@link #read(Source)}
   */
  static GreyImage readSmall(Source source) throws InputException {
    return read(source, HeapShares.smallPicture() / 4, HeapShares.smallPicture() * 3 / 4);
  }

  private static GreyImage read(Source source, long fileBytes, long pixelBytes)
      throws InputException {
    String file = source.name();
    byte[] bytes = source.bytes((int) Math.min(MAX_BYTES, fileBytes));
    Signature format = Signature.of(bytes);
    if (!FORMATS.contains(format)) {
      throw notImage(bytes, format, file);
    }
    if (format == Signature.PNG) {
      PngChunks.check(bytes, file);
    }
    // Compressions 4 and 5 wrap a JPEG or a PNG, which may be larger than the header says.
    int compression =
        format == Signature.BMP && bytes.length > BMP_COMPRESSION ? bytes[BMP_COMPRESSION] : 0;
    if (compression == 4 || compression == 5) {
      throw InputException.of(
          file,
          "a BMP image that wraps another one (expected compression 0 to 3, found %d)",
          compression);
    }
    GreyImage image =
        GreyImage.of(decode(format.name(), bytes, pixelBytes, MAX_DECODING_MILLIS, file));
    return format == Signature.JPEG ? image.upright(ExifOrientation.of(bytes)) : image;
  }

  private static InputException notImage(byte[] bytes, Signature looks, String file) {
    if (bytes.length == 0) {
      return new InputException(file, "is empty, expected an image");
    }
    return InputException.of(
        file,
        "not an image (expected PNG, JPEG, GIF or BMP, found %s)",
        looks == null ? "something else" : looks);
  }

  /**
   * Decodes the first image of a file by the JDK's own reader of its format. The time is looked at
   * whenever the reader asks for bytes, and after each row of pixels. Both are needed: a GIF can
   * have millions of comments before its first row, and a progressive JPEG hundreds of scans in the
   * bytes of one request, each of which goes over the whole image.
   *
   * @param format as ImageIO calls it
   * @param pixelBytes memory that its pixels may take
   * @param millis how long it may take: without an end, one file would block those after it
   * @param file the file's name in messages
   * @throws InputException if it is damaged, too large, takes too long, or is of a kind that the
   *     JDK doesn't know, such as a JPEG of cyan, magenta and yellow
   */
  static BufferedImage decode(
      String format, byte[] bytes, long pixelBytes, long millis, String file)
      throws InputException {
    ImageReader reader = reader(format);
    TimedInput in = new TimedInput(bytes, millis);
    try (in) {
      return decode(reader, in, pixelBytes, file);
    } catch (InputException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      String reason = e instanceof IOException ? e.getMessage() : e.toString();
      String problem = "unreadable " + format + " image (";
      if (in.isLate()) {
        problem = "takes too long to decode (";
        reason = "expected at most " + millis + " ms";
      } else if (endsEarly(e)) {
        reason = "it ends too early";
      }
      throw new InputException(file, problem + reason + ")", e);
    } finally {
      reader.dispose();
    }
  }

  private static BufferedImage decode(
      ImageReader reader, TimedInput in, long pixelBytes, String file) throws IOException {
    reader.setInput(in, true, true);
    checkSize(reader.getWidth(0), reader.getHeight(0), pixelBytes, file);
    String[] damage = new String[1];
    reader.addIIOReadWarningListener(
        (from, text) -> {
          // The JPEG reader makes up missing pixels and warns of damage; texts that start like this
          // are of unknown versions of the format.
          damage[0] = text.startsWith("Warning:") ? damage[0] : text;
        });
    reader.addIIOReadUpdateListener(timeCheck(in));
    BufferedImage image = reader.read(0);
    if (damage[0] != null) {
      throw new IOException(damage[0]);
    }
    if (reader.getFormatName().equals("JPEG") && image.getRaster().getNumBands() > 3) {
      // The reader takes the black of inks for transparency.
      throw new IOException("of four inks");
    }
    return image;
  }

  /** Returns the JDK's own reader of a format, whatever else is installed. */
  private static ImageReader reader(String format) {
    Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName(format);
    while (readers.hasNext()) {
      ImageReader reader = readers.next();
      if (reader.getClass().getModule() == ImageIO.class.getModule()) {
        return reader;
      }
    }
    throw new IllegalStateException("this JDK reads no " + format);
  }

  private static void checkSize(int width, int height, long bytes, String file)
      throws InputException {
    long most = Math.min(MAX_PIXELS, bytes / BYTES_PER_PIXEL);
    if ((long) width * height > most) {
      throw InputException.of(
          file,
          "too large an image (expected at most %d pixels, found %dx%d)",
          most,
          width,
          height);
    }
  }

  /** Returns a listener that checks the time in each of its six methods. */
  private static IIOReadUpdateListener timeCheck(TimedInput in) {
    Class<?>[] type = {IIOReadUpdateListener.class};
    return (IIOReadUpdateListener)
        Proxy.newProxyInstance(
            type[0].getClassLoader(),
            type,
            (proxy, method, arguments) -> {
              in.requireTime();
              return null;
            });
  }

  private static boolean endsEarly(Throwable error) {
    return error instanceof EOFException || error.getCause() != null && endsEarly(error.getCause());
  }

  /** The bytes of a file, which can be read until the time is up. */
  private static final class TimedInput extends ImageInputStreamImpl {
    /** JPEG readers take what they get, up to 64 KiB, and may spend seconds on it. */
    private static final int MAX_AT_ONCE = 4096;

    private final byte[] bytes;
    private final long end;

    TimedInput(byte[] bytes, long millis) {
      this.bytes = bytes;
      this.end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    }

    boolean isLate() {
      return System.nanoTime() - end > 0;
    }

    void requireTime() throws IOException {
      if (isLate()) {
        throw new IOException("the time is up");
      }
    }

    @Override
    public int read() throws IOException {
      requireTime();
      bitOffset = 0;
      return streamPos < bytes.length ? bytes[(int) streamPos++] & 0xff : -1;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      requireTime();
      bitOffset = 0;
      long left = bytes.length - streamPos;
      if (left <= 0) {
        return -1;
      }
      int count = (int) Math.min(left, Math.min(length, MAX_AT_ONCE));
      System.arraycopy(bytes, (int) streamPos, into, offset, count);
      streamPos += count;
      return count;
    }
  }
}

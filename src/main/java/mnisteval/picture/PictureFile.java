package mnisteval.picture;

import java.nio.charset.StandardCharsets;
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

  private static final int BMP_COMPRESSION = 30;

  private PictureFile() {}

  /** The formats that are read, and the characters that a file of each starts with. */
  private enum Format {
    PNG("\211PNG"),
    JPEG("\377\330\377"),
    GIF("GIF8"),
    BMP("BM");

    private final String start;

    Format(String start) {
      this.start = start;
    }

    /** Returns the format of a file, or null if it is none of these. */
    static Format of(byte[] bytes) {
      String start = new String(bytes, 0, Math.min(bytes.length, 4), StandardCharsets.ISO_8859_1);
      for (Format format : values()) {
        if (start.startsWith(format.start)) {
          return format;
        }
      }
      return null;
    }
  }

  /**
   * Reads an image as grey, turned upright as the Exif data of a JPEG file says.
   *
   * @throws InputException if it can't be read, is no image of the four formats, or damaged, larger
   *     than 64 MiB or 2^24 pixels, or takes too long to decode
   */
  public static GreyImage read(Source source) throws InputException {
    String file = source.name();
    byte[] bytes = source.bytes((int) Math.min(MAX_BYTES, HeapShares.pictureFile()));
    Format format = Format.of(bytes);
    if (format == null) {
      throw notImage(bytes, file);
    }
    if (format == Format.PNG) {
      PngChunks.check(bytes, file);
    }
    // Compressions 4 and 5 wrap a JPEG or a PNG, which may be larger than the header says.
    int compression =
        format == Format.BMP && bytes.length > BMP_COMPRESSION ? bytes[BMP_COMPRESSION] : 0;
    if (compression == 4 || compression == 5) {
      throw InputException.of(
          file,
          "a BMP image that wraps another one (expected compression 0 to 3, found %d)",
          compression);
    }
    GreyImage image =
        GreyImage.of(PictureDecoder.decode(format.name(), bytes, MAX_DECODING_MILLIS, file));
    return format == Format.JPEG ? image.upright(ExifOrientation.of(bytes)) : image;
  }

  private static InputException notImage(byte[] bytes, String file) {
    if (bytes.length == 0) {
      return new InputException(file, "is empty, expected an image");
    }
    Signature looks = Signature.of(bytes);
    return InputException.of(
        file,
        "not an image (expected PNG, JPEG, GIF or BMP, found %s)",
        looks == null ? "something else" : looks);
  }
}

package mnisteval.picture;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import mnisteval.input.InputException;

/** The formats that are read, each told by the first bytes of a file. */
enum ImageFormat {
  PNG("\211PNG") {
    @Override
    void check(byte[] bytes, String name) throws InputException {
      PngChunks.check(bytes, name);
    }
  },
  JPEG("\377\330\377") {
    @Override
    void check(byte[] bytes, String name) throws InputException {
      JpegSegments.check(bytes, name);
    }
  },
  GIF("GIF8") {
    @Override
    void check(byte[] bytes, String name) throws InputException {
      GifBlocks.check(bytes, name);
    }
  },
  BMP("BM") {
    /** Compressions 4 and 5 wrap a JPEG or a PNG, whose size the header would not have to tell. */
    @Override
    void check(byte[] bytes, String name) throws InputException {
      int at = 30;
      if (bytes.length > at && (bytes[at] == 4 || bytes[at] == 5)) {
        throw new InputException(
            name,
            "a BMP image that wraps another one (expected compression 0 to 3, found "
                + bytes[at]
                + ")");
      }
    }
  };

  private final byte[] start;

  ImageFormat(String start) {
    this.start = start.getBytes(StandardCharsets.ISO_8859_1);
  }

  /** The format of a file, or null if it is none of these. */
  static ImageFormat of(byte[] bytes) {
    for (ImageFormat format : values()) {
      int length = format.start.length;
      if (bytes.length >= length && Arrays.equals(bytes, 0, length, format.start, 0, length)) {
        return format;
      }
    }
    return null;
  }

  /**
   * Makes sure of what the JDK's reader of the format doesn't look at.
   *
   * @throws InputException if the file is damaged or refused
   */
  void check(byte[] bytes, String name) throws InputException {}

  /** A reader of this format that is the JDK's own, whatever else is installed. */
  ImageReader reader() {
    Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName(name());
    while (readers.hasNext()) {
      ImageReader reader = readers.next();
      if (reader.getClass().getModule() == ImageIO.class.getModule()) {
        return reader;
      }
    }
    throw new IllegalStateException("this JDK reads no " + this);
  }
}

package mnisteval.picture;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import javax.imageio.ImageIO;
import mnisteval.input.InputException;
import mnisteval.input.Source;

/** Image files for tests: PNG byte by byte, the other formats by the JDK's writers. */
public final class Pictures {
  /** Colour types of PNG, section 11.2.2 of its specification. */
  static final int GREY = 0;

  static final int RGB = 2;
  static final int PALETTE = 3;
  static final int GREY_ALPHA = 4;
  static final int RGB_ALPHA = 6;

  private static final byte[] SIGNATURE = bytes(0x89, 'P', 'N', 'G', 13, 10, 26, 10);

  private Pictures() {}

  static byte[] bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }

  static byte[] join(byte[]... parts) {
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      joined.writeBytes(part);
    }
    return joined.toByteArray();
  }

  /** A PNG file: the rows hold the samples as they lie in the file, without filter bytes. */
  static byte[] png(int width, int height, int depth, int colour, byte[] rows, byte[]... chunks) {
    ByteArrayOutputStream deflated = new ByteArrayOutputStream();
    Deflater fast = new Deflater(Deflater.BEST_SPEED);
    try (DeflaterOutputStream deflater = new DeflaterOutputStream(deflated, fast)) {
      int stride = rows.length / height;
      for (int y = 0; y < height; y++) {
        deflater.write(0);
        deflater.write(rows, y * stride, stride);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      fast.end();
    }
    return join(
        pngHeader(width, height, depth, colour),
        join(chunks),
        chunk("IDAT", deflated.toByteArray()),
        chunk("IEND"));
  }

  static byte[] pngHeader(int width, int height, int depth, int colour) {
    ByteBuffer header = ByteBuffer.allocate(13).putInt(width).putInt(height);
    header.put((byte) depth).put((byte) colour);
    return join(SIGNATURE, chunk("IHDR", header.array()));
  }

  static byte[] chunk(String type, byte... data) {
    byte[] named = join(type.getBytes(StandardCharsets.ISO_8859_1), data);
    CRC32 crc = new CRC32();
    crc.update(named);
    return join(int4(data.length), named, int4((int) crc.getValue()));
  }

  static byte[] int4(int value) {
    return ByteBuffer.allocate(4).putInt(value).array();
  }

  /** A grey image as a file of one of the four formats: GIF with a palette, others in colours. */
  public static byte[] file(GreyImage image, String format) throws IOException {
    int width = image.width();
    int height = image.height();
    if (format.equals("png")) {
      byte[] rows = new byte[3 * image.pixels().length];
      for (int i = 0; i < rows.length; i++) {
        rows[i] = image.pixels()[i / 3];
      }
      return png(width, height, 8, RGB, rows);
    }
    if (format.equals("gif")) {
      BufferedImage indexed =
          new BufferedImage(width, height, BufferedImage.TYPE_BYTE_INDEXED, greys());
      indexed.getRaster().setDataElements(0, 0, width, height, image.pixels());
      return file(indexed, format);
    }
    return file(coloured(image), format);
  }

  static BufferedImage coloured(GreyImage image) {
    int[] colours = new int[image.pixels().length];
    for (int i = 0; i < colours.length; i++) {
      colours[i] = (image.pixels()[i] & 0xff) * 0x010101;
    }
    BufferedImage coloured =
        new BufferedImage(image.width(), image.height(), BufferedImage.TYPE_INT_RGB);
    coloured.getRaster().setDataElements(0, 0, image.width(), image.height(), colours);
    return coloured;
  }

  private static IndexColorModel greys() {
    byte[] levels = new byte[256];
    for (int i = 0; i < 256; i++) {
      levels[i] = (byte) i;
    }
    return new IndexColorModel(8, 256, levels, levels, levels);
  }

  static byte[] file(BufferedImage image, String format) throws IOException {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    if (!ImageIO.write(image, format, file)) {
      throw new IOException("this JDK does not write such an image as " + format);
    }
    return file.toByteArray();
  }

  /** A picture in characters, a row each: a space is 0, # is 255, a digit n is 25 n. */
  static GreyImage drawn(String... rows) {
    byte[] pixels = new byte[rows.length * rows[0].length()];
    int i = 0;
    for (String row : rows) {
      for (char c : row.toCharArray()) {
        pixels[i++] = (byte) (c == '#' ? 255 : c == ' ' ? 0 : 25 * (c - '0'));
      }
    }
    return new GreyImage(rows[0].length(), rows.length, pixels);
  }

  static GreyImage read(byte[] file) throws InputException {
    return PictureFile.read(Source.stream("x", new ByteArrayInputStream(file)));
  }
}

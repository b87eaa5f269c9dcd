package mnisteval.report.page;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * Writes grey pictures of 8 bits a pixel as PNG (ISO/IEC 15948).
 *
 * <pre>
 *   file   89 'P' 'N' 'G' 0d 0a 1a 0a | IHDR | IDAT | IEND
 *   chunk  length of data (4) | type (4) | data | CRC-32 of type and data (4)
 *   IHDR   width (4) | height (4) | bits (8) | colour (0, grey) | deflate (0) | filters (0) | 0
 *   IDAT   zlib of every row: its filter (0, none), then its pixels
 * </pre>
 *
 * <p>java.desktop could do it too, but is no part of every Java.
 */
final class GreyPng {
  private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', 0x0d, 0x0a, 0x1a, 0x0a};

  private GreyPng() {}

  /**
   * The bytes of a file.
   *
   * @param pixels from 0 for black to 255 for white, row by row
   * @param width pixels across, of which {@code pixels.length} is a multiple
   */
  static byte[] encode(byte[] pixels, int width) {
    int height = pixels.length / width;
    ByteBuffer header = ByteBuffer.allocate(13).putInt(width).putInt(height).put((byte) 8);
    byte[] data = compress(filtered(pixels, width, height));
    ByteBuffer file = ByteBuffer.allocate(SIGNATURE.length + 3 * 12 + 13 + data.length);
    file.put(SIGNATURE);
    putChunk(file, "IHDR", header.array());
    putChunk(file, "IDAT", data);
    putChunk(file, "IEND", new byte[0]);
    return file.array();
  }

  private static byte[] filtered(byte[] pixels, int width, int height) {
    byte[] rows = new byte[height * (1 + width)];
    for (int y = 0; y < height; y++) {
      System.arraycopy(pixels, y * width, rows, y * (1 + width) + 1, width);
    }
    return rows;
  }

  private static byte[] compress(byte[] bytes) {
    Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION);
    deflater.setInput(bytes);
    deflater.finish();
    ByteArrayOutputStream compressed = new ByteArrayOutputStream();
    byte[] buffer = new byte[1 << 16];
    while (!deflater.finished()) {
      compressed.write(buffer, 0, deflater.deflate(buffer));
    }
    deflater.end();
    return compressed.toByteArray();
  }

  private static void putChunk(ByteBuffer file, String type, byte[] data) {
    byte[] name = type.getBytes(StandardCharsets.US_ASCII);
    CRC32 check = new CRC32();
    check.update(name);
    check.update(data);
    file.putInt(data.length).put(name).put(data).putInt((int) check.getValue());
  }
}

package mnisteval.picture;

import static mnisteval.picture.Pictures.GREY;
import static mnisteval.picture.Pictures.PALETTE;
import static mnisteval.picture.Pictures.RGB;
import static mnisteval.picture.Pictures.RGB_ALPHA;
import static mnisteval.picture.Pictures.bytes;
import static mnisteval.picture.Pictures.chunk;
import static mnisteval.picture.Pictures.int4;
import static mnisteval.picture.Pictures.join;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** Pictures without a digit, named for what is wrong with them. */
public final class HostilePictures {
  private static final int MOST = Integer.MAX_VALUE;

  /** Nearly as many pixels as a heap of 128 MiB allows. */
  private static final int SIDE = 2590;

  private HostilePictures() {}

  /**
   * The files.
   *
   * @param zeros deflated, gigabytes of them
   */
  public static Map<String, byte[]> files(byte[] zeros) throws IOException {
    Map<String, byte[]> files = new LinkedHashMap<>();
    png(files, join(bytes(0x78, 0x9c), zeros));
    gif(files);
    bmp(files);
    jpeg(files);
    return files;
  }

  private static void png(Map<String, byte[]> files, byte[] bomb) {
    files.put("png-of-2-to-62-pixels", png(MOST, MOST, 8, GREY, bomb));
    files.put("png-of-65536-squared", png(1 << 16, 1 << 16, 1, GREY, bomb));
    files.put("png-of-negative-size", png(-28, -28, 8, GREY, bomb));
    files.put("png-of-no-size", png(0, 28, 8, GREY, bomb));
    files.put("png-of-one-row", png(MOST, 1, 8, GREY, bomb));
    files.put("png-as-large-as-is-read", png(SIDE, SIDE, 16, RGB_ALPHA, bomb));
    files.put("png-as-large-as-is-read-of-16-bits", png(SIDE, SIDE, 16, RGB, bomb));
    files.put("png-as-large-as-is-read-interlaced", interlaced(SIDE, 16, RGB_ALPHA, bomb));
    files.put("png-as-large-as-is-read-of-1-bit", png(SIDE, SIDE, 1, GREY, bomb));
    files.put("png-that-decompresses-to-4-GiB", png(28, 28, 8, GREY, bomb));
    files.put("png-without-palette", png(SIDE, SIDE, 8, PALETTE, bomb));
    files.put("png-of-depth-255", png(28, 28, 255, RGB, bomb));
    files.put("png-of-truncated-data", png(28, 28, 8, GREY, Arrays.copyOf(bomb, 12)));
    for (String type : new String[] {"zTXt", "iTXt", "iCCP"}) {
      byte[] start = type.equals("iTXt") ? bytes('a', 0, 1, 0, 0, 0) : bytes('a', 0, 0);
      byte[] text = chunk(type, join(start, bomb));
      files.put("png-with-a-bomb-in-" + type, png(28, 28, 8, GREY, bomb, text));
    }
    ByteArrayOutputStream chunks = new ByteArrayOutputStream();
    byte[] texts = chunk("tEXt", bytes('a', 0, 'b'));
    while (chunks.size() < 10_000_000) {
      chunks.writeBytes(texts);
    }
    files.put("png-of-600000-texts", png(28, 28, 8, GREY, bomb, chunks.toByteArray()));
    chunks.reset();
    while (chunks.size() < 10_000_000) {
      chunks.writeBytes(chunk("IDAT"));
    }
    files.put("png-of-800000-pieces", png(28, 28, 8, GREY, bytes(), chunks.toByteArray()));
    byte[] palette = chunk("PLTE", new byte[3 * 1000]);
    files.put("png-of-1000-colours", png(28, 28, 8, PALETTE, bomb, palette));
    byte[] transparent = chunk("tRNS", new byte[1000]);
    files.put("png-of-1000-transparent-colours", png(28, 28, 8, GREY, bomb, transparent));
    files.put("png-chunk-of-2-to-31", join(Pictures.pngHeader(28, 28, 8, GREY), int4(MOST)));
    files.put(
        "png-chunk-of-minus-1",
        join(Pictures.pngHeader(28, 28, 8, GREY), int4(-1), "IDAT".getBytes(), int4(0)));
  }

  private static byte[] png(
      int width, int height, int depth, int colour, byte[] data, byte[]... chunks) {
    return join(
        Pictures.pngHeader(width, height, depth, colour),
        join(chunks),
        chunk("IDAT", data),
        chunk("IEND"));
  }

  private static byte[] interlaced(int side, int depth, int colour, byte[] data) {
    byte[] header = join(int4(side), int4(side), bytes(depth, colour, 0, 0, 1));
    byte[] signature = Arrays.copyOf(Pictures.pngHeader(1, 1, 8, GREY), 8);
    return join(signature, chunk("IHDR", header), chunk("IDAT", data), chunk("IEND"));
  }

  private static void gif(Map<String, byte[]> files) {
    byte[] clear = bytes(2, 2, 0x4c, 0x01, 0); // two pixels of 4
    files.put("gif-of-65535-squared", gif(65_535, 65_535, clear));
    files.put("gif-as-large-as-is-read", gif(SIDE, SIDE, clear));
    files.put("gif-of-no-size", gif(0, 0, clear));
    files.put("gif-of-codes-of-255-bits", gif(28, 28, bytes(255, 2, 0x4c, 0x01, 0)));
    files.put("gif-of-codes-of-0-bits", gif(28, 28, bytes(0, 2, 0x4c, 0x01, 0)));
    byte[] block = join(bytes(255), new byte[255]);
    ByteArrayOutputStream blocks = new ByteArrayOutputStream();
    blocks.write(8);
    while (blocks.size() < 10_000_000) {
      blocks.writeBytes(block);
    }
    files.put("gif-that-clears-all-the-time", gif(SIDE, SIDE, blocks.toByteArray()));
    ByteArrayOutputStream extensions = new ByteArrayOutputStream();
    extensions.writeBytes(gifStart(28, 28));
    while (extensions.size() < 10_000_000) {
      extensions.writeBytes(bytes(0x21, 0xfe, 0));
    }
    files.put("gif-of-millions-of-comments", extensions.toByteArray());
    byte[] pieces = new byte[4_000_000];
    Arrays.fill(pieces, (byte) 1);
    byte[] end = join(bytes(0), gifFrame(28, 28, clear), bytes(0x3b));
    byte[] comment = bytes(0x21, 0xfe);
    byte[] text = join(bytes(0x21, 1, 12), new byte[12]);
    byte[] program = join(bytes(0x21, 0xff, 11), latin1("XMP DataXMP"));
    files.put("gif-comment-in-2000000-pieces", join(gifStart(28, 28), comment, pieces, end));
    files.put("gif-text-in-2000000-pieces", join(gifStart(28, 28), text, pieces, end));
    files.put("gif-program-in-2000000-pieces", join(gifStart(28, 28), program, pieces, end));
    ByteArrayOutputStream frames = new ByteArrayOutputStream();
    frames.writeBytes(gifStart(28, 28));
    while (frames.size() < 10_000_000) {
      frames.writeBytes(gifFrame(28, 28, clear));
    }
    files.put("gif-of-600000-frames", frames.toByteArray());
    files.put("gif-truncated", Arrays.copyOf(gif(28, 28, clear), 20));
    files.put("gif-of-signature-only", latin1("GIF89a"));
  }

  private static byte[] gif(int width, int height, byte[] data) {
    return join(gifStart(width, height), gifFrame(width, height, data), bytes(0x3b));
  }

  private static byte[] gifStart(int width, int height) {
    return join(
        latin1("GIF89a"),
        bytes(width & 255, width >> 8, height & 255, height >> 8, 0x80, 0, 0),
        bytes(0, 0, 0, 255, 255, 255));
  }

  private static byte[] gifFrame(int width, int height, byte[] data) {
    return join(
        bytes(0x2c, 0, 0, 0, 0, width & 255, width >> 8, height & 255, height >> 8, 0), data);
  }

  private static void bmp(Map<String, byte[]> files) {
    byte[] some = new byte[1000];
    files.put("bmp-of-2-to-62-pixels", bmp(40, MOST, MOST, 24, 0, 0, some));
    files.put("bmp-of-minus-2-to-31-rows", bmp(40, 28, Integer.MIN_VALUE, 24, 0, 0, some));
    files.put("bmp-of-negative-width", bmp(40, -28, 28, 24, 0, 0, some));
    files.put("bmp-of-no-size", bmp(40, 0, 0, 24, 0, 0, some));
    files.put("bmp-as-large-as-is-read", bmp(40, SIDE, SIDE, 24, 0, 0, some));
    files.put("bmp-as-large-as-is-read-run-length", bmp(40, SIDE, SIDE, 8, 1, 0, some));
    files.put("bmp-as-large-as-is-read-of-4-bits", bmp(40, SIDE, SIDE, 4, 2, 0, some));
    files.put("bmp-as-large-as-is-read-of-masks", bmp(40, SIDE, SIDE, 32, 3, 0, some));
    files.put("bmp-of-2-to-31-colours", bmp(40, 28, 28, 8, 0, MOST, some));
    files.put("bmp-of-minus-1-colours", bmp(40, 28, 28, 8, 0, -1, some));
    files.put("bmp-header-of-2-to-31", bmp(MOST, 28, 28, 8, 0, 0, some));
    files.put("bmp-header-of-minus-1", bmp(-1, 28, 28, 8, 0, 0, some));
    files.put("bmp-of-depth-65535", bmp(40, 28, 28, 65_535, 0, 0, some));
    files.put("bmp-of-compression-2-to-31", bmp(40, 28, 28, 8, MOST, 0, some));
    for (int offset : new int[] {0, MOST, -1}) {
      byte[] bmp = bmp(40, 28, 28, 24, 0, 0, some);
      ByteBuffer.wrap(bmp).order(ByteOrder.LITTLE_ENDIAN).putInt(10, offset);
      files.put("bmp-data-at-" + offset, bmp);
    }
  }

  private static byte[] bmp(
      int header, int width, int height, int depth, int compression, int colours, byte[] data) {
    ByteBuffer bmp = ByteBuffer.allocate(54 + data.length).order(ByteOrder.LITTLE_ENDIAN);
    bmp.put(latin1("BM")).putInt(bmp.capacity()).putInt(0).putInt(54).putInt(header);
    bmp.putInt(width).putInt(height).putShort((short) 1).putShort((short) depth);
    bmp.putInt(compression).putInt(0).putInt(0).putInt(0).putInt(colours).putInt(0);
    return bmp.put(data).array();
  }

  private static void jpeg(Map<String, byte[]> files) throws IOException {
    byte[] small = Pictures.file(Pictures.drawn("   ", " # ", "   "), "jpeg");
    int frame = find(small, 0xc0);
    files.put("jpeg-of-65535-squared", sized(small, frame, 65_535, 65_535));
    files.put("jpeg-as-large-as-is-read", sized(small, frame, SIDE, SIDE));
    files.put("jpeg-of-no-size", sized(small, frame, 0, 0));
    files.put("jpeg-truncated", Arrays.copyOf(small, small.length - 6));
    files.put("jpeg-of-a-frame-only", Arrays.copyOf(small, frame + 12));
    files.put("jpeg-of-39-scans", progressive(SIDE, 39));
    files.put("jpeg-of-6500-scans", progressive(SIDE, 6500));
    ByteArrayOutputStream segments = new ByteArrayOutputStream();
    segments.writeBytes(bytes(0xff, 0xd8));
    while (segments.size() < 10_000_000) {
      segments.writeBytes(bytes(0xff, 0xfe, 0, 2));
    }
    files.put("jpeg-of-millions-of-comments", segments.toByteArray());
    segments.reset();
    segments.writeBytes(bytes(0xff, 0xd8));
    while (segments.size() < 1_200_000) {
      segments.writeBytes(bytes(0xff, 0xe2, 0, 2));
    }
    files.put("jpeg-of-300000-profiles", segments.toByteArray());
    byte[] profile = join(bytes(0xff, 0xe2, 0xff, 0xff), latin1("ICC_PROFILE\0"), bytes(1, 255));
    byte[] padded = Arrays.copyOf(profile, 2 + 65_535);
    byte[] start = Arrays.copyOf(small, 2);
    byte[] rest = Arrays.copyOfRange(small, 2, small.length);
    files.put("jpeg-with-profiles-of-255-parts", join(start, padded, padded, padded, rest));
  }

  /** A JPEG whose scans, of 10 bytes each, go over the whole image and have no data. */
  static byte[] progressive(int side, int scans) throws IOException {
    byte[] small = Pictures.file(Pictures.drawn("   ", " # ", "   "), "jpeg");
    int frame = find(small, 0xc0);
    byte[] start = Arrays.copyOf(sized(small, frame, side, side), find(small, 0xda));
    start[frame + 1] = (byte) 0xc2;
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.writeBytes(start);
    for (int i = 0; i < scans; i++) {
      // One component, the coefficient 1, nothing before, no data.
      file.writeBytes(bytes(0xff, 0xda, 0, 8, 1, 1, 0, i == 0 ? 0 : 1, i == 0 ? 0 : 1, 0));
    }
    file.writeBytes(bytes(0xff, 0xd9));
    return file.toByteArray();
  }

  private static byte[] sized(byte[] jpeg, int frame, int width, int height) {
    byte[] sized = jpeg.clone();
    ByteBuffer.wrap(sized).putShort(frame + 5, (short) height).putShort(frame + 7, (short) width);
    return sized;
  }

  private static int find(byte[] jpeg, int marker) {
    for (int i = 0; i < jpeg.length - 1; i++) {
      if (jpeg[i] == (byte) 0xff && jpeg[i + 1] == (byte) marker) {
        return i;
      }
    }
    throw new IllegalStateException("no marker " + marker);
  }

  private static byte[] latin1(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}

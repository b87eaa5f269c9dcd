package mnisteval.picture;

import static mnisteval.picture.Pictures.bytes;
import static mnisteval.picture.Pictures.chunk;
import static mnisteval.picture.Pictures.join;
import static mnisteval.picture.Pictures.png;
import static mnisteval.picture.Pictures.read;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.Raster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import mnisteval.input.InputException;
import mnisteval.input.Source;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the pixels of a file become; the greys are those of the formula, by hand. */
final class PictureFileTest {
  @TempDir Path folder;

  /** 128 stays 128: as light in linear terms the JDK would make 188 of it. */
  @Test
  void readsGrey() throws InputException {
    assertPixels(2, bytes(0, 1, 128, 255), png(2, 2, 8, Pictures.GREY, bytes(0, 1, 128, 255)));
  }

  @Test
  void readsGreyOfSixteenBits() throws InputException {
    byte[] rows = bytes(0, 0, 0x80, 0x80, 0xff, 0xff);
    assertPixels(3, bytes(0, 128, 255), png(3, 1, 16, Pictures.GREY, rows));
  }

  /** 2 bits: 00 01 10 11 are 0, 85, 170 and 255. */
  @Test
  void readsGreyOfTwoBits() throws InputException {
    assertPixels(4, bytes(0, 85, 170, 255), png(4, 1, 2, Pictures.GREY, bytes(0b00011011)));
  }

  /** 0.299, 0.587 and 0.114 of 255 are 76.2, 149.7 and 29.1. */
  @Test
  void readsColoursAsTheirLuma() throws InputException {
    byte[] rows = bytes(255, 0, 0, 0, 255, 0, 0, 0, 255, 9, 9, 9);
    assertPixels(4, bytes(76, 150, 29, 9), png(4, 1, 8, Pictures.RGB, rows));
  }

  @Test
  void readsColoursOfSixteenBits() throws InputException {
    byte[] rows = bytes(0xff, 0xff, 0, 0, 0, 0, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80);
    assertPixels(2, bytes(76, 128), png(2, 1, 16, Pictures.RGB, rows));
  }

  /** Alpha 51 is a fifth: over white, black becomes 204; a fifth of 100 and of 255 less is 224. */
  @Test
  void laysTransparentGreyOnWhite() throws InputException {
    byte[] rows = bytes(0, 255, 0, 0, 0, 51, 100, 51);
    assertPixels(4, bytes(0, 255, 204, 224), png(4, 1, 8, Pictures.GREY_ALPHA, rows));
  }

  @Test
  void laysTransparentColoursOnWhite() throws InputException {
    byte[] rows = bytes(255, 0, 0, 255, 0, 0, 0, 0, 0, 0, 0, 51);
    assertPixels(3, bytes(76, 255, 204), png(3, 1, 8, Pictures.RGB_ALPHA, rows));
  }

  @Test
  void readsAPaletteThatIsTransparentInParts() throws InputException {
    byte[] palette = chunk("PLTE", bytes(255, 0, 0, 0, 0, 0, 100, 100, 100));
    byte[] alpha = chunk("tRNS", bytes(255, 0));
    byte[] file = png(3, 1, 8, Pictures.PALETTE, bytes(0, 1, 2), palette, alpha);
    assertPixels(3, bytes(76, 255, 100), file);
  }

  @Test
  void readsTheOneColourThatIsTransparent() throws InputException {
    byte[] file = png(2, 1, 8, Pictures.GREY, bytes(7, 8), chunk("tRNS", bytes(0, 7)));
    assertPixels(2, bytes(255, 8), file);
  }

  @Test
  void readsASinglePixel() throws InputException {
    assertPixels(1, bytes(5), png(1, 1, 8, Pictures.GREY, bytes(5)));
  }

  @Test
  void ignoresChunksBesideTheImage() throws InputException {
    byte[] text = chunk("zTXt", bytes('a', 0, 0, 1, 2, 3));
    assertPixels(1, bytes(5), png(1, 1, 8, Pictures.GREY, bytes(5), text));
  }

  /** Five rows: of interlaced GIFs with fewer, JDK 17 reads the first row only. */
  @ParameterizedTest
  @ValueSource(strings = {"png", "gif", "bmp"})
  void readsTheFormatsThatKeepPixels(String format) throws IOException {
    GreyImage image = Pictures.drawn("#8 ", " 48", "123", "456", "  #");
    assertPixels(3, image.pixels(), Pictures.file(image, format));
  }

  /** The JDK's writer filters the rows of a PNG. */
  @Test
  void readsAPngWhoseRowsAreFiltered() throws IOException {
    GreyImage image = Pictures.drawn("#8 ", " 48", "123", "456", "  #");
    assertPixels(3, image.pixels(), Pictures.file(Pictures.coloured(image), "png"));
  }

  @Test
  void readsAJpeg() throws IOException {
    GreyImage found = read(Pictures.file(Pictures.drawn("####", "####"), "jpeg"));
    assertEquals(new GreyImage(4, 2, found.pixels()), found);
    assertEquals(255, found.at(0, 0), 2);
  }

  @Test
  void readsAGreyJpegAsItIs() throws IOException {
    BufferedImage grey = new BufferedImage(8, 8, BufferedImage.TYPE_BYTE_GRAY);
    Arrays.fill(((DataBufferByte) grey.getRaster().getDataBuffer()).getData(), (byte) 128);
    assertEquals(128, read(Pictures.file(grey, "jpeg")).at(4, 4), 1);
  }

  @Test
  void readsTheFirstFrameOfAGif() throws IOException {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    ImageWriter writer = ImageIO.getImageWritersByFormatName("gif").next();
    try (ImageOutputStream out = new MemoryCacheImageOutputStream(file)) {
      writer.setOutput(out);
      writer.prepareWriteSequence(null);
      for (int light : new int[] {0x646464, 0xffffff, 0}) {
        BufferedImage frame = new BufferedImage(2, 1, BufferedImage.TYPE_INT_RGB);
        frame.setRGB(0, 0, light);
        writer.writeToSequence(new IIOImage(frame, null, null), null);
      }
      writer.endWriteSequence();
    }
    assertPixels(2, bytes(100, 0), file.toByteArray());
  }

  /** Black above, white below as it is stored; right of it when the camera was turned (6). */
  @ParameterizedTest
  @CsvSource({
    "1, II, 16, 32, 8, 4",
    "3, II, 16, 32, 8, 28",
    "6, MM, 32, 16, 28, 8",
    "8, II, 32, 16, 4, 8",
    "0, II, 16, 32, 8, 4",
    "9, MM, 16, 32, 8, 4",
  })
  void turnsAJpegAsExifSays(
      int orientation, String order, int width, int height, int darkX, int darkY)
      throws IOException {
    byte[] pixels = new byte[16 * 32];
    Arrays.fill(pixels, 16 * 16, 16 * 32, (byte) 255);
    byte[] jpeg = Pictures.file(new GreyImage(16, 32, pixels), "jpeg");
    GreyImage image = read(withExif(jpeg, exif(order, orientation)));
    assertEquals(width, image.width());
    assertEquals(height, image.height());
    assertTrue(image.at(darkX, darkY) < 20);
    assertTrue(image.at(width - 1 - darkX, height - 1 - darkY) > 235);
  }

  /** The directory lies elsewhere, is cut off, or the segment is not of Exif. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Exif\0\0II*\0\377\377\377\377",
        "Exif\0\0II*\0\10\0\0\0\7\0",
        "Exif\0\0II",
        "Exif\0\0II*\0\10\0\0\0\1\0\1\1\3\0\1\0\0\0\6\0\0\0",
        "http\0\0II*\0\10\0\0\0\1\0\22\1\3\0\1\0\0\0\6\0\0\0",
      })
  void readsAJpegWithoutOrientationAsUpright(String exif) throws IOException {
    byte[] jpeg = Pictures.file(Pictures.drawn("####", "####"), "jpeg");
    assertEquals(4, read(withExif(jpeg, exif.getBytes(StandardCharsets.ISO_8859_1))).width());
  }

  private static byte[] exif(String order, int orientation) {
    boolean little = order.equals("II");
    byte[] entry =
        little
            ? bytes(0x12, 1, 3, 0, 1, 0, 0, 0, orientation, 0, 0, 0)
            : bytes(1, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0);
    byte[] other =
        little
            ? bytes(0x0f, 1, 3, 0, 1, 0, 0, 0, 5, 0, 0, 0)
            : bytes(1, 0x0f, 0, 3, 0, 0, 0, 1, 0, 5, 0, 0);
    byte[] head =
        little
            ? bytes('I', 'I', 42, 0, 8, 0, 0, 0, 2, 0)
            : bytes('M', 'M', 0, 42, 0, 0, 0, 8, 0, 2);
    return join(bytes('E', 'x', 'i', 'f', 0, 0), head, other, entry);
  }

  /** After the two bytes that start a JPEG, as a segment APP1. */
  private static byte[] withExif(byte[] jpeg, byte[] exif) {
    byte[] segment = join(bytes(0xff, 0xe1, 0, exif.length + 2), exif);
    return join(Arrays.copyOf(jpeg, 2), segment, Arrays.copyOfRange(jpeg, 2, jpeg.length));
  }

  @Test
  void refusesAHugeImageByItsHeader() {
    byte[] file = join(Pictures.pngHeader(50_000, 50_000, 8, 0), chunk("IDAT"), chunk("IEND"));
    assertRefused("too large an image (expected at most 16777216 pixels, found 50000x50000)", file);
  }

  @Test
  void refusesAGifThatClaimsToBeHuge() {
    byte[] file =
        join(
            bytes('G', 'I', 'F', '8', '9', 'a', 1, 0, 1, 0, 0, 0, 0),
            bytes(0x2c, 0, 0, 0, 0, 0xff, 0xff, 0xff, 0xff, 0, 2, 1, 0, 0, 0x3b));
    assertRefused("too large an image (expected at most 16777216 pixels, found 65535x65535)", file);
  }

  /** A comment, a text to be drawn and what a program adds, each in pieces of one byte. */
  @ParameterizedTest
  @ValueSource(strings = {"fe", "01 0c 000000000000000000000000", "ff 0b 584d502044617461584d50"})
  void boundsTheTimeForTheExtensionsOfAGif(String start) throws IOException {
    byte[] extension = HexFormat.of().parseHex(start.replace(" ", ""));
    assertTakesTooLong("GIF", withExtension(extension, 2_000_000));
    assertEquals(1, read(withExtension(extension, 4097)).width());
  }

  /** The reader takes four bytes and an end, or twelve, whatever length the file gives. */
  @Test
  void refusesAGifWhoseExtensionHasAnotherLength() {
    assertRefused(
        "unreadable GIF image (Unexpected block type 0!)",
        withExtension(bytes(0xf9, 5, 0, 0, 0, 0, 0), 0));
    assertRefused(
        "unreadable GIF image (Unexpected block type 1!)",
        withExtension(bytes(0xf9, 4, 0, 0, 0, 0), 1));
    assertRefused("unreadable GIF image (it ends too early)", withExtension(bytes(1, 1, 0), 0));
  }

  /** A GIF of one pixel, with an extension that goes on in pieces of one byte. */
  private static byte[] withExtension(byte[] start, int pieces) {
    byte[] ones = new byte[2 * pieces];
    Arrays.fill(ones, (byte) 1);
    return join(
        bytes('G', 'I', 'F', '8', '9', 'a', 1, 0, 1, 0, 0x80, 0, 0, 0, 0, 0, 255, 255, 255),
        join(bytes(0x21), start, ones, bytes(0)),
        bytes(0x2c, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 2, 0x4c, 0x01, 0, 0x3b));
  }

  @Test
  void refusesABmpThatWrapsAnotherImage() {
    byte[] file = new byte[60];
    file[0] = 'B';
    file[1] = 'M';
    file[30] = 5;
    assertRefused(
        "a BMP image that wraps another one (expected compression 0 to 3, found 5)", file);
  }

  /** Nearly all scans lie in one read: only the rows of pixels show how late it is. */
  @Test
  void boundsTheTimeForTheScansOfAJpeg() throws IOException {
    assertTakesTooLong("JPEG", HostilePictures.progressive(2000, 390));
  }

  @Test
  void refusesAJpegOfThousandsOfScans() {
    byte[] scan = bytes(0xff, 0xda, 0, 2);
    String problem = "unreadable JPEG image (Invalid JPEG file structure: SOS before SOF)";
    assertRefused(problem, join(bytes(0xff, 0xd8), repeated(scan, 5000)));
    // The end of an image before it starts is that of its tables.
    assertRefused(problem, join(bytes(0xff, 0xd8, 0xff, 0xd9, 0xff, 0xd8), repeated(scan, 41)));
  }

  @Test
  void boundsTheTimeForTheSegmentsOfAJpeg() {
    byte[] segments = repeated(bytes(0xff, 0xe2, 0, 2), 300_000);
    assertTakesTooLong("JPEG", join(bytes(0xff, 0xd8), segments));
  }

  /** Between segments may lie anything, and ff more than once. */
  @Test
  void refusesAJpegOfThousandsOfSegmentsOfPrograms() throws IOException {
    byte[] jpeg = Pictures.file(Pictures.drawn("####", "####"), "jpeg");
    byte[] rest = Arrays.copyOfRange(jpeg, 2, jpeg.length); // one more, of JFIF
    byte[] segments = repeated(bytes(0xff, 0xe1, 0, 3, 7, 0xff, 0xff, 0xe2, 0, 2, 5), 2048);
    assertRefused(
        "unreadable JPEG image (Corrupt JPEG data: 1 extraneous bytes before marker 0xe1)",
        join(bytes(0xff, 0xd8), segments, rest));
    byte[] lengthsOfNothing = repeated(bytes(0xff, 0xef, 0, 0), 4097);
    assertRefused(
        "unreadable JPEG image (No image data present to read)",
        join(bytes(0xff, 0xd8), lengthsOfNothing));
  }

  /** Bytes within a segment or after the end are no scans and segments, whatever they look like. */
  @Test
  void readsAJpegThatEndsInAVideo() throws IOException {
    byte[] jpeg = Pictures.file(Pictures.drawn("####", "####"), "jpeg");
    byte[] within = join(bytes(0xff, 0xe1, 0xff, 0xfe), repeated(bytes(0xff, 0xda), 0x7ffe));
    byte[] video = repeated(bytes(0xff, 0xda, 0, 2, 0xff, 0xe2, 0, 2), 5000);
    byte[] rest = Arrays.copyOfRange(jpeg, 2, jpeg.length);
    assertEquals(4, read(join(bytes(0xff, 0xd8), within, rest, video)).width());
  }

  private static byte[] repeated(byte[] some, int times) {
    byte[] repeated = new byte[some.length * times];
    for (int i = 0; i < repeated.length; i++) {
      repeated[i] = some[i % some.length];
    }
    return repeated;
  }

  /** As Photoshop writes them, with a segment that says so, and as others do, without. */
  @Test
  void refusesAJpegOfFourInks() throws IOException {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    try (ImageOutputStream out = new MemoryCacheImageOutputStream(file)) {
      writer.setOutput(out);
      Raster raster = Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, 8, 8, 4, null);
      writer.write(new IIOImage(raster, null, null));
    }
    byte[] jpeg = file.toByteArray();
    assertRefused("unreadable JPEG image (of four inks)", jpeg);
    byte[] adobe =
        bytes(0xff, 0xee, 0, 14, 'A', 'd', 'o', 'b', 'e', 0, 100, 0, 0, 0, 0, /* transform: */ 2);
    byte[] marked = join(Arrays.copyOf(jpeg, 2), adobe, Arrays.copyOfRange(jpeg, 2, jpeg.length));
    assertRefused("unreadable JPEG image (of four inks)", marked);
  }

  @Test
  void refusesATruncatedPng() {
    byte[] file = png(1, 1, 8, Pictures.GREY, bytes(5));
    // The signature has 8 bytes, IHDR 25, and IEND 12.
    int end = file.length - 12;
    assertRefused(
        "truncated PNG image (expected a whole chunk at byte " + end + ", found 11 bytes)",
        Arrays.copyOf(file, file.length - 1));
    assertRefused(
        "truncated PNG image (expected a whole chunk at byte " + end + ", found 0 bytes)",
        Arrays.copyOf(file, end));
    assertRefused(
        "truncated PNG image (expected a whole chunk at byte 33, found 20 bytes)",
        Arrays.copyOf(file, 53));
  }

  /** A chunk IDAT whose rows end before the image does. */
  @Test
  void refusesAPngWithTooFewRows() {
    byte[] one = png(1, 1, 8, Pictures.GREY, bytes(5));
    byte[] file = join(Pictures.pngHeader(1, 2, 8, 0), Arrays.copyOfRange(one, 33, one.length));
    InputException e = assertThrows(InputException.class, () -> read(file));
    assertTrue(e.getMessage().startsWith("x: unreadable PNG image ("), e.getMessage());
  }

  /** The CRC of IEND, which has no data, is ae426082 in every PNG file. */
  @Test
  void refusesADamagedPng() {
    byte[] file = png(1, 1, 8, Pictures.GREY, bytes(5));
    int at = file.length - 12;
    file[file.length - 1] ^= 1;
    assertRefused(
        "damaged PNG image (expected CRC ae426083 of the chunk at byte " + at + ", found ae426082)",
        file);
  }

  @Test
  void refusesAPngThatWasSentAsText() {
    byte[] file = png(1, 1, 8, Pictures.GREY, bytes(5));
    byte[] sent = join(Arrays.copyOf(file, 4), Arrays.copyOfRange(file, 5, file.length));
    String problem = "damaged PNG image (expected 0d 0a 1a 0a at byte 4; was it sent as text?)";
    assertRefused(problem, sent);
    assertRefused(problem, Arrays.copyOf(file, 5));
  }

  /** The decoder would fill up what is missing with grey, and only warn. */
  @Test
  void refusesATruncatedJpeg() throws IOException {
    byte[] file = Pictures.file(Pictures.drawn("# # # # #", " # # # # "), "jpeg");
    assertRefused(
        "unreadable JPEG image (Corrupt JPEG data: premature end of data segment)",
        Arrays.copyOf(file, file.length - 12));
  }

  @Test
  void refusesATruncatedGif() throws IOException {
    byte[] file = Pictures.file(Pictures.drawn("# # # # #", " # # # # "), "gif");
    assertRefused("unreadable GIF image (it ends too early)", Arrays.copyOf(file, 20));
  }

  @Test
  void refusesATruncatedBmp() throws IOException {
    byte[] file = Pictures.file(Pictures.drawn("# # # # #", " # # # # "), "bmp");
    assertRefused("unreadable BMP image (it ends too early)", Arrays.copyOf(file, 60));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "P5 1 1 255 a | something else",
        "%PDF-1.4     | a PDF document",
        "<svg>        | an HTML or XML page",
        "RIFF1234WEBP | a WebP image",
      })
  void refusesWhatIsNoImage(String content, String looks) {
    assertRefused(
        "not an image (expected PNG, JPEG, GIF or BMP, found " + looks + ")",
        content.getBytes(StandardCharsets.ISO_8859_1));
  }

  @Test
  void namesTheFormatsOfCamerasAndScanners() {
    String start = "not an image (expected PNG, JPEG, GIF or BMP, found ";
    assertRefused(start + "a TIFF image)", bytes('I', 'I', 42, 0));
    assertRefused(start + "a TIFF image)", bytes('M', 'M', 0, 42));
    assertRefused(
        start + "a HEIC image or a video)", bytes(0, 0, 0, 24, 'f', 't', 'y', 'p', 'h', 'e'));
    assertRefused(start + "an IDX file)", bytes(0, 0, 8, 3));
  }

  @Test
  void refusesAnEmptyFile() {
    assertRefused("is empty, expected an image", new byte[0]);
  }

  @Test
  void namesAMissingFileAndADirectory() {
    Path gone = folder.resolve("gone.png");
    InputException e =
        assertThrows(InputException.class, () -> PictureFile.read(Source.file(gone)));
    assertEquals(gone + ": no such file", e.getMessage());
    e = assertThrows(InputException.class, () -> PictureFile.read(Source.file(folder)));
    assertEquals(folder + ": is a directory, expected a file", e.getMessage());
  }

  /** A file with holes, which takes no room on the disk. */
  @Test
  void refusesAFileOfMoreThan64MiB() throws IOException {
    Path file = folder.resolve("large.png");
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.setLength((1L << 26) + 1);
    }
    InputException e =
        assertThrows(InputException.class, () -> PictureFile.read(Source.file(file)));
    long most = Math.min(1L << 26, Runtime.getRuntime().maxMemory() / 8);
    assertEquals(
        file + ": too large (expected at most " + most + " bytes, found " + Files.size(file) + ")",
        e.getMessage());
  }

  private static void assertPixels(int width, byte[] expected, byte[] file) throws InputException {
    GreyImage image = read(file);
    assertEquals(width, image.width());
    assertEquals(expected.length / width, image.height());
    assertArrayEquals(expected, image.pixels());
  }

  private static void assertTakesTooLong(String format, byte[] file) {
    InputException e =
        assertThrows(
            InputException.class, () -> PictureFile.decode(format, file, 1 << 30, 20, "x"));
    assertEquals("x: takes too long to decode (expected at most 20 ms)", e.getMessage());
  }

  private static void assertRefused(String problem, byte[] file) {
    InputException e = assertThrows(InputException.class, () -> read(file));
    assertEquals("x: " + problem, e.getMessage());
  }
}

package mnisteval.idx;

import java.io.IOException;
import mnisteval.input.Source;
import mnisteval.input.SourceStream;

/**
 * Reads images as runs of zeros, which is how the program has its own images: fewer bytes than
 * pixels, of which only those that are not zero have to be looked at.
 *
 * <pre>
 *   how many images, rows and columns (4 bytes each, the highest first, as all numbers here)
 *   how many pairs each image has (2 bytes each)
 *   pairs: how many zeros come first, 0 to 255; the pixel after them, which is zero only after 255
 * </pre>
 *
 * <p>All after the last pair of an image is zeros.
 */
final class RunLengthReader extends IdxReader {
  private final byte[] pairs;

  private RunLengthReader(SourceStream content, IdxHeader header, byte[] pairs) {
    super(content, header);
    this.pairs = pairs;
  }

  /** Opens a file of the program's own, which is not checked as those of strangers are. */
  static RunLengthReader open(Source source) throws IOException {
    SourceStream content = source.open();
    byte[] sizes = content.readNBytes(3 * Integer.BYTES);
    long[] dimensions = new long[3];
    for (int i = 0; i < sizes.length; i++) {
      dimensions[i >> 2] = dimensions[i >> 2] << 8 | sizes[i] & 0xff;
    }
    byte[] pairs = content.readNBytes(2 * (int) dimensions[0]);
    IdxHeader header = new IdxHeader(IdxHeader.Type.UNSIGNED_BYTE, dimensions);
    return new RunLengthReader(content, header, pairs);
  }

  /** Returns how many bytes the pairs of an image take. */
  private int bytes(long image) {
    int i = 2 * (int) image;
    return 2 * ((pairs[i] & 0xff) << 8 | pairs[i + 1] & 0xff);
  }

  @Override
  void read(Block block, int count) throws IOException {
    long first = position();
    int[] ends = block.runEnds();
    int end = 0;
    for (int i = 0; i < count; i++) {
      end += bytes(first + i);
      ends[i] = end;
    }
    readBytes(block.makeRuns(end), end);
    advance(count);
  }

  @Override
  void skip(long count) throws IOException {
    long bytes = 0;
    for (long i = 0; i < count; i++) {
      bytes += bytes(position() + i);
    }
    skipBytes(bytes);
    advance(count);
  }
}

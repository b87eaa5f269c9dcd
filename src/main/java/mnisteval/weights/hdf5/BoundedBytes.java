package mnisteval.weights.hdf5;

import io.jhdf.Superblock;
import io.jhdf.storage.HdfBackingStorage;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import mnisteval.weights.array.FormatException;

/**
 * The bytes of an HDF5 file as jHDF asks for them. The library follows addresses wherever they
 * lead: to where it has been, a thousand ways to one place, around in circles. It gets no further
 * than its next question, which is answered for as long as the user may be kept waiting, and for
 * bytes that are there.
 */
final class BoundedBytes implements HdfBackingStorage {
  /** Bytes of an address and of a length: 8 each in all files that h5py writes. */
  private static final int WIDTH = 8;

  /**
   * Bytes of a header, a node or a table. The types in a header may be nested, 8 bytes each, and
   * deeper nesting would overflow the stack.
   */
  private static final int MOST_TOGETHER = 1 << 14;

  /** Bytes of texts that are stored together, such as the configuration of a model. */
  static final int MOST_TEXT = 1 << 20;

  /** Bytes of one object, of which the library makes objects that take up to 40 times as much. */
  private static final int MOST_FOR_OBJECT = 1 << 18;

  /** Questions for one object. Each may come from deeper in the stack than the one before. */
  private static final int MOST_READS = 1000;

  /** Bytes of all answers; what the library makes of them takes a few nanoseconds a byte. */
  private static final int MOST_BYTES = 1 << 25;

  /** A question of no bytes takes time and memory too. */
  private static final int BYTES_FOR_READ = 64;

  /** Entries of a tree or a heap, for which the library makes room before it reads them. */
  private static final int MOST_ENTRIES = 1 << 14;

  private static final int TREE = 0x44485442; // BTHD
  private static final int HEAP = 0x50485246; // FRHP

  private final byte[] bytes;
  private final Superblock superblock;
  private int mostTogether;
  private int readsLeft;
  private int leftForObject;
  private int left = MOST_BYTES;

  /**
   * Reads the superblock, with which a file begins.
   *
   * @param bytes the whole file
   * @throws RuntimeException of any kind if it is malformed
   */
  BoundedBytes(byte[] bytes) {
    this.bytes = bytes;
    superblock = Superblock.readSuperblock(buffer(0, bytes.length));
    if (superblock.getSizeOfOffsets() != WIDTH
        || superblock.getSizeOfLengths() != WIDTH
        || superblock.getBaseAddressByte() != 0) {
      throw new FormatException("malformed HDF5 (its superblock)");
    }
  }

  /** Begins to answer the questions for another object. */
  void beginObject() {
    mostTogether = MOST_TOGETHER;
    leftForObject = MOST_FOR_OBJECT;
    comeBack();
  }

  /** Begins to answer the questions for texts that are stored together. */
  void beginTexts() {
    mostTogether = MOST_TEXT;
    leftForObject = MOST_TEXT + MOST_FOR_OBJECT;
    comeBack();
  }

  /**
   * Allows as many questions again, after the library has come back from the depth of the stack.
   */
  void comeBack() {
    readsLeft = MOST_READS;
  }

  /**
   * Pays for what is made of some bytes of an object once more.
   *
   * @throws FormatException if it is too much
   */
  void pay(int length) {
    leftForObject -= length + BYTES_FOR_READ;
    left -= length + BYTES_FOR_READ;
    if (leftForObject < 0 || left < 0) {
      throw new FormatException("too much to read");
    }
  }

  byte[] bytes() {
    return bytes;
  }

  @Override
  public ByteBuffer readBufferFromAddress(long address, int length) {
    ByteBuffer answer = answer(address, length);
    requireFewEntries(answer);
    return answer;
  }

  /** Makes sure that no table is so large that there is no memory for it. */
  private static void requireFewEntries(ByteBuffer answer) {
    int start = answer.remaining() < Integer.BYTES ? 0 : answer.getInt(0);
    boolean few = true;
    if (start == TREE && answer.remaining() >= 34) {
      long records = answer.getLong(26);
      int size = answer.getShort(10);
      int depth = answer.getShort(12);
      few = records >= 0 && records <= MOST_ENTRIES && size > 0 && depth >= 0 && depth < WIDTH;
    } else if (start == HEAP && answer.remaining() >= 142) {
      int width = answer.getShort(110);
      int rows = answer.getShort(140);
      few = width > 0 && rows >= 0 && (long) width * rows <= MOST_ENTRIES;
    }
    if (!few) {
      throw new FormatException("too large a table");
    }
  }

  private ByteBuffer answer(long address, long length) {
    if (address < 0 || length < 0 || length > mostTogether || address > bytes.length - length) {
      throw FormatException.of("%d bytes at %d", length, address);
    }
    if (--readsLeft < 0) {
      throw new FormatException("too deep");
    }
    pay((int) length);
    return buffer((int) address, (int) length);
  }

  private ByteBuffer buffer(int from, int length) {
    ByteBuffer part = ByteBuffer.wrap(bytes, from, length).slice().asReadOnlyBuffer();
    return part.order(ByteOrder.LITTLE_ENDIAN);
  }

  @Override
  public ByteBuffer map(long address, long length) {
    return answer(address, length);
  }

  @Override
  public ByteBuffer mapNoOffset(long address, long length) {
    return map(address, length);
  }

  @Override
  public long getUserBlockSize() {
    return superblock.getBaseAddressByte();
  }

  @Override
  public Superblock getSuperblock() {
    return superblock;
  }

  @Override
  public FileChannel getFileChannel() {
    throw new FormatException("another file");
  }

  @Override
  public int getSizeOfOffsets() {
    return WIDTH;
  }

  @Override
  public int getSizeOfLengths() {
    return WIDTH;
  }

  @Override
  public void close() {
    // The bytes are in memory.
  }

  @Override
  public long size() {
    return bytes.length;
  }

  @Override
  public boolean inMemory() {
    return true;
  }
}

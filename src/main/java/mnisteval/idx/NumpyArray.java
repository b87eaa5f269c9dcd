package mnisteval.idx;

import java.io.IOException;
import java.util.List;
import java.util.zip.DataFormatException;
import mnisteval.input.InputException;
import mnisteval.input.NpyHeader;
import mnisteval.input.SourceStream;

/**
 * Reads what stands before the elements of images or labels in an array of numpy's: unsigned bytes
 * in C order, which lie as in an IDX file.
 *
 * <pre>
 *   images  (n, rows, columns), (n, rows, columns, 1) or (n, side * side)
 *   labels  (n,), (n, 1) or one-hot rows (n, classes)
 * </pre>
 */
final class NumpyArray {
  /** The first byte of an array. */
  static final byte FIRST = (byte) 0x93;

  private NumpyArray() {}

  /**
   * Finds the array in an archive: of Keras {@code x_test} and {@code y_test}, of MedMNIST {@code
   * test_images} and {@code test_labels}, of KMNIST {@code arr_0}.
   *
   * @param archive closed with the result
   * @param start its first bytes, which were read already
   * @param what {@code images} or {@code labels}
   * @param split or null for the test split
   * @throws InputException if it is missing, or the archive malformed
   */
  static SourceStream find(SourceStream archive, byte[] start, String what, Split split)
      throws InputException {
    String word = (split == null ? Split.TEST : split).word;
    String keras = (what.equals("images") ? "x_" : "y_") + word;
    String medical = word + "_" + what;
    return archive.findEntry(start, List.of(keras + ".npy", medical + ".npy", "arr_0.npy"));
  }

  /**
   * Reads a header.
   *
   * @param magic its first bytes, which were read already
   * @param what {@code images} or {@code labels}
   * @return that of an IDX file with the same elements
   * @throws InputException if it is malformed, or of an array of other elements
   */
  static IdxHeader header(SourceStream content, byte[] magic, String what) throws IOException {
    NpyHeader array;
    try {
      array = NpyHeader.read(magic, content);
    } catch (DataFormatException e) {
      throw InputException.of(content.name(), "a malformed .npy array (%s)", e.getMessage());
    }
    if (!array.descr().matches("[|<>=]u1")) {
      throw InputException.of(
          content.name(),
          "%s of another dtype (expected uint8, found %s); array.astype('uint8') makes it%s",
          what,
          array.descr().equals(NpyHeader.STRUCTURED) ? "a structure" : shown(array.descr()),
          what.equals("images") ? ", of pixels from 0 to 255" : "");
    }
    if (array.fortranOrder() && array.shape().length > 1) {
      throw InputException.of(
          content.name(),
          "%s in Fortran order (expected C order); numpy.ascontiguousarray(array) makes it",
          what);
    }
    if (array.shape().length == 0) {
      throw InputException.of(content.name(), "a single number (expected %s)", what);
    }
    long[] shape = what.equals("images") ? ofImages(array.shape()) : ofLabels(array.shape());
    IdxHeader header = new IdxHeader(IdxHeader.Type.UNSIGNED_BYTE, shape);
    header.checkLength(content, array.length());
    return header;
  }

  private static String shown(String descr) {
    return descr.length() > 20 ? descr.substring(0, 20) + "…" : descr;
  }

  /** Returns the shape (n, rows, columns); if it is none of images, the shape itself. */
  private static long[] ofImages(int[] shape) {
    if (shape.length == 2) {
      long side = Math.round(Math.sqrt(shape[1]));
      if (side * side == shape[1]) {
        return new long[] {shape[0], side, side};
      }
    }
    boolean channel = shape.length == 4 && shape[3] == 1;
    return longs(shape, channel ? 3 : shape.length);
  }

  /** Returns the shape without a second dimension of 1. */
  private static long[] ofLabels(int[] shape) {
    return longs(shape, shape.length == 2 && shape[1] == 1 ? 1 : shape.length);
  }

  private static long[] longs(int[] shape, int length) {
    long[] longs = new long[length];
    for (int i = 0; i < length; i++) {
      longs[i] = shape[i];
    }
    return longs;
  }
}

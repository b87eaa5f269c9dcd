package mnisteval.idx;

import java.io.IOException;
import java.util.Arrays;
import mnisteval.input.InputException;
import mnisteval.input.Source;

/** Reads the rows of an IDX file as labels of any {@link LabelFormat}. */
final class LabelReader extends IdxReader {
  private LabelFormat format;
  private byte[] rows = {};
  private int largest = -1;

  LabelReader(Source source) throws IOException {
    this(source, null);
  }

  /**
   * Opens a file of labels.
   *
   * @param split of the arrays in an archive, or null for the test split
   */
  LabelReader(Source source, Split split) throws IOException {
    super(source, "labels", split);
    try {
      format = LabelFormat.of(header(), name());
    } catch (IOException e) {
      close();
      throw e;
    }
  }

  /** Checks that there is one label for each image. */
  void requireCountOf(IdxReader images) throws InputException {
    long expected = images.header().count();
    long found = header().count();
    if (found != expected) {
      throw InputException.of(
          name(),
          "as many labels as images are needed (expected %d as in %s, found %d)",
          expected,
          images.name(),
          found);
    }
  }

  /** Reads the next {@code count} labels, none of them negative, into the start of an array. */
  void read(int[] labels, int count) throws IOException {
    IdxHeader header = header();
    int stride = (int) header.stride();
    if (rows.length < count * stride) {
      rows = new byte[count * stride];
    }
    long first = position();
    read(rows, count);
    if (format == null) {
      format = LabelFormat.of(header, rows, name());
    }
    // In a short run this loop is interpreted to its end: nothing is called that need not be.
    int most = largest;
    for (int i = 0; i < count; i++) {
      int label = format.label(rows, i * stride, header);
      if (label < 0) {
        throw noLabel(first + i, label);
      }
      if (label > most) {
        most = label;
      }
      labels[i] = label;
    }
    largest = most;
  }

  /** Returns the largest label that was read so far, or -1. */
  int largest() {
    return largest;
  }

  private InputException noLabel(long row, int label) {
    return InputException.of(
        name(),
        "row %d holds no label (expected %s)",
        row,
        format == LabelFormat.ONE_HOT
            ? "a one-hot row as the first one is"
            : "a class, found " + label);
  }

  /**
   * The way a label file stores the class of an image. A row is one element of the first dimension.
   *
   * <pre>
   *   CLASS         rank 1, unsigned bytes: the byte is the class     (MNIST, EMNIST and most others)
   *                 +---+
   *                 | 3 |
   *                 +---+
   *   ONE_HOT       rank 2, any type: a single 1 among zeros, its column is the class
   *                 +---+---+---+---+---+-----
   *                 | 0 | 0 | 0 | 1 | 0 | ...               (load_mnist(one_hot_label=True))
   *                 +---+---+---+---+---+-----
   *   FIRST_COLUMN  rank 2, int32, first row not one-hot: the first number is the class    (QMNIST)
   *                 +---------------+---------------+-----
   *                 |       3       |    writer     | ...
   *                 +---------------+---------------+-----
   * </pre>
   */
  enum LabelFormat {
    CLASS,
    ONE_HOT,
    FIRST_COLUMN;

    /** 8192 classes in float64. Rows are held in memory: a header must not ask for gigabytes. */
    private static final int MAX_ROW_BYTES = 1 << 16;

    /** Returns the class in the row that starts at byte {@code from}; negative if there is none. */
    int label(byte[] rows, int from, IdxHeader header) {
      if (this == CLASS) {
        return rows[from] & 0xff;
      }
      if (this == ONE_HOT) {
        return oneHot(rows, from, header);
      }
      return rows[from] << 24
          | (rows[from + 1] & 0xff) << 16
          | (rows[from + 2] & 0xff) << 8
          | rows[from + 3] & 0xff;
    }

    /**
     * Determines the format from the header alone.
     *
     * @param file the file's name in messages
     * @return the format, or null if it depends on the first row
     * @throws InputException if the file holds no labels
     */
    static LabelFormat of(IdxHeader header, String file) throws InputException {
      if (header.rank() == 1 && header.type() == IdxHeader.Type.UNSIGNED_BYTE) {
        return CLASS;
      }
      if (header.rank() != 2 || !isRow(header)) {
        boolean images = header.rank() == 3;
        throw unusable(file, header, images ? "; are images and labels swapped?" : "");
      }
      return null;
    }

    /**
     * Determines the format of a file of rank 2.
     *
     * @param firstRow the bytes of the first row that is read
     * @param file the file's name in messages
     * @throws InputException if the row is neither one-hot nor int32
     */
    static LabelFormat of(IdxHeader header, byte[] firstRow, String file) throws InputException {
      LabelFormat format = ofRow(header, firstRow);
      if (format == null) {
        throw unusable(file, header, " whose first row is not one-hot");
      }
      return format;
    }

    /** Returns the format of a file of rank 2 with this first row; null if it holds no labels. */
    static LabelFormat ofRow(IdxHeader header, byte[] firstRow) {
      if (header.dimensions()[1] > 1 && oneHot(firstRow, 0, header) >= 0) {
        return ONE_HOT;
      }
      return header.type() == IdxHeader.Type.INT ? FIRST_COLUMN : null;
    }

    /** Returns whether an element of the first dimension has 1 to 65,536 bytes, as labels have. */
    static boolean isRow(IdxHeader header) {
      return header.stride() > 0 && header.stride() <= MAX_ROW_BYTES;
    }

    private static InputException unusable(String file, IdxHeader header, String more) {
      return InputException.of(
          file,
          "unusable labels (expected unsigned bytes of rank 1, one-hot rows, or int32 rows that start"
              + " with the class; found %s%s)",
          header,
          more);
    }

    private static int oneHot(byte[] rows, int from, IdxHeader header) {
      int columns = (int) header.dimensions()[1];
      byte[] one = header.type().one();
      byte[] zero = new byte[one.length];
      int hot = -1;
      for (int column = 0; column < columns; column++) {
        int start = from + column * one.length;
        int end = start + one.length;
        if (Arrays.equals(rows, start, end, one, 0, one.length)) {
          if (hot >= 0) {
            return -1;
          }
          hot = column;
        } else if (!Arrays.equals(rows, start, end, zero, 0, zero.length)) {
          return -1;
        }
      }
      return hot;
    }
  }
}

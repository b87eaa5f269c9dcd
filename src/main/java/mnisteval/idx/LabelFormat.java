package mnisteval.idx;

import mnisteval.input.InputException;

/**
 * How a label file says the class of an image. Rows are those of the first dimension.
 *
 * <ul>
 *   <li>IDX1 of unsigned bytes: the byte is the class (MNIST, Fashion-MNIST, KMNIST, EMNIST).
 *   <li>IDX2 of any type: each row is one-hot, a single one among zeros, and the one's column is
 *       the class ({@code load_mnist(one_hot_label=True)}).
 *   <li>IDX2 of int32 whose first row is not one-hot: the first column is the class (QMNIST, whose
 *       other columns name the writer).
 * </ul>
 */
enum LabelFormat {
  CLASS {
    @Override
    int label(byte[] rows, int from, IdxHeader header) {
      return rows[from] & 0xff;
    }
  },
  ONE_HOT {
    @Override
    int label(byte[] rows, int from, IdxHeader header) {
      return oneHot(rows, from, header);
    }
  },
  FIRST_COLUMN {
    @Override
    int label(byte[] rows, int from, IdxHeader header) {
      return rows[from] << 24
          | (rows[from + 1] & 0xff) << 16
          | (rows[from + 2] & 0xff) << 8
          | rows[from + 3] & 0xff;
    }
  };

  /** A row as long as 8192 classes in float64: more is no label, and would have to be allocated. */
  private static final int MAX_ROW_BYTES = 1 << 16;

  /** The class in the row that starts at {@code from}, or a negative number if it holds none. */
  abstract int label(byte[] rows, int from, IdxHeader header);

  /**
   * Tells the format from the header alone.
   *
   * @return the format, or null where the first row has to tell
   * @throws InputException if the file holds no labels
   */
  static LabelFormat of(IdxHeader header, String name) throws InputException {
    if (header.rank() == 1 && header.type() == IdxType.UNSIGNED_BYTE) {
      return CLASS;
    }
    if (header.rank() != 2 || !isRow(header)) {
      boolean images = header.rank() == 3;
      throw unusable(name, header, images ? "; are images and labels swapped?" : "");
    }
    return null;
  }

  /**
   * Tells the format of a file of rank 2.
   *
   * @param firstRow the bytes of the first row that is read
   * @throws InputException if the row is neither one-hot nor int32
   */
  static LabelFormat of(IdxHeader header, byte[] firstRow, String name) throws InputException {
    LabelFormat format = ofRow(header, firstRow);
    if (format == null) {
      throw unusable(name, header, " whose first row is not one-hot");
    }
    return format;
  }

  /** The format of a file of rank 2 with this first row, or null if it holds no labels. */
  static LabelFormat ofRow(IdxHeader header, byte[] firstRow) {
    if (header.dimensions()[1] > 1 && oneHot(firstRow, 0, header) >= 0) {
      return ONE_HOT;
    }
    return header.type() == IdxType.INT ? FIRST_COLUMN : null;
  }

  /** Whether an element of the first dimension is as large as a label may be. */
  static boolean isRow(IdxHeader header) {
    return header.stride() > 0 && header.stride() <= MAX_ROW_BYTES;
  }

  private static InputException unusable(String name, IdxHeader header, String more) {
    return new InputException(
        name,
        "unusable labels (expected unsigned bytes of rank 1, one-hot rows, or int32 rows that start"
            + " with the class; found "
            + header
            + more
            + ")");
  }

  private static int oneHot(byte[] rows, int from, IdxHeader header) {
    int columns = (int) header.dimensions()[1];
    byte[] one = header.type().one();
    int hot = -1;
    for (int column = 0; column < columns; column++) {
      int start = from + column * one.length;
      if (equals(rows, start, one)) {
        if (hot >= 0) {
          return -1;
        }
        hot = column;
      } else if (!zero(rows, start, one.length)) {
        return -1;
      }
    }
    return hot;
  }

  private static boolean equals(byte[] rows, int start, byte[] value) {
    for (int i = 0; i < value.length; i++) {
      if (rows[start + i] != value[i]) {
        return false;
      }
    }
    return true;
  }

  private static boolean zero(byte[] rows, int start, int length) {
    for (int i = 0; i < length; i++) {
      if (rows[start + i] != 0) {
        return false;
      }
    }
    return true;
  }
}

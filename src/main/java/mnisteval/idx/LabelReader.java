package mnisteval.idx;

import java.io.IOException;
import mnisteval.input.InputException;
import mnisteval.input.Source;

/** Reads the rows of an IDX file as labels of any {@link LabelFormat}. */
final class LabelReader extends IdxReader {
  private LabelFormat format;
  private byte[] rows = {};

  LabelReader(Source source) throws IOException {
    super(source);
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
    for (int i = 0; i < count; i++) {
      labels[i] = format.label(rows, i * stride, header);
      if (labels[i] < 0) {
        throw noLabel(first + i, labels[i]);
      }
    }
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
}

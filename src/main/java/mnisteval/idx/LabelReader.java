package mnisteval.idx;

import java.io.Closeable;
import java.io.IOException;
import mnisteval.input.InputException;
import mnisteval.input.Source;

/** Reads the labels of a label file, of any {@link LabelFormat}, in their order. */
final class LabelReader implements Closeable {
  private final IdxReader reader;
  private LabelFormat format;
  private byte[] rows = {};

  private LabelReader(IdxReader reader, LabelFormat format) {
    this.reader = reader;
    this.format = format;
  }

  static LabelReader open(Source source) throws IOException {
    IdxReader reader = IdxReader.open(source);
    try {
      return new LabelReader(reader, LabelFormat.of(reader.header(), reader.name()));
    } catch (IOException e) {
      reader.close();
      throw e;
    }
  }

  /** Checks that there is one label for each image. */
  void requireCountOf(IdxReader images) throws InputException {
    long expected = images.header().count();
    long found = reader.header().count();
    if (found != expected) {
      throw InputException.of(
          name(),
          "as many labels as images are needed (expected %d as in %s, found %d)",
          expected,
          images.name(),
          found);
    }
  }

  String name() {
    return reader.name();
  }

  void skip(long count) throws IOException {
    reader.skip(count);
  }

  /** Reads the next {@code count} labels, none of them negative, into the start of an array. */
  void read(int[] labels, int count) throws IOException {
    IdxHeader header = reader.header();
    int stride = (int) header.stride();
    if (rows.length < count * stride) {
      rows = new byte[count * stride];
    }
    long first = reader.position();
    reader.read(rows, count);
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

  @Override
  public void close() throws IOException {
    reader.close();
  }
}

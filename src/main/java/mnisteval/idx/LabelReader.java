package mnisteval.idx;

import java.io.Closeable;
import java.io.IOException;
import mnisteval.input.InputException;
import mnisteval.input.Source;

/** Reads the labels of a label file, of any format of {@link LabelFormat}, in their order. */
final class LabelReader implements Closeable {
  private final IdxReader reader;
  private LabelFormat format;
  private byte[] rows = {};
  private long position;

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

  /** Makes sure that there is one label for each image. */
  void requireCountOf(IdxReader images) throws InputException {
    long expected = images.header().count();
    long found = reader.header().count();
    if (found != expected) {
      throw new InputException(
          name(),
          "as many labels as images are needed (expected "
              + expected
              + " as in "
              + images.name()
              + ", found "
              + found
              + ")");
    }
  }

  String name() {
    return reader.name();
  }

  long count() {
    return reader.header().count();
  }

  void skip(long count) throws IOException {
    reader.skip(count);
    position += count;
  }

  /** Reads the next {@code count} labels, none of them negative. */
  void read(int[] labels, int count) throws IOException {
    IdxHeader header = reader.header();
    int stride = (int) header.stride();
    if (rows.length < count * stride) {
      rows = new byte[count * stride];
    }
    reader.read(rows, count);
    if (format == null) {
      format = LabelFormat.of(header, rows, name());
    }
    for (int i = 0; i < count; i++) {
      labels[i] = format.label(rows, i * stride, header);
      if (labels[i] < 0) {
        throw noClass(position + i, labels[i]);
      }
    }
    position += count;
  }

  private InputException noClass(long row, int label) {
    String found =
        format == LabelFormat.ONE_HOT
            ? "(expected a one-hot row as the first one is)"
            : "(expected a class, found " + label + ")";
    return new InputException(name(), "row " + row + " holds no label " + found);
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}

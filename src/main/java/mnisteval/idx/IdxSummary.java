package mnisteval.idx;

import java.io.IOException;
import java.util.Arrays;
import java.util.SortedMap;
import java.util.TreeMap;
import mnisteval.input.InputException;
import mnisteval.input.Source;

/**
 * What is in one IDX file, of whatever kind, read to its end.
 *
 * @param description element type and shape, such as {@code unsigned bytes of shape (10, 28, 28)}
 * @param pixels how often each byte from 0 to 255 is a pixel, or null if these are no images
 * @param labels how often each class is a label, or null if these are no labels
 * @param rows pixels down, 0 if these are no images
 * @param columns pixels across, 0 if these are no images
 * @param image the wanted image, unsigned bytes row by row, or null
 * @param label the wanted label, or null
 */
public record IdxSummary(
    String description,
    long[] pixels,
    SortedMap<Integer, Long> labels,
    int rows,
    int columns,
    byte[] image,
    Integer label) {
  /** More than any set of images has; an int32 file may hold as many as rows. */
  private static final int MAX_CLASSES = 1000;

  /** What is read at once, of images that are not larger. */
  private static final int CHUNK_BYTES = 1 << 16;

  /** Of the longest rows, 4 MiB. */
  private static final int CHUNK_LABELS = 64;

  /**
   * Reads a file.
   *
   * @param source what can be opened more than once
   * @param wanted which image or label is kept, from 0; negative for none
   * @throws InputException if it is malformed, or holds images or labels but not the wanted one
   */
  public static IdxSummary read(Source source, long wanted) throws IOException {
    String description;
    try (IdxReader reader = IdxReader.open(source)) {
      description = reader.header().toString();
      if (areImages(reader.header())) {
        requireWanted(reader.header(), wanted, "image", source);
        return ofImages(reader, wanted);
      }
      if (areLabels(reader)) {
        requireWanted(reader.header(), wanted, "label", source);
        return ofLabels(source, description, wanted);
      }
    }
    try (IdxReader reader = IdxReader.open(source)) {
      reader.skip(reader.header().count());
      reader.read(new byte[0], 0);
    }
    return new IdxSummary(description, null, null, 0, 0, null, null);
  }

  private static boolean areImages(IdxHeader header) {
    return header.rank() == 3
        && header.type() == IdxType.UNSIGNED_BYTE
        && header.stride() > 0
        && header.stride() <= IdxReader.MAX_IMAGE_PIXELS;
  }

  private static boolean areLabels(IdxReader reader) throws IOException {
    IdxHeader header = reader.header();
    if (header.rank() == 1) {
      return header.type() == IdxType.UNSIGNED_BYTE;
    }
    if (header.rank() != 2 || header.count() == 0 || !LabelFormat.isRow(header)) {
      return false;
    }
    byte[] row = new byte[(int) header.stride()];
    reader.read(row, 1);
    return LabelFormat.ofRow(header, row) != null;
  }

  private static void requireWanted(IdxHeader header, long wanted, String what, Source source)
      throws InputException {
    if (wanted >= header.count()) {
      throw new InputException(
          source.name(),
          "no " + what + " " + wanted + " (expected a number below " + header.count() + ")");
    }
  }

  private static int chunk(long stride) {
    return (int) Math.max(1, CHUNK_BYTES / stride);
  }

  private static IdxSummary ofImages(IdxReader reader, long wanted) throws IOException {
    IdxHeader header = reader.header();
    int size = (int) header.stride();
    byte[] chunk = new byte[chunk(size) * size];
    long[] pixels = new long[256];
    byte[] image = null;
    int count = chunk(size);
    for (long first = 0; first < header.count(); first += count) {
      count = (int) Math.min(count, header.count() - first);
      reader.read(chunk, count);
      for (int i = 0; i < count * size; i++) {
        pixels[chunk[i] & 0xff]++;
      }
      if (wanted >= first && wanted < first + count) {
        int from = (int) (wanted - first) * size;
        image = Arrays.copyOfRange(chunk, from, from + size);
      }
    }
    int rows = (int) header.dimensions()[1];
    int columns = (int) header.dimensions()[2];
    return new IdxSummary(header.toString(), pixels, null, rows, columns, image, null);
  }

  private static IdxSummary ofLabels(Source source, String description, long wanted)
      throws IOException {
    SortedMap<Integer, Long> counts = new TreeMap<>();
    Integer label = null;
    try (LabelReader reader = LabelReader.open(source)) {
      int[] labels = new int[CHUNK_LABELS];
      int count = labels.length;
      for (long first = 0; first < reader.count(); first += count) {
        count = (int) Math.min(count, reader.count() - first);
        reader.read(labels, count);
        for (int i = 0; i < count && counts.size() <= MAX_CLASSES; i++) {
          counts.merge(labels[i], 1L, Long::sum);
        }
        if (wanted >= first && wanted < first + count) {
          label = labels[(int) (wanted - first)];
        }
      }
    }
    boolean classes = counts.size() <= MAX_CLASSES;
    return new IdxSummary(description, null, classes ? counts : null, 0, 0, null, label);
  }
}

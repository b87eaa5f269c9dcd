package mnisteval.idx;

import java.io.IOException;
import java.util.Arrays;
import java.util.SortedMap;
import java.util.TreeMap;
import mnisteval.idx.LabelReader.LabelFormat;
import mnisteval.input.InputException;
import mnisteval.input.Source;

/**
 * Summarizes one IDX file of any kind, after reading it to its end.
 *
 * @param description element type and shape, such as {@code unsigned bytes of shape (10, 28, 28)}
 * @param pixels how often each byte from 0 to 255 is a pixel, or null if these are no images
 * @param labels how often each class is a label, or null if these are no labels
 * @param rows rows of pixels in an image, 0 if these are no images
 * @param columns columns of pixels in an image, 0 if these are no images
 * @param image the wanted image, unsigned bytes row by row, or null
 * @param label the wanted label, or null
 * @hidden not part of the API
 */
public record IdxSummary(
    String description,
    long[] pixels,
    SortedMap<Integer, Long> labels,
    int rows,
    int columns,
    byte[] image,
    Integer label) {
  /** An int32 file may hold a different number in each of billions of rows: those are no labels. */
  private static final int MAX_CLASSES = 1000;

  /** Bytes of images that are read together, if an image is not larger itself. */
  private static final int CHUNK_BYTES = 1 << 16;

  /** Labels that are read together; of the longest rows, 4 MiB. */
  private static final int CHUNK_LABELS = 64;

  /**
   * Reads a file.
   *
   * @param source can be opened more than once
   * @param wanted the image or label to keep, from 0; negative for none
   * @throws InputException if the file is malformed, or has images or labels but not the wanted one
   */
  public static IdxSummary read(Source source, long wanted) throws IOException {
    try (IdxReader reader = new IdxReader(source)) {
      IdxHeader header = reader.header();
      if (isImages(header)) {
        requireWanted(header, wanted, "image", source);
        return ofImages(reader, wanted);
      }
      if (isLabels(reader)) {
        requireWanted(header, wanted, "label", source);
        return ofLabels(source, header, wanted);
      }
      reader.skipToEnd();
      return new IdxSummary(header.toString(), null, null, 0, 0, null, null);
    }
  }

  private static boolean isImages(IdxHeader header) {
    return header.rank() == 3
        && header.type() == IdxHeader.Type.UNSIGNED_BYTE
        && header.stride() > 0
        && header.stride() <= IdxReader.MAX_IMAGE_PIXELS;
  }

  /** Reads the first row if the header does not tell. */
  private static boolean isLabels(IdxReader reader) throws IOException {
    IdxHeader header = reader.header();
    if (header.rank() == 1) {
      return header.type() == IdxHeader.Type.UNSIGNED_BYTE;
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
      throw InputException.of(
          source.name(), "no %s %d (expected a number below %d)", what, wanted, header.count());
    }
  }

  private static IdxSummary ofImages(IdxReader reader, long wanted) throws IOException {
    IdxHeader header = reader.header();
    int size = (int) header.stride();
    int count = Math.max(1, CHUNK_BYTES / size);
    byte[] chunk = new byte[count * size];
    long[] pixels = new long[256];
    byte[] image = null;
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

  private static IdxSummary ofLabels(Source source, IdxHeader header, long wanted)
      throws IOException {
    SortedMap<Integer, Long> counts = new TreeMap<>();
    Integer label = null;
    try (LabelReader reader = new LabelReader(source)) {
      int[] labels = new int[CHUNK_LABELS];
      int count = labels.length;
      for (long first = 0; first < header.count(); first += count) {
        count = (int) Math.min(count, header.count() - first);
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
    return new IdxSummary(header.toString(), null, classes ? counts : null, 0, 0, null, label);
  }
}

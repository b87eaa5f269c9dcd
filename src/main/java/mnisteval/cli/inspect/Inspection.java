package mnisteval.cli.inspect;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import mnisteval.idx.IdxSummary;
import mnisteval.input.InputException;
import mnisteval.input.Signature;
import mnisteval.input.Source;
import mnisteval.input.SourceStream;
import mnisteval.picture.GreyImage;
import mnisteval.report.Table;

/** Describes the content of a file. */
public final class Inspection {
  private Inspection() {}

  /**
   * Reads a whole file, as weights or as IDX by its first bytes, whatever its name.
   *
   * @param source a file, gzipped or not; it is opened twice
   * @param wanted which image of an IDX file is drawn or which label printed, from 0; negative for
   *     none
   * @return lines of text that start with the file's name; they may hold any character that is in
   *     the names of the file and its arrays
   * @throws InputException if the file is neither, or malformed, or has no such image
   */
  public static List<String> of(Source source, long wanted) throws IOException {
    byte[] head;
    boolean gzipped;
    try (SourceStream content = source.open()) {
      head = content.readNBytes(Signature.SAFETENSORS_BYTES);
      gzipped = content.gzipped();
    }
    if (head.length == 0) {
      throw new InputException(source.name(), "is empty, expected weights or an IDX file");
    }
    if (head[0] == 0 && head.length > 1 && head[1] == 0 && !Signature.isSafetensors(head)) {
      return idx(source, gzipped, wanted);
    }
    return WeightsListing.of(source, gzipped);
  }

  private static List<String> idx(Source source, boolean gzipped, long wanted) throws IOException {
    IdxSummary contents = IdxSummary.read(source, wanted);
    List<String> lines = new ArrayList<>();
    lines.add(source.name() + ": IDX, " + contents.description() + (gzipped ? ", gzipped" : ""));
    if (contents.pixels() != null) {
      lines.add("  " + pixels(contents));
    }
    if (contents.labels() != null) {
      List<String> counts = contents.labels().values().stream().map(String::valueOf).toList();
      List<String> classes = contents.labels().keySet().stream().map(String::valueOf).toList();
      long total = contents.labels().values().stream().mapToLong(Long::longValue).sum();
      lines.add("  " + total + " labels, " + classes.size() + " different, and how many of each:");
      lines.addAll(Table.pairs(classes, counts));
    }
    if (contents.label() != null) {
      lines.add("  label " + wanted + ": " + contents.label());
    }
    if (contents.image() != null) {
      GreyImage image = new GreyImage(contents.columns(), contents.rows(), contents.image());
      lines.addAll(image.drawing(source.name()));
    }
    return lines;
  }

  private static String pixels(IdxSummary contents) {
    long count = 0;
    long sum = 0;
    int min = 255;
    int max = 0;
    for (int pixel = 0; pixel < 256; pixel++) {
      long times = contents.pixels()[pixel];
      if (times > 0) {
        min = Math.min(min, pixel);
        max = pixel;
      }
      count += times;
      sum += times * pixel;
    }
    if (count == 0) {
      return "no images";
    }
    return String.format(
        Locale.ROOT,
        "%d images of %dx%d, pixels from %d to %d, mean %.2f, %.1f %% zeros",
        count / ((long) contents.rows() * contents.columns()),
        contents.rows(),
        contents.columns(),
        min,
        max,
        (double) sum / count,
        100.0 * contents.pixels()[0] / count);
  }
}

package mnisteval.cli.inspect;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import mnisteval.idx.IdxSummary;
import mnisteval.input.Source;
import mnisteval.picture.GreyImage;
import mnisteval.picture.TerminalDrawing;
import mnisteval.report.TextColumns;

/** The images or labels of an IDX file. */
final class IdxListing {
  private IdxListing() {}

  static List<String> of(Source source, boolean zipped, long wanted) throws IOException {
    IdxSummary contents = IdxSummary.read(source, wanted);
    List<String> lines = new ArrayList<>();
    String zip = zipped ? ", gzipped" : "";
    lines.add(source.name() + ": IDX, " + contents.description() + zip);
    if (contents.pixels() != null) {
      lines.add("  " + pixels(contents));
    }
    if (contents.labels() != null) {
      addLabels(contents, lines);
    }
    if (contents.label() != null) {
      lines.add("  label " + wanted + ": " + contents.label());
    }
    if (contents.image() != null) {
      GreyImage image = new GreyImage(contents.columns(), contents.rows(), contents.image());
      lines.addAll(TerminalDrawing.of(image, source.name()));
    }
    return lines;
  }

  private static String pixels(IdxSummary contents) {
    long count = 0;
    long sum = 0;
    int least = 255;
    int most = 0;
    for (int pixel = 0; pixel < 256; pixel++) {
      long times = contents.pixels()[pixel];
      if (times > 0) {
        least = Math.min(least, pixel);
        most = pixel;
      }
      count += times;
      sum += times * pixel;
    }
    if (count == 0) {
      return "no images";
    }
    long size = (long) contents.rows() * contents.columns();
    return String.format(
        Locale.ROOT,
        "%d images of %dx%d, pixels from %d to %d, mean %.2f, %.1f %% zeros",
        count / size,
        contents.rows(),
        contents.columns(),
        least,
        most,
        (double) sum / count,
        100.0 * contents.pixels()[0] / count);
  }

  private static void addLabels(IdxSummary contents, List<String> lines) {
    List<String> classes = new ArrayList<>();
    List<String> counts = new ArrayList<>();
    long total = 0;
    for (int label : contents.labels().keySet()) {
      long count = contents.labels().get(label);
      classes.add(Integer.toString(label));
      counts.add(Long.toString(count));
      total += count;
    }
    lines.add("  " + total + " labels, " + classes.size() + " different, and how many of each:");
    lines.addAll(TextColumns.of(classes, counts));
  }
}

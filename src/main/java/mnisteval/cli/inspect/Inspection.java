package mnisteval.cli.inspect;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.PrimitiveIterator;
import java.util.stream.Collectors;
import mnisteval.idx.IdxSummary;
import mnisteval.input.InputException;
import mnisteval.input.Printable;
import mnisteval.input.Signature;
import mnisteval.input.Source;
import mnisteval.input.SourceStream;
import mnisteval.network.Network;
import mnisteval.picture.GreyImage;
import mnisteval.report.Table;
import mnisteval.weights.WeightsFile;
import mnisteval.weights.array.NamedArrays;
import mnisteval.weights.array.NdArray;
import mnisteval.weights.layers.LoadedNetwork;
import mnisteval.weights.layers.NetworkReader;
import mnisteval.weights.layers.ReadOptions;

/** Describes the content of a file: the labels or pixels of an image set, or arrays of weights. */
public final class Inspection {
  /** More than networks have; a file may have 65,536, whose texts would fill the memory. */
  private static final int MAX_ROWS = 4096;

  /** A longer text would widen all rows: a shape can have 64 dimensions, a name any length. */
  private static final int MAX_CELL = 40;

  private Inspection() {}

  /**
   * Reads a whole file, as weights or as IDX by its first bytes, whatever its name.
   *
   * @param source a file, gzipped or not, which is opened twice; or files of weights that are
   *     joined
   * @param wanted which image of an IDX file is drawn or which label printed, from 0; negative for
   *     none
   * @return lines of text that start with the file's name; they may hold any character that is in
   *     the names of the file and its arrays
   * @throws InputException if the file is neither, or malformed, or has no such image
   */
  public static List<String> of(Source source, long wanted) throws IOException {
    if (!source.parts().isEmpty()) {
      return weights(source, false);
    }
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
    return weights(source, gzipped);
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

  private static List<String> weights(Source source, boolean gzipped) throws InputException {
    NamedArrays file = WeightsFile.read(source);
    Map<String, NdArray> arrays = file.arrays();
    String numbers = counted(numbers(arrays, source), "number");
    List<String> lines = new ArrayList<>();
    lines.add(
        (source.name() + ": " + file.format() + " of " + counted(arrays.size(), "array") + ", ")
            + (numbers + (gzipped ? ", gzipped" : "")));
    if (!arrays.isEmpty()) {
      addTable(arrays, lines);
    }
    lines.add("  " + network(file));
    return lines;
  }

  /** How many numbers are to be read: many arrays may share a few bytes, which would take long. */
  private static long numbers(Map<String, NdArray> arrays, Source source) throws InputException {
    long numbers = arrays.values().stream().mapToLong(NdArray::size).sum();
    int most = source.limit().bytes();
    if (numbers > most) {
      throw InputException.of(
          source.name(),
          "more numbers than such a file has bytes (expected at most %d, found %d)",
          most,
          numbers);
    }
    return numbers;
  }

  private static void addTable(Map<String, NdArray> arrays, List<String> lines) {
    Table table =
        new Table()
            .left("name", "dtype", "shape", "order")
            .right("min", "max", "mean", "not finite");
    arrays.entrySet().stream()
        .limit(MAX_ROWS)
        .forEach(entry -> addRow(entry.getKey(), entry.getValue(), table));
    table.lines().forEach(line -> lines.add("  " + line));
    if (arrays.size() > MAX_ROWS) {
      lines.add("  and " + counted(arrays.size() - MAX_ROWS, "array") + " more");
    }
  }

  private static String counted(long count, String what) {
    return count + " " + what + (count == 1 ? "" : "s");
  }

  private static void addRow(String name, NdArray array, Table table) {
    int finite = 0;
    double min = Double.POSITIVE_INFINITY;
    double max = Double.NEGATIVE_INFINITY;
    for (PrimitiveIterator.OfDouble all = array.iterator(); all.hasNext(); ) {
      double number = all.nextDouble();
      if (Double.isFinite(number)) {
        finite++;
        min = Math.min(min, number);
        max = Math.max(max, number);
      }
    }
    table.row(
        cell(name),
        array.dtype(),
        cell(array.shapeText()),
        array.isInOrder(false) ? "C" : array.isInOrder(true) ? "F" : "other",
        finite == 0 ? "-" : text(min),
        finite == 0 ? "-" : text(max),
        finite == 0 ? "-" : text(mean(array, finite)),
        array.size() - finite);
  }

  /** Divides before it adds: the sum of finite numbers may not be finite. */
  private static double mean(NdArray array, int finite) {
    double mean = 0;
    for (PrimitiveIterator.OfDouble all = array.iterator(); all.hasNext(); ) {
      double number = all.nextDouble();
      mean += Double.isFinite(number) ? number / finite : 0;
    }
    return mean;
  }

  private static String cell(String text) {
    return Printable.of(text.length() > MAX_CELL ? text.substring(0, MAX_CELL) + "…" : text);
  }

  private static String text(double number) {
    return number == 0 ? "0" : String.format(Locale.ROOT, "%.4g", number);
  }

  /** The scale of pixels does not matter here, and the activation only if numbers overflow. */
  private static String network(NamedArrays file) {
    LoadedNetwork loaded;
    try {
      ReadOptions options = ReadOptions.of(null, null, 0);
      loaded = NetworkReader.of(file, "no network", options);
    } catch (InputException e) {
      return e.getMessage();
    }
    Network network = loaded.network();
    StringBuilder text = new StringBuilder("network: ");
    text.append(network.units().stream().map(Object::toString).collect(Collectors.joining("-")));
    text.append(", ").append(counted(network.parameters(), "parameter"));
    text.append(", read as ").append(loaded.interpretation().text());
    for (String note : loaded.interpretation().notes()) {
      text.append("; ").append(note);
    }
    if (loaded.interpretation().activations() == null && !network.activations().isEmpty()) {
      text.append("; activation ").append(network.activationText());
      text.append(" assumed, as the file names none");
    }
    if (!loaded.interpretation().pixels()) {
      text.append("; pixels ").append(network.pixels()).append(" assumed, as the file names none");
    }
    return text.toString();
  }
}

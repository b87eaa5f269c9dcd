package mnisteval.cli.inspect;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.PrimitiveIterator;
import java.util.stream.Collectors;
import mnisteval.input.InputException;
import mnisteval.input.Printable;
import mnisteval.input.Source;
import mnisteval.network.Network;
import mnisteval.network.PixelScale;
import mnisteval.report.Table;
import mnisteval.weights.WeightsFile;
import mnisteval.weights.array.NamedArrays;
import mnisteval.weights.array.NdArray;
import mnisteval.weights.layers.LoadedNetwork;
import mnisteval.weights.layers.NetworkReader;
import mnisteval.weights.layers.ReadOptions;

/** Describes the arrays of a weights file, the network they make and how it is read. */
final class WeightsListing {
  /** More than networks have; a file may have 65,536, whose texts would fill the memory. */
  private static final int MAX_ROWS = 4096;

  /** A longer text would widen all rows: a shape can have 64 dimensions, a name any length. */
  private static final int MAX_CELL = 40;

  private WeightsListing() {}

  static List<String> of(Source source, boolean gzipped) throws InputException {
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
      ReadOptions options = ReadOptions.of(null, PixelScale.UNIT, 0);
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
    return text.toString();
  }
}

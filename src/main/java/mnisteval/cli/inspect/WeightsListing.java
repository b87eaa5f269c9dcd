package mnisteval.cli.inspect;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import mnisteval.input.InputException;
import mnisteval.input.Source;
import mnisteval.network.Network;
import mnisteval.network.PixelScale;
import mnisteval.weights.WeightsFile;
import mnisteval.weights.array.NamedArrays;
import mnisteval.weights.array.NdArray;
import mnisteval.weights.layers.LoadedNetwork;
import mnisteval.weights.layers.NetworkReader;
import mnisteval.weights.layers.ReadOptions;

/** The arrays of a file of weights of any format, the network that they are, and how it is read. */
final class WeightsListing {
  /** More than networks have; a file may have 65,536, and their texts would fill the memory. */
  private static final int MAX_ROWS = 4096;

  private WeightsListing() {}

  static List<String> of(Source source, boolean zipped) throws InputException {
    NamedArrays file = WeightsFile.read(source);
    Map<String, NdArray> arrays = file.arrays();
    long numbers = numbers(arrays, source);
    List<String> lines = new ArrayList<>();
    lines.add(
        source.name()
            + ": "
            + file.format()
            + " of "
            + counted(arrays.size(), "array")
            + ", "
            + counted(numbers, "number")
            + (zipped ? ", gzipped" : ""));
    if (!arrays.isEmpty()) {
      addTable(arrays, lines);
    }
    lines.add("  " + network(file));
    return lines;
  }

  /** How many there are, each of which is looked at: many arrays may share a few bytes. */
  private static long numbers(Map<String, NdArray> arrays, Source source) throws InputException {
    long numbers = 0;
    for (NdArray array : arrays.values()) {
      numbers += array.size();
    }
    int most = source.limit().bytes();
    if (numbers > most) {
      throw new InputException(
          source.name(),
          "more numbers than such a file has bytes (expected at most "
              + most
              + ", found "
              + numbers
              + ")");
    }
    return numbers;
  }

  private static void addTable(Map<String, NdArray> arrays, List<String> lines) {
    Table table = new Table(4);
    table.add("name", "dtype", "shape", "order", "min", "max", "mean", "not finite");
    int rows = 0;
    for (Map.Entry<String, NdArray> entry : arrays.entrySet()) {
      if (rows++ < MAX_ROWS) {
        table.add(row(entry.getKey(), entry.getValue()));
      }
    }
    lines.addAll(table.lines());
    if (rows > MAX_ROWS) {
      lines.add("  and " + counted(rows - MAX_ROWS, "array") + " more");
    }
  }

  private static String counted(long count, String what) {
    return count + " " + what + (count == 1 ? "" : "s");
  }

  private static String[] row(String name, NdArray array) {
    NumberRange range = NumberRange.of(array);
    return new String[] {
      name,
      array.dtype().toString(),
      array.shapeText(),
      array.isInOrder(false) ? "C" : array.isInOrder(true) ? "F" : "other",
      range.finite() == 0 ? "-" : text(range.min()),
      range.finite() == 0 ? "-" : text(range.max()),
      range.finite() == 0 ? "-" : text(range.mean()),
      Integer.toString(array.size() - range.finite())
    };
  }

  private static String text(double number) {
    return number == 0 ? "0" : String.format(Locale.ROOT, "%.4g", number);
  }

  /** The network does not depend on how pixels are scaled, nor but for overflow on activation. */
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
    for (int units : network.units()) {
      text.append(text.charAt(text.length() - 1) == ' ' ? "" : "-").append(units);
    }
    text.append(", ").append(counted(network.parameters(), "parameter"));
    text.append(", read as ").append(loaded.interpretation().text());
    for (String note : loaded.interpretation().notes()) {
      text.append("; ").append(note);
    }
    return text.toString();
  }
}

package mnisteval.inspection;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import mnisteval.input.InputException;
import mnisteval.input.Source;
import mnisteval.network.Activation;
import mnisteval.network.Network;
import mnisteval.network.PixelScale;
import mnisteval.pickle.NdArray;
import mnisteval.pickle.PickleReader;

/** The arrays of a pickled dict, and the network that they are. */
final class PickleListing {
  private static final int MAX_NAME = 40;

  private PickleListing() {}

  static List<String> of(Source source, boolean zipped) throws InputException {
    Map<String, NdArray> arrays = PickleReader.read(source);
    Table table = new Table(4);
    table.add("name", "dtype", "shape", "order", "min", "max", "mean", "not finite");
    long numbers = 0;
    for (Map.Entry<String, NdArray> entry : arrays.entrySet()) {
      numbers += entry.getValue().size();
      table.add(row(entry.getKey(), entry.getValue()));
    }
    List<String> lines = new ArrayList<>();
    lines.add(
        source.name()
            + ": pickle of "
            + counted(arrays.size(), "array")
            + ", "
            + counted(numbers, "number")
            + (zipped ? ", gzipped" : ""));
    if (!arrays.isEmpty()) {
      lines.addAll(table.lines());
    }
    lines.add("  " + network(arrays));
    return lines;
  }

  private static String counted(long count, String what) {
    return count + " " + what + (count == 1 ? "" : "s");
  }

  private static String[] row(String name, NdArray array) {
    Range range = Range.of(array);
    return new String[] {
      name.length() > MAX_NAME ? name.substring(0, MAX_NAME) + "…" : name,
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
  private static String network(Map<String, NdArray> arrays) {
    Network network;
    try {
      network = Network.of(arrays, "no network", Activation.SIGMOID, PixelScale.UNIT);
    } catch (InputException e) {
      return e.getMessage();
    }
    StringBuilder text = new StringBuilder("network: ");
    for (int units : network.units()) {
      text.append(text.charAt(text.length() - 1) == ' ' ? "" : "-").append(units);
    }
    return text + ", " + counted(network.parameters(), "parameter");
  }
}

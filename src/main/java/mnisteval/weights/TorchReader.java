package mnisteval.weights;

import static mnisteval.weights.array.FormatException.shown;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import mnisteval.weights.array.FormatException;
import mnisteval.weights.array.NamedArrays;
import mnisteval.weights.pickle.PickleReader;

/**
 * Reads the tensors of a PyTorch state_dict.
 *
 * <pre>
 *   NAME/data.pkl   the state_dict, whose tensors refer to storages by their keys
 *   NAME/byteorder  little or big; older files have none and are little-endian
 *   NAME/data/KEY   the elements of a storage
 * </pre>
 */
final class TorchReader {
  private static final String PICKLE = "data.pkl";

  private TorchReader() {}

  /**
   * Reads a file.
   *
   * @throws FormatException if it is malformed, or holds something else than tensors
   */
  static NamedArrays read(ZipArchive zip) {
    String pickle = null;
    for (String entry : zip.names()) {
      if (entry.equals(PICKLE) || entry.endsWith("/" + PICKLE)) {
        if (pickle != null) {
          throw new FormatException("two pickles in one PyTorch file");
        }
        pickle = entry;
      }
    }
    if (pickle == null) {
      throw FormatException.of("no %s in the PyTorch file", PICKLE);
    }
    String folder = pickle.substring(0, pickle.length() - PICKLE.length());
    // Each storage is decompressed once, however many tensors share it.
    Map<String, byte[]> storages = new HashMap<>();
    return PickleReader.readTorch(
        zip.read(pickle),
        key -> storages.computeIfAbsent(key, k -> zip.read(folder + "data/" + k)),
        isBigEndian(zip, folder + "byteorder"));
  }

  private static boolean isBigEndian(ZipArchive zip, String entry) {
    if (!zip.names().contains(entry)) {
      return false;
    }
    String order = new String(zip.read(entry), StandardCharsets.ISO_8859_1);
    if (!order.equals("little") && !order.equals("big")) {
      throw FormatException.of(
          "a PyTorch file of another byte order (expected little or big, found %s)", shown(order));
    }
    return order.equals("big");
  }
}

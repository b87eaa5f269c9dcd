package mnisteval.weights;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import mnisteval.input.InputException;
import mnisteval.input.Limit;
import mnisteval.weights.array.FormatException;
import mnisteval.weights.array.NamedArrays;
import mnisteval.weights.pickle.PickleReader;
import mnisteval.weights.pickle.TorchStorages;

/**
 * Reads the tensors of a PyTorch state_dict.
 *
 * <pre>
 *   NAME/data.pkl   the state_dict, whose tensors refer to storages by their keys
 *   NAME/byteorder  little or big; older files have none and are little-endian
 *   NAME/data/KEY   the elements of a storage
 * </pre>
 */
public final class TorchReader implements TorchStorages {
  private static final String PICKLE = "data.pkl";

  private final ZipArchive zip;
  private final String folder;
  private final boolean bigEndian;
  private final Map<String, byte[]> read = new HashMap<>();

  private TorchReader(ZipArchive zip, String folder) {
    this.zip = zip;
    this.folder = folder;
    this.bigEndian = readBigEndian();
  }

  /**
   * Reads a file.
   *
   * @param bytes the whole file
   * @param name what messages call it
   * @param limit of what it may unfold to
   * @throws InputException if it is malformed, or holds something else than tensors
   */
  public static NamedArrays read(byte[] bytes, String name, Limit limit) throws InputException {
    try {
      ZipArchive zip = new ZipArchive(bytes, limit);
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
        throw new FormatException("no " + PICKLE + " in the PyTorch file");
      }
      String folder = pickle.substring(0, pickle.length() - PICKLE.length());
      TorchReader storages = new TorchReader(zip, folder);
      return PickleReader.readTorch(zip.read(pickle), name, storages);
    } catch (FormatException fault) {
      throw new InputException(name, fault.getMessage(), fault);
    }
  }

  private boolean readBigEndian() {
    String entry = folder + "byteorder";
    if (!zip.has(entry)) {
      return false;
    }
    String order = new String(zip.read(entry), StandardCharsets.ISO_8859_1);
    if (!order.equals("little") && !order.equals("big")) {
      throw new FormatException(
          "a PyTorch file of another byte order (expected little or big, found "
              + FormatException.shown(order)
              + ")");
    }
    return order.equals("big");
  }

  @Override
  public boolean bigEndian() {
    return bigEndian;
  }

  /** Each storage is unfolded once, however many tensors share it. */
  @Override
  public byte[] bytes(String key) {
    byte[] bytes = read.get(key);
    if (bytes == null) {
      bytes = zip.read(folder + "data/" + key);
      read.put(key, bytes);
    }
    return bytes;
  }
}

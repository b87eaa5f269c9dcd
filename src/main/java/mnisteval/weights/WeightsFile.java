package mnisteval.weights;

import static mnisteval.weights.array.FormatException.shown;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import mnisteval.input.InputException;
import mnisteval.input.Limit;
import mnisteval.input.Signature;
import mnisteval.input.Source;
import mnisteval.weights.array.FormatException;
import mnisteval.weights.array.NamedArrays;
import mnisteval.weights.onnx.OnnxReader;
import mnisteval.weights.pickle.PickleReader;

/** Reads a file of weights with the reader of its format, which its first bytes tell. */
public final class WeightsFile {
  /**
   * Far more than any network has. A file of a few megabytes can name a million arrays, which would
   * take the user's time and memory.
   */
  private static final int MOST_ARRAYS = 1 << 16;

  private static final String TORCH_PICKLE = "data.pkl";

  private WeightsFile() {}

  /**
   * Reads a file, gzipped or not, or the files that are joined, one after the other.
   *
   * @throws InputException if one cannot be read, its format is unknown or malformed, or they hold
   *     more than 65536 arrays
   */
  public static NamedArrays read(Source source) throws InputException {
    if (source.parts().isEmpty()) {
      return read(source, source.bytes());
    }
    JoinedArrays joined = new JoinedArrays();
    long used = 0;
    for (Source part : source.parts()) {
      Source limited = part.withLimit(used == 0 ? source.limit() : source.limit().after(used));
      byte[] bytes = limited.bytes();
      used += joined.add(part.name(), read(limited, bytes), bytes.length);
      requireFew(source.name(), joined.count());
    }
    try {
      return joined.all();
    } catch (FormatException e) {
      throw new InputException(source.name(), e.getMessage(), e);
    }
  }

  private static NamedArrays read(Source source, byte[] bytes) throws InputException {
    try {
      NamedArrays read = read(bytes, source.limit());
      requireFew(source.name(), read.arrays().size());
      return read;
    } catch (FormatException e) {
      throw new InputException(source.name(), e.getMessage(), e);
    }
  }

  private static void requireFew(String file, int arrays) throws InputException {
    if (arrays > MOST_ARRAYS) {
      throw InputException.of(
          file, "too many arrays (expected at most %d, found %d)", MOST_ARRAYS, arrays);
    }
  }

  private static NamedArrays read(byte[] bytes, Limit limit) {
    // Compared one by one: a switch would load one more class in every run.
    Signature format = Signature.of(bytes);
    if (format == null && ZlibStream.isZlib(bytes)) {
      return PickleReader.read(ZlibStream.decompress(bytes, limit));
    }
    if (format == null || format == Signature.PICKLE) {
      return readPickle(bytes);
    }
    if (format == Signature.NUMPY_ARRAY) {
      return NpyReader.readArray(bytes);
    }
    if (format == Signature.NUMPY_ARCHIVE) {
      return NpyReader.readArchive(new ZipArchive(bytes, limit));
    }
    if (format == Signature.PYTORCH) {
      return readTorch(new ZipArchive(bytes, limit));
    }
    if (format == Signature.SAFETENSORS) {
      return SafetensorsReader.read(bytes);
    }
    if (format == Signature.NUMBERS) {
      return TextReader.read(bytes);
    }
    if (format == Signature.JSON) {
      return JsonReader.read(bytes);
    }
    if (format == Signature.ONNX) {
      return OnnxReader.read(bytes);
    }
    if (format == Signature.HDF5) {
      return KerasReader.readHdf5(bytes);
    }
    if (format == Signature.KERAS) {
      return KerasReader.readArchive(new ZipArchive(bytes, limit));
    }
    throw noNetwork(format + advice(format));
  }

  private static NamedArrays readPickle(byte[] bytes) {
    try {
      return PickleReader.read(bytes);
    } catch (FormatException e) {
      String raw = RawNumbers.describe(bytes);
      throw raw == null ? e : noNetwork(raw + "; numpy.savez writes arrays with both");
    }
  }

  private static FormatException noNetwork(String found) {
    return FormatException.of(
        "no network (expected a pickle, .npz, .npy, PyTorch, .safetensors, ONNX, Keras, JSON or CSV file, found"
            + " %s)",
        found);
  }

  private static String advice(Signature format) {
    return switch (format) {
      case TFLITE -> "; numpy.savez writes its arrays";
      case JAVA_OBJECTS -> "; JSON and CSV hold its numbers so that they are read";
      case PYTHON -> "; what is read is the file that it writes";
      case IDX -> "; --images and --labels take such files";
      default -> "";
    };
  }

  /**
   * Reads the tensors of a PyTorch state_dict.
   *
   * <pre>
   *   NAME/data.pkl   the state_dict, whose tensors refer to storages by their keys
   *   NAME/byteorder  little or big; older files have none and are little-endian
   *   NAME/data/KEY   the elements of a storage
   * </pre>
   */
  static NamedArrays readTorch(ZipArchive zip) {
    String pickle = null;
    for (String entry : zip.names()) {
      if (entry.equals(TORCH_PICKLE) || entry.endsWith("/" + TORCH_PICKLE)) {
        if (pickle != null) {
          throw new FormatException("two pickles in one PyTorch file");
        }
        pickle = entry;
      }
    }
    if (pickle == null) {
      throw FormatException.of("no %s in the PyTorch file", TORCH_PICKLE);
    }
    String folder = pickle.substring(0, pickle.length() - TORCH_PICKLE.length());
    if (zip.names().contains(folder + "constants.pkl")) {
      throw new FormatException(
          "is TorchScript, a program; torch.save(model.state_dict(), FILE) writes what is read");
    }
    String orderEntry = folder + "byteorder";
    String order =
        zip.names().contains(orderEntry)
            ? new String(zip.read(orderEntry), StandardCharsets.ISO_8859_1)
            : "little";
    if (!order.equals("little") && !order.equals("big")) {
      throw FormatException.of(
          "a PyTorch file of another byte order (expected little or big, found %s)", shown(order));
    }
    // Each storage is decompressed once, however many tensors share it.
    Map<String, byte[]> storages = new HashMap<>();
    return PickleReader.readTorch(
        zip.read(pickle),
        key -> storages.computeIfAbsent(key, k -> zip.read(folder + "data/" + k)),
        order.equals("big"));
  }
}

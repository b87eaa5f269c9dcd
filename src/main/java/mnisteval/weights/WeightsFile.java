package mnisteval.weights;

import mnisteval.input.InputException;
import mnisteval.input.Limit;
import mnisteval.input.Signature;
import mnisteval.input.Source;
import mnisteval.weights.array.FormatException;
import mnisteval.weights.array.NamedArrays;
import mnisteval.weights.pickle.PickleReader;

/** Reads a file of weights with the reader of its format, which its first bytes tell. */
public final class WeightsFile {
  /**
   * Far more than any network has. A file of a few megabytes can name a million arrays, which would
   * take the user's time and memory.
   */
  private static final int MOST_ARRAYS = 1 << 16;

  private WeightsFile() {}

  /**
   * Reads a file, gzipped or not.
   *
   * @throws InputException if it cannot be read, its format is unknown or malformed, or it holds
   *     more than 65536 arrays
   */
  public static NamedArrays read(Source source) throws InputException {
    byte[] bytes = source.bytes();
    try {
      NamedArrays read = read(bytes, source.limit());
      int count = read.arrays().size();
      if (count > MOST_ARRAYS) {
        throw FormatException.of(
            "too many arrays (expected at most %d, found %d)", MOST_ARRAYS, count);
      }
      return read;
    } catch (FormatException e) {
      throw new InputException(source.name(), e.getMessage(), e);
    }
  }

  private static NamedArrays read(byte[] bytes, Limit limit) {
    // Compared one by one: a switch would load one more class in every run.
    Signature format = Signature.of(bytes);
    if (format == null || format == Signature.PICKLE) {
      return PickleReader.read(bytes);
    }
    if (format == Signature.NUMPY_ARRAY) {
      return NpyReader.readArray(bytes);
    }
    if (format == Signature.NUMPY_ARCHIVE) {
      return NpyReader.readArchive(new ZipArchive(bytes, limit));
    }
    if (format == Signature.PYTORCH) {
      return TorchReader.read(new ZipArchive(bytes, limit));
    }
    if (format == Signature.SAFETENSORS) {
      return SafetensorsReader.read(bytes);
    }
    throw FormatException.of(
        "no network (expected a pickle, .npz, .npy, PyTorch or .safetensors file, found %s)",
        format);
  }
}

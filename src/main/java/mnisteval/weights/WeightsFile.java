package mnisteval.weights;

import mnisteval.input.InputException;
import mnisteval.input.Signature;
import mnisteval.input.Source;
import mnisteval.weights.array.NamedArrays;
import mnisteval.weights.pickle.PickleReader;

/** Reads a file of weights with the reader of its format, which its bytes tell. */
public final class WeightsFile {
  /** Many times as many as a network has; a file of a few megabytes can name a million. */
  private static final int MOST_ARRAYS = 1 << 16;

  private WeightsFile() {}

  /**
   * Reads a file, zipped by gzip or not.
   *
   * @throws InputException if it can't be read, its format is not known or malformed, or it holds
   *     more than 65536 arrays
   */
  public static NamedArrays read(Source source) throws InputException {
    NamedArrays read = readAll(source);
    int count = read.arrays().size();
    if (count > MOST_ARRAYS) {
      throw new InputException(
          source.name(),
          "too many arrays (expected at most " + MOST_ARRAYS + ", found " + count + ")");
    }
    return read;
  }

  private static NamedArrays readAll(Source source) throws InputException {
    byte[] bytes = source.bytes();
    String looks = Signature.of(bytes);
    if (looks == null || looks.equals("a pickle") || bytes.length == 0) {
      return PickleReader.read(bytes, source.name());
    }
    return switch (looks) {
      case "a numpy .npy file" -> NpyReader.readArray(bytes, source.name());
      case "a numpy .npz archive" -> NpyReader.readArchive(bytes, source.name(), source.limit());
      case "a PyTorch file (torch.save)" -> TorchReader.read(bytes, source.name(), source.limit());
      case "a safetensors file" -> SafetensorsReader.read(bytes, source.name());
      default ->
          throw new InputException(
              source.name(),
              "no network (expected a pickle, .npz, .npy, PyTorch or .safetensors file, found "
                  + looks
                  + ")");
    };
  }
}
